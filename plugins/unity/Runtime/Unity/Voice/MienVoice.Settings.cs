#nullable enable
using UnityEngine;
using UnityEngine.Events;

namespace Mien
{
    /// <content>What a voice is set to, and whom it tells.</content>
    public sealed partial class MienVoice
    {
        [SerializeField]
        [Tooltip("Which voice says texts, as `mien serve` knows it. Empty: the daemon's own choice.")]
        private string _voice = "";

        [SerializeField]
        [Range(0, 1000)]
        [Tooltip("What the loudspeaker adds to the latency that Unity knows of, milliseconds: 150 to 300 over Bluetooth.")]
        private float _outputLatencyMs;

        [SerializeField]
        private UnityEvent _onSpeechStart = new UnityEvent();

        [SerializeField]
        private UnityEvent _onSpeechEnd = new UnityEvent();

        [SerializeField]
        private UnityEvent _onInterrupted = new UnityEvent();

        [SerializeField]
        private UnityEvent<string> _onError = new UnityEvent<string>();

        /// <summary>An utterance begins to be heard.</summary>
        public UnityEvent OnSpeechStart => _onSpeechStart;

        /// <summary>An utterance was heard to its end.</summary>
        public UnityEvent OnSpeechEnd => _onSpeechEnd;

        /// <summary>Speech was broken off.</summary>
        public UnityEvent OnInterrupted => _onInterrupted;

        /// <summary>Something could not be said, or the session could not be had; why, in words.</summary>
        public UnityEvent<string> OnError => _onError;

        /// <summary>Voice that says texts; empty for the daemon's own choice.</summary>
        public string Voice
        {
            get => _voice;
            set => _voice = value;
        }

        /// <summary>Latency of the loudspeaker beyond what Unity knows, milliseconds, 0..1000.</summary>
        public float OutputLatencyMs
        {
            get => _outputLatencyMs;
            set => _outputLatencyMs = Mathf.Clamp(value, 0, 1000);
        }
    }
}
