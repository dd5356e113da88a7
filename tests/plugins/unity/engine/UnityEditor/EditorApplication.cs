using System;

namespace UnityEditor
{
    public static class EditorApplication
    {
        public static event Action<PlayModeStateChange> playModeStateChanged;

        public static event Action quitting;

        public delegate void CallbackFunction();

        public static CallbackFunction update;

        // Not the editor's.
        public static void Quit()
        {
            quitting?.Invoke();
        }

        // Not the editor's.
        public static void Change(PlayModeStateChange change)
        {
            playModeStateChanged?.Invoke(change);
        }
    }
}
