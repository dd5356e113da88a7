#if !UNITY_WEBGL || UNITY_EDITOR
using System;
using System.Collections.Generic;

namespace UnityEngine
{
    public static class Microphone
    {
        private static string _recorded;
        private static AudioClip _clip;
        private static int _position;

        public static string[] devices => Plugged.ToArray();

        // Not the engine's: what is plugged in, the default one first.
        public static List<string> Plugged { get; } = new List<string> { "Headless" };

        // Not the engine's: how often a device was taken.
        public static int Starts { get; private set; }

        public static AudioClip Start(string deviceName, bool loop, int lengthSec, int frequency)
        {
            string device = DeviceOf(deviceName)
                ?? throw new ArgumentException("Couldn't acquire device ID for device name " + deviceName);
            Starts++;
            _recorded = device;
            _position = 0;
            _clip = AudioClip.Create("Microphone", lengthSec * frequency, 1, frequency, false);
            return _clip;
        }

        public static bool IsRecording(string deviceName)
        {
            return _clip != null && DeviceOf(deviceName) == _recorded;
        }

        public static int GetPosition(string deviceName)
        {
            return IsRecording(deviceName) ? _position : 0;
        }

        public static void End(string deviceName)
        {
            if (IsRecording(deviceName))
            {
                _clip = null;
            }
        }

        // Not the engine's: somebody speaks.
        public static void Hear(float[] samples)
        {
            if (_clip != null && Plugged.Contains(_recorded))
            {
                _clip.SetData(samples, _position);
                _position = (_position + samples.Length) % _clip.samples;
            }
        }

        // Not the engine's: the system has taken the device away.
        public static void Lose()
        {
            _clip = null;
        }

        private static string DeviceOf(string name)
        {
            return name is null ? (Plugged.Count > 0 ? Plugged[0] : "") :
                Plugged.Contains(name) ? name : null;
        }
    }
}
#endif
