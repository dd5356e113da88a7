using System;

namespace UniVRM10
{
    public readonly struct ExpressionKey : IEquatable<ExpressionKey>
    {
        public readonly string Name;

        internal ExpressionKey(string name)
        {
            Name = name;
        }

        public bool Equals(ExpressionKey other)
        {
            return Name == other.Name;
        }

        public override int GetHashCode()
        {
            return Name.GetHashCode();
        }
    }
}
