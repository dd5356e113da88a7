#nullable enable
#if UNITY_ANDROID && !UNITY_EDITOR
using UnityEngine.Android;
#elif (UNITY_IOS || UNITY_STANDALONE_OSX) && !UNITY_EDITOR
using UnityEngine;
#endif

namespace Mien
{
    /// <summary>The player's leave to listen, which phones and Macs want to be asked for.</summary>
    internal sealed class MicrophonePermission
    {
        private bool _isAsked;

#if UNITY_ANDROID && !UNITY_EDITOR
        private bool _isRefused;

        /// <summary>True if the microphone may be used.</summary>
        internal static bool IsGranted => Permission.HasUserAuthorizedPermission(Permission.Microphone);

        /// <summary>True if the player was asked, and said no.</summary>
        internal bool IsRefused => _isRefused;

        private void Request()
        {
            var callbacks = new PermissionCallbacks();
            callbacks.PermissionDenied += _ => _isRefused = true;
            Permission.RequestUserPermission(Permission.Microphone, callbacks);
        }
#elif (UNITY_IOS || UNITY_STANDALONE_OSX) && !UNITY_EDITOR
        private AsyncOperation? _request;

        /// <summary>True if the microphone may be used.</summary>
        internal static bool IsGranted => Application.HasUserAuthorization(UserAuthorization.Microphone);

        /// <summary>True if the player was asked, and said no.</summary>
        internal bool IsRefused => _request != null && _request.isDone && !IsGranted;

        private void Request()
        {
            _request = Application.RequestUserAuthorization(UserAuthorization.Microphone);
        }
#else
        /// <summary>True if the microphone may be used.</summary>
        internal static bool IsGranted => true;

        /// <summary>True if the player was asked, and said no.</summary>
        internal bool IsRefused => false;

        private static void Request()
        {
        }
#endif

        /// <summary>Asks the player; once, however often it is called.</summary>
        internal void Ask()
        {
            if (!_isAsked)
            {
                _isAsked = true;
                Request();
            }
        }
    }
}
