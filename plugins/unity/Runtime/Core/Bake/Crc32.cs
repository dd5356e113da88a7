#nullable enable
using System;

namespace Mien.Core.Bake
{
    /// <summary>The cyclic redundancy check of zlib and PNG (ISO 3309).</summary>
    internal static class Crc32
    {
        private static readonly uint[] Table = MakeTable();

        /// <summary>Goes on with a check, which begins with 0.</summary>
        internal static uint Of(ReadOnlySpan<byte> bytes, uint before)
        {
            uint crc = ~before;
            foreach (byte each in bytes)
            {
                crc = Table[(crc ^ each) & 0xff] ^ (crc >> 8);
            }
            return ~crc;
        }

        private static uint[] MakeTable()
        {
            var table = new uint[256];
            for (uint index = 0; index < table.Length; index++)
            {
                uint value = index;
                for (int bit = 0; bit < 8; bit++)
                {
                    value = (value & 1) != 0 ? 0xedb88320 ^ (value >> 1) : value >> 1;
                }
                table[index] = value;
            }
            return table;
        }
    }
}
