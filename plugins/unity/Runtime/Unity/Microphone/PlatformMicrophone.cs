#nullable enable
using UnityEngine;

namespace Mien
{
    /// <summary>The engine's microphones, where the platform has the class for them: a page's engine lacks it.</summary>
    internal static class PlatformMicrophone
    {
#if UNITY_WEBGL && !UNITY_EDITOR
        /// <summary>Reason why there can be none here; empty where there can.</summary>
        internal const string Missing = "Unity has no microphones on the web: speak by texts or recordings";

        internal static bool Has(string? device)
        {
            return false;
        }

        internal static AudioClip? Start(string? device, int seconds, int rateHz)
        {
            return null;
        }

        internal static bool IsRecording(string? device)
        {
            return false;
        }

        internal static int PositionOf(string? device)
        {
            return 0;
        }

        internal static void End(string? device)
        {
        }
#else
        /// <summary>Reason why there can be none here; empty where there can.</summary>
        internal const string Missing = "";

        /// <summary>True if a device is there, or any at all for null. Allocates.</summary>
        internal static bool Has(string? device)
        {
            string[] devices = Microphone.devices;
            return device is null ? devices.Length > 0 : System.Array.IndexOf(devices, device) >= 0;
        }

        /// <summary>Records into a ring; null if the device cannot be had.</summary>
        internal static AudioClip? Start(string? device, int seconds, int rateHz)
        {
            AudioClip clip = Microphone.Start(device, true, seconds, rateHz);
            return clip != null ? clip : null;
        }

        internal static bool IsRecording(string? device)
        {
            return Microphone.IsRecording(device);
        }

        internal static int PositionOf(string? device)
        {
            return Microphone.GetPosition(device);
        }

        internal static void End(string? device)
        {
            Microphone.End(device);
        }
#endif
    }
}
