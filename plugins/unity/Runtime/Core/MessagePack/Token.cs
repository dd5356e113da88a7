#nullable enable

namespace Mien.Core.MessagePack
{
    /// <summary>Format byte of a value; https://github.com/msgpack/msgpack/blob/master/spec.md.</summary>
    internal readonly struct Token
    {
        /// <summary>The value's type.</summary>
        internal readonly MessagePackType Type;

        /// <summary>Number of length bytes after the first byte: 0, 1, 2 or 4.</summary>
        internal readonly int LengthBytes;

        /// <summary>The length where none follows: bytes of a scalar, elements of an array, pairs of a map.</summary>
        internal readonly int Length;

        private Token(MessagePackType type, int lengthBytes, int length)
        {
            Type = type;
            LengthBytes = lengthBytes;
            Length = length;
        }

        /// <summary>True if elements follow, rather than bytes.</summary>
        internal bool IsContainer => Type == MessagePackType.Array || Type == MessagePackType.Map;

        internal static Token Of(byte first)
        {
            if (first <= 0x7f || first >= 0xe0)
            {
                return new Token(MessagePackType.Integer, 0, 0);
            }
            if (first <= 0x8f)
            {
                return new Token(MessagePackType.Map, 0, first & 0x0f);
            }
            if (first <= 0x9f)
            {
                return new Token(MessagePackType.Array, 0, first & 0x0f);
            }
            return first <= 0xbf ? new Token(MessagePackType.Text, 0, first & 0x1f) : Long(first);
        }

        private static Token Long(byte first)
        {
            switch (first)
            {
                case 0xc0:
                    return new Token(MessagePackType.Nil, 0, 0);
                case 0xc2:
                case 0xc3:
                    return new Token(MessagePackType.Boolean, 0, 0);
                case 0xc4:
                case 0xc5:
                case 0xc6:
                    return new Token(MessagePackType.Binary, 1 << (first - 0xc4), 0);
                case 0xc7:
                case 0xc8:
                case 0xc9:
                    // One byte more, for the type: see Reader.
                    return new Token(MessagePackType.Extension, 1 << (first - 0xc7), 0);
                case 0xca:
                case 0xcb:
                    return new Token(MessagePackType.Float, 0, 4 << (first - 0xca));
                case 0xcc:
                case 0xcd:
                case 0xce:
                case 0xcf:
                    return new Token(MessagePackType.Integer, 0, 1 << (first - 0xcc));
                case 0xd0:
                case 0xd1:
                case 0xd2:
                case 0xd3:
                    return new Token(MessagePackType.Integer, 0, 1 << (first - 0xd0));
                case 0xd4:
                case 0xd5:
                case 0xd6:
                case 0xd7:
                case 0xd8:
                    return new Token(MessagePackType.Extension, 0, 1 << (first - 0xd4));
                case 0xd9:
                case 0xda:
                case 0xdb:
                    return new Token(MessagePackType.Text, 1 << (first - 0xd9), 0);
                case 0xdc:
                case 0xdd:
                    return new Token(MessagePackType.Array, 2 << (first - 0xdc), 0);
                case 0xde:
                case 0xdf:
                    return new Token(MessagePackType.Map, 2 << (first - 0xde), 0);
                default:
                    return new Token(MessagePackType.Reserved, 0, 0);
            }
        }
    }
}
