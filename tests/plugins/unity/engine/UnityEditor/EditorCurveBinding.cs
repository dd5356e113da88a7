using System;

namespace UnityEditor
{
    public struct EditorCurveBinding : IEquatable<EditorCurveBinding>
    {
        public string path;
        public string propertyName;

        public Type type { get; set; }

        public static EditorCurveBinding FloatCurve(string inPath, Type inType, string inPropertyName)
        {
            return new EditorCurveBinding { path = inPath, type = inType, propertyName = inPropertyName };
        }

        public bool Equals(EditorCurveBinding other)
        {
            return path == other.path && propertyName == other.propertyName && type == other.type;
        }

        public override int GetHashCode()
        {
            return (path + propertyName).GetHashCode();
        }
    }
}
