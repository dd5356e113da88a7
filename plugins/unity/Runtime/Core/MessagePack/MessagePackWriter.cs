#nullable enable
using System;
using System.Buffers.Binary;

namespace Mien.Core.MessagePack
{
    /// <summary>
    /// Writes MessagePack in the shortest form of each value, as the reference writer of the protocol does. One that is
    /// used again allocates nothing once its buffer is large enough.
    /// </summary>
    public sealed class MessagePackWriter
    {
        private byte[] _buffer;
        private int _length;

        /// <summary>An empty writer with room for so many bytes, which grows.</summary>
        public MessagePackWriter(int capacity = 512)
        {
            _buffer = new byte[Math.Max(capacity, 16)];
        }

        /// <summary>Bytes written since the last <see cref="Clear"/>; until then.</summary>
        public ReadOnlySpan<byte> Written => new ReadOnlySpan<byte>(_buffer, 0, _length);

        /// <summary>Begins anew.</summary>
        public void Clear()
        {
            _length = 0;
        }

        /// <summary>Writes nil.</summary>
        public void WriteNil()
        {
            Room(1)[0] = 0xc0;
        }

        /// <summary>Writes true or false.</summary>
        public void Write(bool value)
        {
            Room(1)[0] = value ? (byte)0xc3 : (byte)0xc2;
        }

        /// <summary>Writes a whole number.</summary>
        public void Write(long value)
        {
            if (value >= 0)
            {
                WritePositive((ulong)value);
            }
            else
            {
                WriteNegative(value);
            }
        }

        /// <summary>Writes a number of 64 bits.</summary>
        public void Write(double value)
        {
            Span<byte> room = Room(9);
            room[0] = 0xcb;
            BinaryPrimitives.WriteInt64BigEndian(room.Slice(1), BitConverter.DoubleToInt64Bits(value));
        }

        /// <summary>Writes a text.</summary>
        /// <exception cref="MienException">It has half a surrogate pair.</exception>
        public void Write(string text)
        {
            int length = Utf8.Count(text);
            WriteTextHeader(length);
            Utf8.Write(text, Room(length));
        }

        /// <summary>Writes a text or, for null, nil.</summary>
        public void WriteOrNil(string? text)
        {
            if (text is null)
            {
                WriteNil();
            }
            else
            {
                Write(text);
            }
        }

        /// <summary>Writes a text given as UTF-8.</summary>
        public void WriteText(ReadOnlySpan<byte> utf8)
        {
            WriteTextHeader(utf8.Length);
            utf8.CopyTo(Room(utf8.Length));
        }

        /// <summary>Writes bytes.</summary>
        public void WriteBinary(ReadOnlySpan<byte> bytes)
        {
            WriteLength(bytes.Length, 0xc4, 0xc5, 0xc6);
            bytes.CopyTo(Room(bytes.Length));
        }

        /// <summary>Begins an array of so many elements.</summary>
        public void WriteArrayHeader(int count)
        {
            WriteCount(count, 0x90, 0xdc);
        }

        /// <summary>Begins a map of so many pairs.</summary>
        public void WriteMapHeader(int count)
        {
            WriteCount(count, 0x80, 0xde);
        }

        private void WritePositive(ulong value)
        {
            if (value <= 0x7f)
            {
                Room(1)[0] = (byte)value;
            }
            else if (value <= byte.MaxValue)
            {
                Span<byte> room = Room(2);
                room[0] = 0xcc;
                room[1] = (byte)value;
            }
            else if (value <= ushort.MaxValue)
            {
                BinaryPrimitives.WriteUInt16BigEndian(Marked(0xcd, 2), (ushort)value);
            }
            else if (value <= uint.MaxValue)
            {
                BinaryPrimitives.WriteUInt32BigEndian(Marked(0xce, 4), (uint)value);
            }
            else
            {
                BinaryPrimitives.WriteUInt64BigEndian(Marked(0xcf, 8), value);
            }
        }

        private void WriteNegative(long value)
        {
            if (value >= -32)
            {
                Room(1)[0] = (byte)value;
            }
            else if (value >= sbyte.MinValue)
            {
                Marked(0xd0, 1)[0] = (byte)value;
            }
            else if (value >= short.MinValue)
            {
                BinaryPrimitives.WriteInt16BigEndian(Marked(0xd1, 2), (short)value);
            }
            else if (value >= int.MinValue)
            {
                BinaryPrimitives.WriteInt32BigEndian(Marked(0xd2, 4), (int)value);
            }
            else
            {
                BinaryPrimitives.WriteInt64BigEndian(Marked(0xd3, 8), value);
            }
        }

        private void WriteTextHeader(int length)
        {
            if (length < 32)
            {
                Room(1)[0] = (byte)(0xa0 | length);
            }
            else
            {
                WriteLength(length, 0xd9, 0xda, 0xdb);
            }
        }

        private void WriteLength(int length, byte first8, byte first16, byte first32)
        {
            if (length <= byte.MaxValue)
            {
                Marked(first8, 1)[0] = (byte)length;
            }
            else if (length <= ushort.MaxValue)
            {
                BinaryPrimitives.WriteUInt16BigEndian(Marked(first16, 2), (ushort)length);
            }
            else
            {
                BinaryPrimitives.WriteUInt32BigEndian(Marked(first32, 4), (uint)length);
            }
        }

        private void WriteCount(int count, byte small, byte first16)
        {
            if (count < 0 || count > ushort.MaxValue)
            {
                throw new ArgumentOutOfRangeException(nameof(count), count, "expected 0..65535");
            }
            if (count < 16)
            {
                Room(1)[0] = (byte)(small | count);
            }
            else
            {
                BinaryPrimitives.WriteUInt16BigEndian(Marked(first16, 2), (ushort)count);
            }
        }

        private Span<byte> Marked(byte first, int size)
        {
            Span<byte> room = Room(1 + size);
            room[0] = first;
            return room.Slice(1);
        }

        private Span<byte> Room(int size)
        {
            if (_length + size > _buffer.Length)
            {
                Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _length + size));
            }
            var room = new Span<byte>(_buffer, _length, size);
            _length += size;
            return room;
        }
    }
}
