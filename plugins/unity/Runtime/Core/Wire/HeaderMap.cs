#nullable enable
using System;
using Mien.Core.MessagePack;

namespace Mien.Core.Wire
{
    /// <summary>
    /// A header that is a map, read field by field where it lies: a key that nobody asks for is passed over, a key with
    /// nil is as good as none, and a value that is not what it must be is named in the error.
    /// </summary>
    internal readonly ref partial struct HeaderMap
    {
        private readonly ReadOnlySpan<byte> _pairs;
        private readonly int _count;
        private readonly string _name;

        /// <summary>A map.</summary>
        /// <param name="bytes">The map and whatever follows it; checked by <see cref="HeaderCheck"/> before.</param>
        /// <param name="name">What to call it in errors.</param>
        internal HeaderMap(ReadOnlySpan<byte> bytes, string name)
        {
            var reader = new MessagePackReader(bytes);
            if (reader.NextType != MessagePackType.Map)
            {
                throw ProtocolException.Malformed(name, "a map", reader.NextType.ToString());
            }
            _count = reader.ReadMapHeader();
            _pairs = bytes.Slice(reader.Position);
            _name = name;
        }

        /// <summary>Finds a key's value; false where there is none, or nil.</summary>
        internal bool TryFind(string key, out MessagePackReader value)
        {
            value = default;
            bool found = false;
            var reader = new MessagePackReader(_pairs);
            for (int pair = 0; pair < _count; pair++)
            {
                bool isIt = Utf8.Is(reader.ReadTextBytes(), key);
                int start = reader.Position;
                if (isIt)
                {
                    found = reader.NextType != MessagePackType.Nil;
                    value = new MessagePackReader(_pairs.Slice(start));
                }
                reader.Skip();
            }
            return found;
        }

        /// <summary>A whole number in a range.</summary>
        internal long Integer(string key, long low = 0, long high = long.MaxValue)
        {
            return TryFind(key, out MessagePackReader value) ? Integer(ref value, key, low, high) : throw Missing(key);
        }

        /// <summary>A whole number in a range; null where there is none.</summary>
        internal long? IntegerOrNull(string key, long low = 0, long high = long.MaxValue)
        {
            return TryFind(key, out MessagePackReader value) ? Integer(ref value, key, low, high) : (long?)null;
        }

        /// <summary>A number in a range.</summary>
        internal double Number(string key, double low, double high)
        {
            return TryFind(key, out MessagePackReader value) ? Number(ref value, key, low, high) : throw Missing(key);
        }

        /// <summary>A number in a range; null where there is none.</summary>
        internal double? NumberOrNull(string key, double low, double high)
        {
            return TryFind(key, out MessagePackReader value) ? Number(ref value, key, low, high) : (double?)null;
        }

        /// <summary>True or false; false where there is none, if that may be.</summary>
        internal bool Flag(string key, bool mayBeMissing = false)
        {
            if (!TryFind(key, out MessagePackReader value))
            {
                return mayBeMissing ? false : throw Missing(key);
            }
            Expect(ref value, key, MessagePackType.Boolean, "true or false");
            return value.ReadBoolean();
        }

        /// <summary>A text of no more than so many bytes.</summary>
        internal string Text(string key, int most = int.MaxValue)
        {
            return TextOrNull(key, most) ?? throw Missing(key);
        }

        /// <summary>A text of no more than so many bytes; null where there is none.</summary>
        internal string? TextOrNull(string key, int most = int.MaxValue)
        {
            return TryText(key, out ReadOnlySpan<byte> text, most) ? Utf8.Decode(text) : null;
        }

        /// <summary>A text of <c>[0-9a-f]</c>, of exactly so many digits; null where there is none.</summary>
        internal string? HexadecimalOrNull(string key, int digits)
        {
            if (!TryText(key, out ReadOnlySpan<byte> text))
            {
                return null;
            }
            bool fits = text.Length == digits;
            foreach (byte letter in text)
            {
                fits &= (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
            }
            return fits ? Utf8.Decode(text) : throw Wrong(key, digits + " hexadecimal digits", text.Length + " bytes");
        }

        /// <summary>A text of <c>[0-9a-f]</c>, of exactly so many digits.</summary>
        internal string Hexadecimal(string key, int digits)
        {
            return HexadecimalOrNull(key, digits) ?? throw Missing(key);
        }

        /// <summary>A code: <c>[a-z0-9_]{1,64}</c>.</summary>
        internal string Code(string key)
        {
            if (!TryText(key, out ReadOnlySpan<byte> text))
            {
                throw Missing(key);
            }
            bool fits = text.Length >= 1 && text.Length <= 64;
            foreach (byte letter in text)
            {
                fits &= (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || letter == '_';
            }
            return fits ? Utf8.Decode(text) : throw Wrong(key, "1..64 of a-z, 0-9 and _", text.Length + " bytes");
        }

        /// <summary>The index of a text among those that it may be.</summary>
        internal int Choice(string key, string[] choices)
        {
            if (!TryText(key, out ReadOnlySpan<byte> text))
            {
                throw Missing(key);
            }
            for (int at = 0; at < choices.Length; at++)
            {
                if (Utf8.Is(text, choices[at]))
                {
                    return at;
                }
            }
            throw Wrong(key, "one of " + string.Join(", ", choices), "another text");
        }

        /// <summary>The index of a text among those that it may be; null where there is none.</summary>
        internal int? ChoiceOrNull(string key, string[] choices)
        {
            return TryFind(key, out _) ? Choice(key, choices) : (int?)null;
        }

        /// <summary>The name of a session.</summary>
        internal SessionName Session()
        {
            SessionName session = SessionOrEmpty();
            return session.IsEmpty ? throw Missing("session") : session;
        }

        /// <summary>The name of a session; empty where there is none.</summary>
        internal SessionName SessionOrEmpty()
        {
            if (!TryText("session", out ReadOnlySpan<byte> text))
            {
                return default;
            }
            return SessionName.TryParse(text, out SessionName session)
                ? session
                : throw Wrong("session", "1..32 of a-z and 0-9", text.Length + " bytes");
        }

        /// <summary>Bytes, no more than so many, in whole units; null where there is none.</summary>
        internal byte[]? BinaryOrNull(string key, int most, int unit)
        {
            if (!TryFind(key, out MessagePackReader value))
            {
                return null;
            }
            Expect(ref value, key, MessagePackType.Binary, "bytes");
            ReadOnlySpan<byte> bytes = value.ReadBinary();
            if (bytes.Length > most || bytes.Length % unit != 0)
            {
                throw Wrong(key, "at most " + most + " bytes, a multiple of " + unit, bytes.Length.ToString());
            }
            return bytes.ToArray();
        }

        /// <summary>A map within this one; false where there is none.</summary>
        internal bool TryMap(string key, out HeaderMap map)
        {
            map = default;
            if (!TryFind(key, out _))
            {
                return false;
            }
            map = Map(key);
            return true;
        }

        /// <summary>A map within this one.</summary>
        internal HeaderMap Map(string key)
        {
            var reader = new MessagePackReader(_pairs);
            int start = -1;
            for (int pair = 0; pair < _count; pair++)
            {
                bool isIt = Utf8.Is(reader.ReadTextBytes(), key);
                start = isIt && reader.NextType != MessagePackType.Nil ? reader.Position : start;
                reader.Skip();
            }
            return start < 0 ? throw Missing(key) : new HeaderMap(_pairs.Slice(start), _name + "." + key);
        }

        /// <summary>The error for a field that is not what it must be.</summary>
        internal ProtocolException Wrong(string key, string expected, string got)
        {
            return ProtocolException.Malformed(_name + "." + key, expected, got);
        }

        private bool TryText(string key, out ReadOnlySpan<byte> text, int most = int.MaxValue)
        {
            text = default;
            if (!TryFind(key, out MessagePackReader value))
            {
                return false;
            }
            Expect(ref value, key, MessagePackType.Text, "text");
            text = value.ReadTextBytes();
            return text.Length <= most ? true : throw TooLong(key, most, text.Length);
        }

        private long Integer(ref MessagePackReader value, string key, long low, long high)
        {
            Expect(ref value, key, MessagePackType.Integer, "an integer");
            long number = value.ReadInt64();
            return number >= low && number <= high
                ? number
                : throw Wrong(key, "an integer " + low + ".." + high, number.ToString());
        }

        private double Number(ref MessagePackReader value, string key, double low, double high)
        {
            MessagePackType type = value.NextType;
            if (type != MessagePackType.Integer && type != MessagePackType.Float)
            {
                throw Wrong(key, "a number", type.ToString());
            }
            double number = value.ReadDouble();
            // Asked this way round, a number that is none fails too.
            return number >= low && number <= high
                ? number
                : throw Wrong(key, FormattableString.Invariant($"a number {low}..{high}"), "another");
        }

        private void Expect(ref MessagePackReader value, string key, MessagePackType type, string expected)
        {
            if (value.NextType != type)
            {
                throw Wrong(key, expected, value.NextType.ToString());
            }
        }

        private ProtocolException TooLong(string key, int most, int got)
        {
            return Wrong(key, "at most " + most + " bytes of UTF-8", got.ToString());
        }

        private ProtocolException Missing(string key)
        {
            return Wrong(key, "a value", "none");
        }
    }
}
