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
    /// played again.
    /// </summary>
    [AddComponentMenu("Mien/Mien Microphone")]
    [DisallowMultipleComponent]
    public sealed class MienMicrophone : MonoBehaviour
    {
        private const int RingSeconds = 1;

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
        private MienCharacter? _character;
        private MienSession? _session;
        private AudioClip? _clip;
        private float[] _heard = Array.Empty<float>();
        private int _position;

        /// <summary>As the system calls the microphone; empty for the default one. Counts when it is enabled.</summary>
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

        private string? DeviceOrDefault => _device.Length == 0 ? null : _device;

        private void OnEnable()
        {
            _character = MienCharacter.Of(this);
            _clip = Microphone.Start(DeviceOrDefault, true, RingSeconds, _rateHz);
            _position = 0;
            if (_clip == null)
            {
                _character.Fail("there is no microphone " + (DeviceOrDefault ?? "at all") + ", or it may not be used");
                return;
            }
            _heard = new float[_clip.samples * _clip.channels];
        }

        private void Update()
        {
            if (_clip == null || _character == null)
            {
                return;
            }
            int position = Microphone.GetPosition(DeviceOrDefault);
            int count = (position - _position + _clip.samples) % _clip.samples;
            MienSession? session = _character.Session;
            if (count == 0 || session is null)
            {
                _position = position;
                return;
            }
            if (session != _session)
            {
                _session = session;
                _input.Clear();
            }
            // Its whole ring is read, so that one buffer does for any number of samples.
            _clip.GetData(_heard, _position);
            _position = position;
            Push(session, new Span<float>(_heard, 0, count * _clip.channels));
        }

        private void OnDisable()
        {
            if (_clip != null)
            {
                Microphone.End(DeviceOrDefault);
                _clip = null;
            }
            if (_session != null)
            {
                _input.End(_session);
                _session = null;
            }
        }

        private void Push(MienSession session, Span<float> sound)
        {
            Peak = 0;
            for (int at = 0; at < sound.Length; at++)
            {
                sound[at] *= _gain;
                Peak = Mathf.Max(Peak, Mathf.Abs(sound[at]));
            }
            try
            {
                _input.Push(session, sound, _clip!.channels, _clip.frequency);
            }
            catch (MienException error)
            {
                _character!.Fail(error.Message);
            }
        }
    }
}
