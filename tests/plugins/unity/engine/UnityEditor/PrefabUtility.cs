using System.Collections.Generic;
using UnityEngine;

namespace UnityEditor
{
    public static class PrefabUtility
    {
        // Not the editor's: what a file of a prefab makes, by its path.
        public static Dictionary<string, GameObject> Contents { get; } = new Dictionary<string, GameObject>();

        // Not the editor's: what is loaded now.
        public static List<GameObject> Loaded { get; } = new List<GameObject>();

        public static GameObject LoadPrefabContents(string assetPath)
        {
            Loaded.Add(Contents[assetPath]);
            return Contents[assetPath];
        }

        public static void UnloadPrefabContents(GameObject contentsRoot)
        {
            Loaded.Remove(contentsRoot);
        }
    }
}
