#nullable enable
using System;

namespace Mien.Core.Motion
{
    /// <summary>Numbers of 16 bits, IEEE 754 binary16, which this version of .NET does not know.</summary>
    internal static class Half
    {
        internal static float ToSingle(ushort bits)
        {
            int sign = (bits & 0x8000) << 16;
            int exponent = (bits >> 10) & 0x1f;
            int fraction = bits & 0x3ff;
            if (exponent == 0)
            {
                float small = fraction * (1f / (1 << 24));
                return sign == 0 ? small : -small;
            }
            int wide = exponent == 31 ? 255 : exponent + 112;
            return BitConverter.Int32BitsToSingle(sign | (wide << 23) | (fraction << 13));
        }
    }
}
