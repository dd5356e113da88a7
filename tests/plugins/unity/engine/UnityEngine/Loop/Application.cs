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

        internal static void Quit()
        {
            quitting?.Invoke();
        }
    }
}
