using UnityEngine;

namespace UnityEditor
{
    public class Editor : ScriptableObject
    {
        public Object target => targets.Length > 0 ? targets[0] : null;

        public Object[] targets { get; private set; } = new Object[0];

        public static Editor CreateEditor(Object targetObject)
        {
            foreach (System.Reflection.Assembly assembly in System.AppDomain.CurrentDomain.GetAssemblies())
            {
                foreach (System.Type type in assembly.GetTypes())
                {
                    bool isFor = System.Array.Exists(
                        (CustomEditor[])type.GetCustomAttributes(typeof(CustomEditor), false),
                        each => each.Type == targetObject.GetType());
                    if (isFor)
                    {
                        var editor = (Editor)CreateInstance(type);
                        editor.targets = new[] { targetObject };
                        return editor;
                    }
                }
            }
            return null;
        }

        public bool DrawDefaultInspector()
        {
            return false;
        }

        public virtual void OnInspectorGUI()
        {
        }

        public virtual bool RequiresConstantRepaint()
        {
            return false;
        }
    }
}
