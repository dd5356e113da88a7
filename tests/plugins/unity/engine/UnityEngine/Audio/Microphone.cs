namespace UnityEngine
{
    public static class Microphone
    {
        private static AudioClip _clip;
        private static int _position;

        // Not the engine's: whether there is one.
        public static bool IsThere { get; set; } = true;

        public static string[] devices => IsThere ? new[] { "Headless" } : new string[0];

        public static AudioClip Start(string deviceName, bool loop, int lengthSec, int frequency)
        {
            _clip = IsThere ? AudioClip.Create("Microphone", lengthSec * frequency, 1, frequency, false) : null;
            _position = 0;
            return _clip;
        }

        public static int GetPosition(string deviceName)
        {
            return _position;
        }

        public static void End(string deviceName)
        {
            _clip = null;
        }

        // Not the engine's: somebody speaks.
        public static void Hear(float[] samples)
        {
            if (_clip != null)
            {
                _clip.SetData(samples, _position);
                _position = (_position + samples.Length) % _clip.samples;
            }
        }
    }
}
