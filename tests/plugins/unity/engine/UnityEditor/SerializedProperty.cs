namespace UnityEditor
{
    public class SerializedProperty
    {
        internal SerializedProperty(string name)
        {
            Name = name;
        }

        internal string Name { get; }
    }
}
