#nullable enable
using System;
using System.Text;

namespace Mien.Core.MessagePack
{
    /// <summary>UTF-8 that refuses what is none, instead of mending it.</summary>
    internal static class Utf8
    {
        private static readonly UTF8Encoding Strict = new UTF8Encoding(false, true);

        /// <summary>The text that bytes stand for.</summary>
        /// <exception cref="ProtocolException">They are no UTF-8.</exception>
        internal static string Decode(ReadOnlySpan<byte> bytes)
        {
            try
            {
                return Strict.GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                throw Refused();
            }
        }

        /// <summary>Counts the UTF-16 characters of a text without making it, which checks it too.</summary>
        /// <exception cref="ProtocolException">The bytes are no UTF-8.</exception>
        internal static int Check(ReadOnlySpan<byte> bytes)
        {
            try
            {
                return Strict.GetCharCount(bytes);
            }
            catch (DecoderFallbackException)
            {
                throw Refused();
            }
        }

        /// <summary>Number of bytes that a text takes.</summary>
        /// <exception cref="MienException">It has half a surrogate pair.</exception>
        internal static int Count(string text)
        {
            try
            {
                return Strict.GetByteCount(text);
            }
            catch (EncoderFallbackException)
            {
                throw new MienException("expected text that UTF-8 can carry, got half of a surrogate pair");
            }
        }

        /// <summary>Writes a text whose bytes were counted.</summary>
        internal static void Write(string text, Span<byte> to)
        {
            Strict.GetBytes(text, to);
        }

        /// <summary>True if bytes are those of an ASCII text.</summary>
        internal static bool Is(ReadOnlySpan<byte> bytes, string ascii)
        {
            if (bytes.Length != ascii.Length)
            {
                return false;
            }
            for (int at = 0; at < ascii.Length; at++)
            {
                if (bytes[at] != ascii[at])
                {
                    return false;
                }
            }
            return true;
        }

        private static ProtocolException Refused()
        {
            return ProtocolException.Malformed("text is no UTF-8");
        }
    }
}
