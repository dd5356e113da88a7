using System.Collections.Generic;
using System.Linq;
using UnityEngine;

namespace UnityEditor
{
    public static class AssetDatabase
    {
        // Not the editor's: what was saved.
        public static Dictionary<string, Object> Assets { get; } = new Dictionary<string, Object>();

        // Not the editor's: what was copied over what.
        public static List<(Object From, Object To)> Copied { get; } = new List<(Object From, Object To)>();

        public static void CreateAsset(Object asset, string path)
        {
            Assets[path] = asset;
            asset.name = System.IO.Path.GetFileNameWithoutExtension(path);
        }

        public static T LoadAssetAtPath<T>(string assetPath)
            where T : Object
        {
            return Assets.TryGetValue(assetPath, out Object asset) ? asset as T : null;
        }

        // A prefab's components are in its file too.
        public static string GetAssetPath(Object assetObject)
        {
            Object file = assetObject is Component component ? component.transform.root.gameObject : assetObject;
            return Assets.FirstOrDefault(each => each.Value == file).Key ?? "";
        }

        public static bool Contains(Object obj)
        {
            return Assets.ContainsValue(obj);
        }

        public static string[] FindAssets(string filter, string[] searchInFolders)
        {
            return Assets.Keys.Where(path => searchInFolders.Any(path.StartsWith)).ToArray();
        }

        public static string GUIDToAssetPath(string guid)
        {
            return guid;
        }

        public static void SaveAssets()
        {
        }
    }
}
