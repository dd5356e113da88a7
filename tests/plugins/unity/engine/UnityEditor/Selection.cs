using UnityEngine;

namespace UnityEditor
{
    public static class Selection
    {
        public static Object[] objects { get; set; } = new Object[0];

        public static GameObject activeGameObject { get; set; }
    }
}
