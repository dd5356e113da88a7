using System.Collections.Generic;

namespace UnityEditor
{
    public static class SessionState
    {
        private static readonly Dictionary<string, object> Values = new Dictionary<string, object>();

        public static int GetInt(string key, int defaultValue)
        {
            return Values.TryGetValue(key, out object value) ? (int)value : defaultValue;
        }

        public static void SetInt(string key, int value)
        {
            Values[key] = value;
        }

        public static void EraseInt(string key)
        {
            Values.Remove(key);
        }

        public static string GetString(string key, string defaultValue)
        {
            return Values.TryGetValue(key, out object value) ? (string)value : defaultValue;
        }

        public static void SetString(string key, string value)
        {
            Values[key] = value;
        }
    }
}
