#nullable enable
using System;
using Mien.Core;
using Mien.Core.Client;
using UnityEngine;

namespace Mien
{
    /// <summary>
    /// Speaks for a character with the player's own voice: what a microphone hears goes into the session as it is heard. The
    /// character should have pace <see cref="Core.Messages.Pace.Live"/>; without a <see cref="MienVoice"/> the sound is not
    /// played again. Phones and Macs ask the player for leave. A microphone that is unplugged is taken again when it is there.
    /// </summary>
    [AddComponentMenu("Mien/Mien Microphone")]
    [DisallowMultipleComponent]
    public sealed class MienMicrophone : MonoBehaviour
    {
        [SerializeField]
        [Tooltip("As the system calls it. Empty: the default one.")]
        private string _device = "";

        [SerializeField]
        [Range(8_000, 48_000)]
        [Tooltip("Samples a second that are asked of the device; it may give others.")]
        private int _rateHz = 16_000;

        [SerializeField]
        [Range(0, 4)]
        private float _gain = 1;

        private readonly SpeechInput _input = new SpeechInput();
        private readonly MicrophoneCapture _capture = new MicrophoneCapture();
        private MienCharacter? _character;
        private MienSession? _session;
        private string _told = "";

        /// <summary>Name of the microphone; empty for the default one. Read when it is enabled.</summary>
        public string Device
        {
            get => _device;
            set => _device = value;
        }

        /// <summary>By what the sound is multiplied, 0..4.</summary>
        public float Gain
        {
            get => _gain;
            set => _gain = Mathf.Clamp(value, 0, 4);
        }

        /// <summary>The loudest sample of what was heard last, 0..1; for a meter.</summary>
        public float Peak { get; private set; }

        /// <summary>Reason why nothing is heard; empty while something is, or while the player is asked.</summary>
        public string Trouble => _capture.Trouble;

        private void OnEnable()
        {
            _character = MienCharacter.Of(this);
            _capture.Begin(_device, _rateHz, Time.realtimeSinceStartupAsDouble);
            Tell();
        }

        private void Update()
        {
            if (_character == null)
            {
                return;
            }
            _capture.Keep(Time.realtimeSinceStartupAsDouble);
            Tell();
            Span<float> heard = _capture.Read();
            MienSession? session = _character.Session;
            if (!_capture.IsOpen)
            {
                EndUtterance();
            }
            else if (session != null && heard.Length > 0)
            {
                Push(session, heard);
            }
        }

        private void OnDisable()
        {
            _capture.End();
            EndUtterance();
        }

        /// <summary>Speech from before the device went is said to its end.</summary>
        private void EndUtterance()
        {
            Peak = 0;
            if (_session != null)
            {
                _input.End(_session);
                _session = null;
            }
        }

        private void Tell()
        {
            if (_told != _capture.Trouble)
            {
                _told = _capture.Trouble;
                if (_told.Length > 0)
                {
                    _character!.Fail(_told);
                }
            }
        }

        private void Push(MienSession session, Span<float> sound)
        {
            if (session != _session)
            {
                _session = session;
                _input.Clear();
            }
            Peak = 0;
            for (int at = 0; at < sound.Length; at++)
            {
                sound[at] *= _gain;
                Peak = Mathf.Max(Peak, Mathf.Abs(sound[at]));
            }
            try
            {
                _input.Push(session, sound, _capture.Channels, _capture.RateHz);
            }
            catch (MienException error)
            {
                _character!.Fail(error.Message);
            }
        }
    }
}
