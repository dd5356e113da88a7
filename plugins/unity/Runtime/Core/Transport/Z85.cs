#nullable enable
using System;

namespace Mien.Core.Transport
{
    /// <summary>Bytes as printable text, four in five characters, as keys of CURVE are written; ZeroMQ RFC 32.</summary>
    public static class Z85
    {
        private const string Digits =
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

        /// <summary>The bytes that a text stands for.</summary>
        /// <exception cref="TransportException">It is none of Z85.</exception>
        public static byte[] Decode(string text)
        {
            if (text.Length % 5 != 0)
            {
                throw Wrong();
            }
            var bytes = new byte[text.Length / 5 * 4];
            for (int group = 0; group < text.Length / 5; group++)
            {
                ulong value = 0;
                for (int at = 0; at < 5; at++)
                {
                    int digit = Digits.IndexOf(text[(5 * group) + at], StringComparison.Ordinal);
                    value = digit < 0 ? throw Wrong() : (value * 85) + (ulong)digit;
                }
                if (value > uint.MaxValue)
                {
                    throw Wrong();
                }
                for (int at = 0; at < 4; at++)
                {
                    bytes[(4 * group) + at] = (byte)(value >> (24 - (8 * at)));
                }
            }
            return bytes;
        }

        private static TransportException Wrong()
        {
            return new TransportException("expected a key in Z85, 40 characters, got another text");
        }
    }
}
