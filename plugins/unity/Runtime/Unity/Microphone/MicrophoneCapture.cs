#nullable enable
using System;
using UnityEngine;

namespace Mien
{
    /// <summary>
    /// What a microphone hears, from one frame to the next. A device that is unplugged, or that the system takes away, is
    /// taken again when it is there.
    /// </summary>
    internal sealed class MicrophoneCapture
    {
        private const int RingSeconds = 1;
        private const double RetryS = 1;

        /// <summary>Silence after which a device counts as gone; a wireless headset needs a second at first.</summary>
        private const double StallS = 2;

        private const string Gone = " is gone; it is taken again as soon as it is there";

        private readonly MicrophonePermission _permission = new MicrophonePermission();
        private string? _device;
        private int _wantedHz;
        private AudioClip? _clip;
        private float[] _ring = Array.Empty<float>();
        private int _position;
        private double _movedS;
        private double _retryS;
        private bool _wasThere;

        /// <summary>Reason why nothing is heard; empty while something is, or while the player is asked.</summary>
        internal string Trouble { get; private set; } = "";

        /// <summary>True if the device is taken.</summary>
        internal bool IsOpen => _clip != null;

        /// <summary>Channels of what is read.</summary>
        internal int Channels => _clip == null ? 1 : _clip.channels;

        /// <summary>Samples a second of what is read, which the device chooses.</summary>
        internal int RateHz => _clip == null ? _wantedHz : _clip.frequency;

        /// <summary>Begins to listen.</summary>
        /// <param name="device">As the system calls it; empty for the default one.</param>
        /// <param name="rateHz">Samples a second to ask for.</param>
        /// <param name="nowS">Time on a monotonic clock, seconds.</param>
        internal void Begin(string device, int rateHz, double nowS)
        {
            _device = device.Length == 0 ? null : device;
            _wantedHz = rateHz;
            _wasThere = false;
            _retryS = nowS;
            Keep(nowS);
        }

        /// <summary>Lets the device go.</summary>
        internal void End()
        {
            if (_clip != null)
            {
                PlatformMicrophone.End(_device);
                _clip = null;
            }
        }

        /// <summary>Sees to it that the device is taken, once a frame.</summary>
        internal void Keep(double nowS)
        {
            if (_clip != null && IsGone(nowS))
            {
                End();
                Trouble = Named + Gone;
            }
            if (_clip == null && nowS >= _retryS)
            {
                _retryS = nowS + RetryS;
                Take(nowS);
            }
        }

        /// <summary>Reads what was heard since the last time, channels side by side; nothing where the device is gone.</summary>
        internal Span<float> Read()
        {
            if (_clip == null)
            {
                return Span<float>.Empty;
            }
            int position = PlatformMicrophone.PositionOf(_device);
            int count = (position - _position + _clip.samples) % _clip.samples;
            if (count > 0)
            {
                // The whole ring is read, so that one buffer does for any number of samples.
                _clip.GetData(_ring, _position);
                _position = position;
            }
            return new Span<float>(_ring, 0, count * _clip.channels);
        }

        private string Suffix => _device is null ? "" : " " + _device;

        private string Named => "the microphone" + Suffix;

        private bool IsGone(double nowS)
        {
            if (PlatformMicrophone.PositionOf(_device) != _position)
            {
                _movedS = nowS;
            }
            return !PlatformMicrophone.IsRecording(_device) || nowS - _movedS > StallS;
        }

        private void Take(double nowS)
        {
            Trouble = WhyNot();
            if (Trouble.Length > 0 || !MicrophonePermission.IsGranted)
            {
                return;
            }
            _clip = PlatformMicrophone.Start(_device, RingSeconds, _wantedHz);
            if (_clip == null)
            {
                Trouble = Named + " cannot be used, perhaps because another program has it; it is tried again";
                return;
            }
            _wasThere = true;
            _position = 0;
            _movedS = nowS;
            int length = _clip.samples * _clip.channels;
            _ring = _ring.Length == length ? _ring : new float[length];
        }

        private string WhyNot()
        {
            if (PlatformMicrophone.Missing.Length > 0)
            {
                return PlatformMicrophone.Missing;
            }
            if (!MicrophonePermission.IsGranted)
            {
                _permission.Ask();
                return _permission.IsRefused
                    ? "the microphone may not be used: the player has refused it. Allow it in the system's settings"
                    : "";
            }
            if (!PlatformMicrophone.Has(_device))
            {
                return _wasThere ? Named + Gone : "there is no microphone" + Suffix + "; one that is plugged in is taken at once";
            }
            return "";
        }
    }
}
