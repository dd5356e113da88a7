#nullable enable

namespace Mien.Core.Motion
{
    /// <summary>By how much something is moved, metres.</summary>
    public readonly struct Translation
    {
        /// <summary>A vector.</summary>
        public Translation(float x, float y, float z)
        {
            X = x;
            Y = y;
            Z = z;
        }

        /// <summary>Along the first axis.</summary>
        public float X { get; }

        /// <summary>Along the second axis.</summary>
        public float Y { get; }

        /// <summary>Along the third axis.</summary>
        public float Z { get; }
    }
}
