#nullable enable
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>The inspector of a face: its settings, what is recognised of it, and what is not.</summary>
    [CustomEditor(typeof(MienFace))]
    public sealed class MienFaceEditor : Editor
    {
        private bool _showsUnmapped;

        /// <inheritdoc/>
        public override void OnInspectorGUI()
        {
            EditorGUI.BeginChangeCheck();
            DrawDefaultInspector();
            var face = (MienFace)target;
            if (EditorGUI.EndChangeCheck())
            {
                face.Rebind();
            }
            if (GUILayout.Button("Find meshes and bones"))
            {
                Undo.RecordObject(face, "Find meshes and bones");
                face.FindParts();
                EditorUtility.SetDirty(face);
            }
            if (GUILayout.Button("Make a mapping of what is recognised…"))
            {
                MakeMapping(face);
            }
            DrawRecognised(face);
            DrawAvatar(face);
        }

        private static void DrawAvatar(MienFace face)
        {
            AvatarFace? avatar = AvatarFace.Find(face.gameObject);
            if (avatar != null)
            {
                EditorGUILayout.HelpBox(
                    avatar.Avatar.GetType().Name + " sets the shapes of this character in each frame, and overrules this face. "
                    + "GameObject > Mien > Face and Voice puts " + avatar.Face.Name + " in its place.",
                    MessageType.Warning);
            }
        }

        private void DrawRecognised(MienFace face)
        {
            var report = new MappingReport(face);
            EditorGUILayout.HelpBox(
                string.Join("\n", report.Lines),
                report.IsEmpty ? MessageType.Warning : MessageType.Info);
            _showsUnmapped = EditorGUILayout.Foldout(_showsUnmapped, "Shapes that nothing moves (" + report.Unmapped.Count + ")");
            if (_showsUnmapped)
            {
                foreach (string name in report.Unmapped)
                {
                    EditorGUILayout.LabelField(name);
                }
            }
        }

        private static void MakeMapping(MienFace face)
        {
            string path = EditorUtility.SaveFilePanelInProject("Mapping", face.name + " mapping", "asset", "Where to keep it");
            if (string.IsNullOrEmpty(path))
            {
                return;
            }
            MienMapping mapping = CreateInstance<MienMapping>();
            mapping.Fill(new RecognisedFace(face.Renderers, face.Prefer));
            AssetDatabase.CreateAsset(mapping, path);
            Undo.RecordObject(face, "Use mapping");
            face.Mapping = mapping;
            EditorUtility.SetDirty(face);
        }
    }
}
