using System;

namespace UnityEngine
{
    public class ScriptableObject : Object
    {
        public static T CreateInstance<T>()
            where T : ScriptableObject
        {
            return (T)CreateInstance(typeof(T));
        }

        public static ScriptableObject CreateInstance(Type type)
        {
            var made = (ScriptableObject)Activator.CreateInstance(type, true);
            type.GetMethod("OnEnable", Messages.Any)?.Invoke(made, null);
            return made;
        }
    }
}
