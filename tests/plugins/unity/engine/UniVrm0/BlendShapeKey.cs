using System;

namespace VRM
{
    public readonly struct BlendShapeKey : IEquatable<BlendShapeKey>
    {
        internal BlendShapeKey(string name)
        {
            Name = name;
        }

        public string Name { get; }

        public bool Equals(BlendShapeKey other)
        {
            return Name == other.Name;
        }

        public override int GetHashCode()
        {
            return Name.GetHashCode();
        }
    }
}
