namespace UnityEngine
{
    public sealed class AudioListener : Behaviour
    {
        public static bool pause { get; set; }

        public static float volume { get; set; } = 1;
    }
}
