namespace UnityEngine.Android
{
    public struct Permission
    {
        public const string Microphone = "android.permission.RECORD_AUDIO";

        // Not the engine's: what the player has allowed.
        public static bool IsAllowed { get; set; }

        // Not the engine's: who waits for an answer of the player.
        public static PermissionCallbacks Asked { get; set; }

        public static bool HasUserAuthorizedPermission(string permission)
        {
            return IsAllowed;
        }

        public static void RequestUserPermission(string permission, PermissionCallbacks callbacks)
        {
            Asked = callbacks;
        }
    }
}
