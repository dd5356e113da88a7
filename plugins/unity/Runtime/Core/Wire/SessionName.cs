#nullable enable
using System;

namespace Mien.Core.Wire
{
    /// <summary>
    /// A session's name, <c>[a-z0-9]{1,32}</c>, as a value: a message that names its session can be read without
    /// allocating.
    /// </summary>
    public readonly struct SessionName : IEquatable<SessionName>
    {
        /// <summary>Characters of the longest name.</summary>
        internal const int Longest = 32;

        private readonly ulong _first;
        private readonly ulong _second;
        private readonly ulong _third;
        private readonly ulong _fourth;

        private SessionName(ReadOnlySpan<byte> ascii)
        {
            _first = Pack(ascii, 0);
            _second = Pack(ascii, 8);
            _third = Pack(ascii, 16);
            _fourth = Pack(ascii, 24);
        }

        /// <summary>True if this is no session's name, as the default value is.</summary>
        public bool IsEmpty => _first == 0;

        /// <summary>True if two names are the same.</summary>
        public static bool operator ==(SessionName one, SessionName other)
        {
            return one.Equals(other);
        }

        /// <summary>True if two names differ.</summary>
        public static bool operator !=(SessionName one, SessionName other)
        {
            return !one.Equals(other);
        }

        /// <summary>The name that ASCII bytes are, if they are one.</summary>
        public static bool TryParse(ReadOnlySpan<byte> ascii, out SessionName name)
        {
            name = default;
            if (ascii.Length < 1 || ascii.Length > Longest)
            {
                return false;
            }
            foreach (byte letter in ascii)
            {
                bool fits = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
                if (!fits)
                {
                    return false;
                }
            }
            name = new SessionName(ascii);
            return true;
        }

        /// <summary>The name that a text is.</summary>
        /// <exception cref="MienException">It is none.</exception>
        public static SessionName Parse(string text)
        {
            Span<byte> ascii = stackalloc byte[Longest];
            for (int at = 0; at < text.Length && at < Longest; at++)
            {
                // Whatever is beyond ASCII becomes what no name has.
                ascii[at] = text[at] < 0x80 ? (byte)text[at] : (byte)0;
            }
            if (text.Length > Longest || !TryParse(ascii.Slice(0, text.Length), out SessionName name))
            {
                throw new MienException("expected a session's name of 1..32 letters a-z and digits, got \"" + text + "\"");
            }
            return name;
        }

        /// <inheritdoc/>
        public bool Equals(SessionName other)
        {
            return _first == other._first
                && _second == other._second
                && _third == other._third
                && _fourth == other._fourth;
        }

        /// <inheritdoc/>
        public override bool Equals(object? other)
        {
            return other is SessionName name && Equals(name);
        }

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            return HashCode.Combine(_first, _second, _third, _fourth);
        }

        /// <summary>The name as text.</summary>
        public override string ToString()
        {
            Span<byte> ascii = stackalloc byte[Longest];
            int length = CopyTo(ascii);
            Span<char> text = stackalloc char[Longest];
            for (int at = 0; at < length; at++)
            {
                text[at] = (char)ascii[at];
            }
            return new string(text.Slice(0, length));
        }

        /// <summary>Writes the name as ASCII; how many bytes that are.</summary>
        internal int CopyTo(Span<byte> ascii)
        {
            int length = Unpack(_first, ascii, 0);
            length = Unpack(_second, ascii, length);
            length = Unpack(_third, ascii, length);
            return Unpack(_fourth, ascii, length);
        }

        private static int Unpack(ulong packed, Span<byte> ascii, int length)
        {
            for (; packed != 0; packed >>= 8)
            {
                ascii[length++] = (byte)packed;
            }
            return length;
        }

        private static ulong Pack(ReadOnlySpan<byte> ascii, int start)
        {
            ulong packed = 0;
            for (int at = Math.Min(start + 8, ascii.Length) - 1; at >= start; at--)
            {
                packed = (packed << 8) | ascii[at];
            }
            return packed;
        }
    }
}
