using UnityEngine;

namespace UnityEditor
{
    public static class Undo
    {
        public static void RecordObject(Object objectToUndo, string name)
        {
        }

        public static void RegisterCreatedObjectUndo(Object objectToUndo, string name)
        {
        }
    }
}
