using System;
using System.Collections.Generic;

namespace UnityEngine
{
    public static class Debug
    {
        // Not the engine's: all that went wrong, and was not yet looked at.
        public static List<string> Logged { get; } = new List<string>();

        // Not the engine's: all that users are told.
        public static List<string> Told { get; } = new List<string>();

        public static void Log(object message)
        {
            Add(Told, "log: " + message);
        }

        public static void Log(object message, Object context)
        {
            Log(message);
        }

        public static void LogWarning(object message)
        {
            Add(Told, "warning: " + message);
        }

        public static void LogWarning(object message, Object context)
        {
            LogWarning(message);
        }

        public static void LogError(object message)
        {
            Add(Logged, "error: " + message);
        }

        public static void LogError(object message, Object context)
        {
            Add(Logged, "error: " + message);
        }

        public static void LogException(Exception exception)
        {
            Add(Logged, "exception: " + exception);
        }

        private static void Add(List<string> to, string line)
        {
            // Any thread may log.
            lock (to)
            {
                to.Add(line);
            }
        }
    }
}
