using UnityEngine;

namespace UnityEditor
{
    public static class EditorUtility
    {
        public static bool IsPersistent(Object target)
        {
            return AssetDatabase.GetAssetPath(target).Length > 0;
        }

        public static void SetDirty(Object target)
        {
        }

        public static bool DisplayDialog(string title, string message, string ok)
        {
            EditorGUILayout.Written.Add(message);
            return true;
        }

        public static string SaveFilePanelInProject(string title, string defaultName, string extension, string message)
        {
            return "";
        }

        public static void CopySerialized(Object source, Object dest)
        {
            AssetDatabase.Copied.Add((source, dest));
        }
    }
}
