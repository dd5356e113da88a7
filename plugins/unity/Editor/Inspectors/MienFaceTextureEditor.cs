#nullable enable
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>The inspector of pictures, with how many come while the game plays.</summary>
    [CustomEditor(typeof(MienFaceTexture))]
    public sealed class MienFaceTextureEditor : Editor
    {
        /// <inheritdoc/>
        public override bool RequiresConstantRepaint()
        {
            return Application.isPlaying;
        }

        /// <inheritdoc/>
        public override void OnInspectorGUI()
        {
            DrawDefaultInspector();
            if (!Application.isPlaying)
            {
                return;
            }
            var texture = (MienFaceTexture)target;
            EditorGUILayout.LabelField("Shown", texture.ShownHz.ToString("0.0") + " pictures a second");
            EditorGUILayout.LabelField("Lost", texture.Lost.ToString());
            if (GUILayout.Button("Ask for pictures as they are set now"))
            {
                texture.Reopen();
            }
        }
    }
}
