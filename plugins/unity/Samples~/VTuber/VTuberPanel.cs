#nullable enable
using Mien.Core.Messages;
using UnityEngine;

namespace Mien.Samples
{
    /// <summary>Figures for somebody who speaks through a character: level, mood, latency.</summary>
    [RequireComponent(typeof(MienMicrophone))]
    public sealed class VTuberPanel : MonoBehaviour
    {
        private const float WidthPx = 260;

        private static readonly Emotion[] Moods =
        {
            Emotion.Neutral, Emotion.Happy, Emotion.Sad, Emotion.Angry, Emotion.Surprised,
        };

        private MienMicrophone _microphone = null!;
        private MienCharacter _character = null!;

        private void Start()
        {
            _microphone = GetComponent<MienMicrophone>();
            _character = GetComponent<MienCharacter>();
        }

        private void OnGUI()
        {
            GUILayout.BeginArea(new Rect(10, 10, WidthPx, 300));
            GUILayout.Label("Level " + (_microphone.Peak * 100).ToString("0") + " %");
            GUILayout.Label("Motion " + _character.Stats.MotionHz.ToString("0") + " frames a second");
            GUILayout.Label("Latency " + _character.Stats.LatencyMs.ToString("0") + " ms");
            foreach (Emotion mood in Moods)
            {
                if (GUILayout.Button(mood.ToString()))
                {
                    _character.Controls.Emotion = mood;
                }
            }
            GUILayout.EndArea();
        }
    }
}
