using System;

namespace UnityEngine
{
    public class Object
    {
        private static int _lastId;

        private readonly int _id = ++_lastId;

        public string name { get; set; } = "";

        public HideFlags hideFlags { get; set; }

        // Not the engine's: whether it was destroyed, so that it equals null.
        internal bool IsDestroyed { get; set; }

        public int GetInstanceID()
        {
            return _id;
        }

        public static implicit operator bool(Object exists)
        {
            return !IsNull(exists);
        }

        public static bool operator ==(Object x, Object y)
        {
            return IsNull(x) ? IsNull(y) : !IsNull(y) && ReferenceEquals(x, y);
        }

        public static bool operator !=(Object x, Object y)
        {
            return !(x == y);
        }

        public override bool Equals(object other)
        {
            return other is null ? IsNull(this) : other is Object one && this == one;
        }

        public override int GetHashCode()
        {
            return _id;
        }

        public override string ToString()
        {
            return IsDestroyed ? "null" : name + " (" + GetType().Name + ")";
        }

        public static void Destroy(Object obj)
        {
            if (obj != null)
            {
                HeadlessLoop.DestroyLater(obj);
            }
        }

        public static void DestroyImmediate(Object obj)
        {
            if (obj != null)
            {
                HeadlessLoop.DestroyNow(obj);
            }
        }

        public static void DontDestroyOnLoad(Object target)
        {
            GameObject owner = target as GameObject ?? ((Component)target).gameObject;
            owner.IsKept = true;
        }

        public static T Instantiate<T>(T original)
            where T : Object
        {
            Object copy = original switch
            {
                Mesh mesh => mesh.Copy(),
                Material material => new Material(material),
                _ => throw new NotSupportedException("no copies of " + original.GetType() + " here"),
            };
            copy.name = original.name + "(Clone)";
            return (T)copy;
        }

        private static bool IsNull(Object one)
        {
            return one is null || one.IsDestroyed;
        }
    }
}
