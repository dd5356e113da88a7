namespace UnityEditor
{
    public static class EditorPrefs
    {
        public static string GetString(string key, string defaultValue)
        {
            return defaultValue;
        }

        public static void SetString(string key, string value)
        {
        }
    }
}
