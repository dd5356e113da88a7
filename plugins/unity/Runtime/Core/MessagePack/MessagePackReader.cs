#nullable enable
using System;
using System.Buffers.Binary;

namespace Mien.Core.MessagePack
{
    /// <summary>
    /// Reads MessagePack, all types of the specification, value after value; copies nothing but text that is asked for
    /// as a string. Whatever the bytes are, it reads within them or throws <see cref="ProtocolException"/>.
    /// </summary>
    public ref struct MessagePackReader
    {
        private readonly ReadOnlySpan<byte> _bytes;

        /// <summary>A reader that stands at the first byte.</summary>
        public MessagePackReader(ReadOnlySpan<byte> bytes)
        {
            _bytes = bytes;
            Position = 0;
        }

        /// <summary>Index of the byte that is read next.</summary>
        public int Position { get; private set; }

        /// <summary>True if nothing is left.</summary>
        public readonly bool IsAtEnd => Position == _bytes.Length;

        /// <summary>Type of the value that comes next.</summary>
        /// <exception cref="ProtocolException">Nothing is left.</exception>
        public readonly MessagePackType NextType => Token.Of(Peek()).Type;

        /// <summary>Remaining bytes, from the next value on.</summary>
        public readonly ReadOnlySpan<byte> Rest => _bytes.Slice(Position);

        private readonly int Left => _bytes.Length - Position;

        /// <summary>Takes nil, if that comes next; whether it did.</summary>
        public bool TryReadNil()
        {
            if (NextType != MessagePackType.Nil)
            {
                return false;
            }
            Position++;
            return true;
        }

        /// <summary>True or false.</summary>
        /// <exception cref="ProtocolException">Something else comes next.</exception>
        public bool ReadBoolean()
        {
            Expect(MessagePackType.Boolean);
            return _bytes[Position++] == 0xc3;
        }

        /// <summary>A whole number that a long can hold.</summary>
        /// <exception cref="ProtocolException">Something else comes next, or a larger number.</exception>
        public long ReadInt64()
        {
            bool isLarge = Peek() == 0xcf;
            ulong bits = ReadIntegerBits();
            if (isLarge && bits > long.MaxValue)
            {
                throw ProtocolException.Malformed("an integer is too large: " + bits);
            }
            return (long)bits;
        }

        /// <summary>A whole number that is not negative.</summary>
        /// <exception cref="ProtocolException">Something else comes next, or a negative number.</exception>
        public ulong ReadUInt64()
        {
            bool isLarge = Peek() == 0xcf;
            ulong bits = ReadIntegerBits();
            if (!isLarge && (long)bits < 0)
            {
                throw ProtocolException.Malformed("an integer is negative: " + (long)bits);
            }
            return bits;
        }

        /// <summary>A number, whole or not.</summary>
        /// <exception cref="ProtocolException">Something else comes next.</exception>
        public double ReadDouble()
        {
            byte first = Peek();
            if (first == 0xca)
            {
                Position++;
                return BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt32BigEndian(Take(4)));
            }
            if (first == 0xcb)
            {
                Position++;
                return BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64BigEndian(Take(8)));
            }
            return first == 0xcf ? ReadUInt64() : ReadInt64();
        }

        /// <summary>The UTF-8 of a text, not checked.</summary>
        /// <exception cref="ProtocolException">Something else comes next.</exception>
        public ReadOnlySpan<byte> ReadTextBytes()
        {
            return Take(ReadLength(MessagePackType.Text));
        }

        /// <summary>A text.</summary>
        /// <exception cref="ProtocolException">Something else comes next, or bytes that are no UTF-8.</exception>
        public string ReadText()
        {
            return Utf8.Decode(ReadTextBytes());
        }

        /// <summary>Bytes.</summary>
        /// <exception cref="ProtocolException">Something else comes next.</exception>
        public ReadOnlySpan<byte> ReadBinary()
        {
            return Take(ReadLength(MessagePackType.Binary));
        }

        /// <summary>The bytes of an extension; -1 is the type of a time.</summary>
        /// <exception cref="ProtocolException">Something else comes next.</exception>
        public ReadOnlySpan<byte> ReadExtension(out sbyte type)
        {
            int length = ReadLength(MessagePackType.Extension);
            type = (sbyte)Take(1)[0];
            return Take(length);
        }

        /// <summary>Begins an array; how many elements follow.</summary>
        /// <exception cref="ProtocolException">Something else comes next, or fewer bytes are left than elements.</exception>
        public int ReadArrayHeader()
        {
            return ReadCount(MessagePackType.Array, 1);
        }

        /// <summary>Begins a map; how many pairs follow.</summary>
        /// <exception cref="ProtocolException">Something else comes next, or too few bytes are left.</exception>
        public int ReadMapHeader()
        {
            return ReadCount(MessagePackType.Map, 2);
        }

        /// <summary>Passes over one value, with all that is in it.</summary>
        /// <exception cref="ProtocolException">The value is not whole.</exception>
        public void Skip()
        {
            // Counted rather than recursive: no depth of nesting can end the stack.
            for (long owed = 1; owed > 0; owed--)
            {
                Token token = Token.Of(Peek());
                if (token.IsContainer)
                {
                    owed += token.Type == MessagePackType.Map ? 2L * ReadMapHeader() : ReadArrayHeader();
                }
                else if (token.Type == MessagePackType.Extension)
                {
                    ReadExtension(out _);
                }
                else
                {
                    Take(ReadLength(token.Type));
                }
            }
        }

        private ulong ReadIntegerBits()
        {
            Expect(MessagePackType.Integer);
            byte first = _bytes[Position++];
            switch (first)
            {
                case 0xcc:
                    return Take(1)[0];
                case 0xcd:
                    return BinaryPrimitives.ReadUInt16BigEndian(Take(2));
                case 0xce:
                    return BinaryPrimitives.ReadUInt32BigEndian(Take(4));
                case 0xcf:
                    return BinaryPrimitives.ReadUInt64BigEndian(Take(8));
                case 0xd0:
                    return (ulong)(sbyte)Take(1)[0];
                case 0xd1:
                    return (ulong)BinaryPrimitives.ReadInt16BigEndian(Take(2));
                case 0xd2:
                    return (ulong)BinaryPrimitives.ReadInt32BigEndian(Take(4));
                case 0xd3:
                    return (ulong)BinaryPrimitives.ReadInt64BigEndian(Take(8));
                default:
                    return (ulong)(sbyte)first;
            }
        }

        private int ReadCount(MessagePackType type, int leastBytes)
        {
            int count = ReadLength(type);
            if ((long)count * leastBytes > Left)
            {
                throw ProtocolException.Malformed(count + " elements are declared, but " + Left + " bytes are there");
            }
            return count;
        }

        private int ReadLength(MessagePackType type)
        {
            Expect(type);
            Token token = Token.Of(_bytes[Position++]);
            switch (token.LengthBytes)
            {
                case 0:
                    return token.Length;
                case 1:
                    return Take(1)[0];
                case 2:
                    return BinaryPrimitives.ReadUInt16BigEndian(Take(2));
                default:
                    uint length = BinaryPrimitives.ReadUInt32BigEndian(Take(4));
                    return length <= int.MaxValue ? (int)length : throw TooFew(length);
            }
        }

        private ReadOnlySpan<byte> Take(int count)
        {
            if (count > Left)
            {
                throw TooFew((uint)count);
            }
            ReadOnlySpan<byte> taken = _bytes.Slice(Position, count);
            Position += count;
            return taken;
        }

        private readonly byte Peek()
        {
            if (Position >= _bytes.Length)
            {
                throw ProtocolException.Malformed("a value was expected, but it ends after " + Position + " bytes");
            }
            return _bytes[Position];
        }

        private readonly void Expect(MessagePackType type)
        {
            MessagePackType next = NextType;
            if (next != type || next == MessagePackType.Reserved)
            {
                throw ProtocolException.Malformed("expected " + type + " at byte " + Position + ", got " + next);
            }
        }

        private readonly ProtocolException TooFew(uint declared)
        {
            return ProtocolException.Malformed(declared + " bytes are declared, but " + Left + " are there");
        }
    }
}
