using UnityEngine;

namespace UnityEditor
{
    public static class Handles
    {
        public static void Label(Vector3 position, string text)
        {
        }

        public static Vector3 PositionHandle(Vector3 position, Quaternion rotation)
        {
            return position;
        }
    }
}
