using System.Reflection;
using UnityEngine;

namespace UnityEditor
{
    public class SerializedObject
    {
        private readonly Object _target;

        public SerializedObject(Object obj)
        {
            _target = obj;
        }

        public SerializedProperty FindProperty(string propertyPath)
        {
            FieldInfo field = _target.GetType().GetField(
                propertyPath, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
            return field is null ? null : new SerializedProperty(field.Name);
        }

        public bool ApplyModifiedProperties()
        {
            return false;
        }
    }
}
