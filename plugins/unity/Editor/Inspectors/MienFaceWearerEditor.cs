#nullable enable
using System.Collections.Generic;
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>The inspector of a head that wears a face: landmarks are put into place in the scene view.</summary>
    [CustomEditor(typeof(MienFaceWearer))]
    public sealed class MienFaceWearerEditor : Editor
    {
        private int _next;

        /// <inheritdoc/>
        public override void OnInspectorGUI()
        {
            DrawDefaultInspector();
            var wearer = (MienFaceWearer)target;
            if (wearer.Landmarks == null)
            {
                EditorGUILayout.HelpBox("Create a Landmarks asset (Assets > Create > Mien > Landmarks) and name it here.", MessageType.Info);
                return;
            }
            DrawLandmarks(wearer.Landmarks);
            if (Application.isPlaying && wearer.Fit != null && !AssetDatabase.Contains(wearer.Fit))
            {
                SaveButton(wearer.Fit);
            }
        }

        private void OnSceneGUI()
        {
            var wearer = (MienFaceWearer)target;
            if (wearer.Landmarks == null)
            {
                return;
            }
            Transform place = wearer.transform;
            foreach (FaceLandmark landmark in new List<FaceLandmark>(wearer.Landmarks.Places))
            {
                Vector3 world = place.TransformPoint(landmark.Position);
                Handles.Label(world, landmark.Name);
                EditorGUI.BeginChangeCheck();
                Vector3 moved = Handles.PositionHandle(world, Quaternion.identity);
                if (EditorGUI.EndChangeCheck())
                {
                    Undo.RecordObject(wearer.Landmarks, "Move landmark");
                    wearer.Landmarks.Set(landmark.Name, place.InverseTransformPoint(moved));
                    EditorUtility.SetDirty(wearer.Landmarks);
                }
            }
        }

        private void DrawLandmarks(MienLandmarks landmarks)
        {
            List<string> missing = Missing(landmarks);
            EditorGUILayout.LabelField("Landmarks placed", landmarks.Places.Count + " of " + MienLandmarks.Names.Count);
            if (missing.Count == 0)
            {
                return;
            }
            _next = EditorGUILayout.Popup("Next", Mathf.Min(_next, missing.Count - 1), missing.ToArray());
            if (GUILayout.Button("Add it, to be dragged into place"))
            {
                Undo.RecordObject(landmarks, "Add landmark");
                landmarks.Set(missing[_next], Middle(((MienFaceWearer)target).GetComponent<SkinnedMeshRenderer>()));
                EditorUtility.SetDirty(landmarks);
            }
        }

        private static List<string> Missing(MienLandmarks landmarks)
        {
            var missing = new List<string>(MienLandmarks.Names);
            foreach (FaceLandmark place in landmarks.Places)
            {
                missing.Remove(place.Name);
            }
            return missing;
        }

        private static Vector3 Middle(SkinnedMeshRenderer renderer)
        {
            return renderer.sharedMesh != null ? renderer.sharedMesh.bounds.center : Vector3.zero;
        }

        private static void SaveButton(MienFaceFit fit)
        {
            if (!GUILayout.Button("Save what was fitted…"))
            {
                return;
            }
            string path = EditorUtility.SaveFilePanelInProject("Fit", "Face fit", "asset", "Where to keep it");
            if (!string.IsNullOrEmpty(path))
            {
                AssetDatabase.CreateAsset(fit, path);
            }
        }
    }
}
