using System;

namespace UnityEngine.Android
{
    public class PermissionCallbacks : AndroidJavaProxy
    {
        public event Action<string> PermissionDenied;

        // Not the engine's: the player says no.
        public void Deny()
        {
            PermissionDenied?.Invoke(Permission.Microphone);
        }
    }
}
