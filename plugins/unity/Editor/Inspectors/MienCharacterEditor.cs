#nullable enable
using Mien.Core.Client;
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>The inspector of a character: its settings, and while it plays how well it is served.</summary>
    [CustomEditor(typeof(MienCharacter))]
    [CanEditMultipleObjects]
    public sealed class MienCharacterEditor : Editor
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
                EditorGUILayout.HelpBox("Other settings than controls, buffer and offset count when a session begins.", MessageType.Info);
                if (GUILayout.Button("Find or start the daemon…"))
                {
                    DaemonWindow.Open();
                }
                return;
            }
            if (targets.Length == 1)
            {
                Draw((MienCharacter)target);
            }
        }

        private static void Draw(MienCharacter character)
        {
            MienConnection connection = character.Connection;
            if (connection.State != ClientState.Connected)
            {
                string trouble = connection.Trouble.Length > 0 ? connection.Trouble : "connecting";
                EditorGUILayout.HelpBox("No daemon: " + trouble, MessageType.Warning);
            }
            MienStats stats = character.Stats;
            EditorGUILayout.LabelField("Session", character.Session is null ? "none" : character.Session.State.ToString());
            EditorGUILayout.LabelField("Motion", stats.MotionHz.ToString("0.0") + " frames a second");
            EditorGUILayout.LabelField("Latency", stats.LatencyMs.ToString("0") + " ms from the daemon to the face");
            EditorGUILayout.LabelField("Round trip", stats.RoundTripMs.ToString("0.0") + " ms");
            EditorGUILayout.LabelField("Lost, late, waited for", stats.Lost + ", " + stats.Late + ", " + stats.Stalls);
            if (GUILayout.Button("Begin another session"))
            {
                character.Reopen();
            }
        }
    }
}
