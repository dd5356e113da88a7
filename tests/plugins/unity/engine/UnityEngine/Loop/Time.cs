using System;

namespace UnityEngine
{
    public static class Time
    {
        private static double _time;
        private static double _unscaledTime;
        private static double _fixedTime;

        public static float timeScale { get; set; } = 1;

        public static float deltaTime { get; private set; }

        public static float unscaledDeltaTime { get; private set; }

        public static float captureDeltaTime { get; set; }

        public static float fixedDeltaTime { get; set; } = 0.02f;

        public static int frameCount { get; private set; }

        public static float time => (float)_time;

        public static double timeAsDouble => _time;

        public static float unscaledTime => (float)_unscaledTime;

        public static double realtimeSinceStartupAsDouble => _unscaledTime;

        internal static void Advance(float seconds)
        {
            frameCount++;
            seconds = captureDeltaTime > 0 ? captureDeltaTime : seconds;
            unscaledDeltaTime = seconds;
            deltaTime = seconds * timeScale;
            _unscaledTime += unscaledDeltaTime;
            _time += deltaTime;
        }

        internal static int TakeFixedSteps()
        {
            int steps = (int)Math.Floor((_time - _fixedTime) / fixedDeltaTime);
            _fixedTime += steps * (double)fixedDeltaTime;
            return steps;
        }

        internal static void Reset()
        {
            timeScale = 1;
            captureDeltaTime = 0;
        }
    }
}
