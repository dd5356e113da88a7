#nullable enable
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>The inspector of a voice, which speaks on trial while the game plays.</summary>
    [CustomEditor(typeof(MienVoice))]
    public sealed class MienVoiceEditor : Editor
    {
        private string _text = "Hello. Can you see my lips move?";
        private AudioClip? _recording;

        /// <inheritdoc/>
        public override void OnInspectorGUI()
        {
            DrawDefaultInspector();
            if (!Application.isPlaying)
            {
                return;
            }
            var voice = (MienVoice)target;
            EditorGUILayout.LabelField("Latency reckoned with", voice.LatencyMs.ToString("0") + " ms");
            _text = EditorGUILayout.TextField("Text", _text);
            if (GUILayout.Button("Say it"))
            {
                voice.Speak(_text);
            }
            _recording = EditorGUILayout.ObjectField("Recording", _recording, typeof(AudioClip), false) as AudioClip;
            if (_recording != null && GUILayout.Button("Speak it"))
            {
                voice.Speak(_recording);
            }
            if (GUILayout.Button("Interrupt"))
            {
                voice.Interrupt();
            }
        }
    }
}
