using System;
using System.Collections.Generic;

namespace UnityEngine
{
    public static class Debug
    {
        // Not the engine's: all that was logged, and not yet looked at.
        public static List<string> Logged { get; } = new List<string>();

        public static void Log(object message)
        {
            Add("log: " + message);
        }

        public static void LogWarning(object message)
        {
            Add("warning: " + message);
        }

        public static void LogWarning(object message, Object context)
        {
            Add("warning: " + message);
        }

        public static void LogError(object message)
        {
            Add("error: " + message);
        }

        public static void LogError(object message, Object context)
        {
            Add("error: " + message);
        }

        public static void LogException(Exception exception)
        {
            Add("exception: " + exception);
        }

        private static void Add(string line)
        {
            // Any thread may log.
            lock (Logged)
            {
                Logged.Add(line);
            }
        }
    }
}
