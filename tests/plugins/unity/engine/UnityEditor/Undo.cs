using System.Collections.Generic;
using UnityEngine;

namespace UnityEditor
{
    public static class Undo
    {
        // Not the editor's: what can be undone.
        public static List<Object> Recorded { get; } = new List<Object>();

        public static T AddComponent<T>(GameObject gameObject)
            where T : Component
        {
            T added = gameObject.AddComponent<T>();
            Recorded.Add(added);
            return added;
        }

        public static Component AddComponent(GameObject gameObject, System.Type type)
        {
            Component added = gameObject.AddComponent(type);
            Recorded.Add(added);
            return added;
        }

        public static void DestroyObjectImmediate(Object objectToUndo)
        {
            Recorded.Add(objectToUndo);
            Object.DestroyImmediate(objectToUndo);
        }

        public static void RecordObject(Object objectToUndo, string name)
        {
            Recorded.Add(objectToUndo);
        }

        public static void RegisterCreatedObjectUndo(Object objectToUndo, string name)
        {
            Recorded.Add(objectToUndo);
        }
    }
}
