#nullable enable
using System;
using System.Text;

namespace Mien.Core.Zmtp
{
    /// <summary>The first 64 bytes of a connection; ZMTP 3.1, RFC 37, "Connection Greeting".</summary>
    internal static class Greeting
    {
        /// <summary>Bytes of the whole.</summary>
        internal const int Size = 64;

        /// <summary>
        /// Bytes up to the major version. After these the other side tells its mechanism, and does so even if it is to
        /// close the connection because of ours.
        /// </summary>
        internal const int FirstSize = 11;

        private const int MajorAt = 10;
        private const int MinorAt = 11;
        private const int MechanismAt = 12;
        private const int MechanismSize = 20;

        /// <summary>Our own: ZMTP 3.1, mechanism NULL, as a client.</summary>
        internal static byte[] Ours()
        {
            var bytes = new byte[Size];
            bytes[0] = 0xff;
            bytes[9] = 0x7f;
            bytes[MajorAt] = 3;
            bytes[MinorAt] = 1;
            Encoding.ASCII.GetBytes("NULL", 0, 4, bytes, MechanismAt);
            return bytes;
        }

        /// <summary>True if bytes may be the beginning of a greeting.</summary>
        internal static bool MayBegin(ReadOnlySpan<byte> bytes)
        {
            bool fits = bytes.Length == 0 || bytes[0] == 0xff;
            fits &= bytes.Length <= 9 || (bytes[9] & 1) == 1;
            return fits && (bytes.Length <= MajorAt || bytes[MajorAt] >= 3);
        }

        /// <summary>The minor version of a greeting that is whole.</summary>
        internal static int Minor(ReadOnlySpan<byte> bytes)
        {
            // A later major version speaks this one, too, to those who ask for it.
            return bytes[MajorAt] > 3 ? 1 : bytes[MinorAt];
        }

        /// <summary>The mechanism of a greeting that is whole: <c>NULL</c>, <c>PLAIN</c>, <c>CURVE</c>.</summary>
        internal static string Mechanism(ReadOnlySpan<byte> bytes)
        {
            ReadOnlySpan<byte> padded = bytes.Slice(MechanismAt, MechanismSize);
            int length = padded.IndexOf((byte)0);
            return Encoding.ASCII.GetString(padded.Slice(0, length < 0 ? MechanismSize : length));
        }
    }
}
