using System;

namespace UnityEngine
{
    public static class Application
    {
        public static event Action quitting;

        public static bool isPlaying { get; internal set; } = true;

        public static string dataPath => "Assets";

        public static string unityVersion => "2022.3.0f1";

        public static bool runInBackground { get; set; }

        public static void OpenURL(string url)
        {
        }

        // Not the engine's: what the player has allowed.
        public static UserAuthorization Allowed { get; set; }

        // Not the engine's: whether the player has answered.
        public static bool IsAnswered { get; set; }

        public static bool HasUserAuthorization(UserAuthorization mode)
        {
            return (Allowed & mode) == mode;
        }

        public static AsyncOperation RequestUserAuthorization(UserAuthorization mode)
        {
            return new AsyncOperation();
        }

        internal static void Quit()
        {
            quitting?.Invoke();
        }
    }
}
