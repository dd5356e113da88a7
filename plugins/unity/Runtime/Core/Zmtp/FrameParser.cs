#nullable enable
using System;
using System.Buffers.Binary;
using Mien.Core.Transport;

namespace Mien.Core.Zmtp
{
    /// <summary>
    /// Messages and commands out of the bytes of a connection, in whatever pieces they come. The bytes of a large part
    /// go straight to where the message is; no more memory is taken than bytes have come, doubled.
    /// </summary>
    internal sealed class FrameParser
    {
        /// <summary>Bytes of the longest command that is read.</summary>
        internal const int MostCommandBytes = 4096;

        private const int ChunkBytes = 65_536;

        private readonly PartLimits _limits;
        private readonly byte[] _chunk = new byte[ChunkBytes];
        private readonly byte[] _command = new byte[MostCommandBytes];
        private int _read;
        private int _written;
        private int _commandLength;
        private byte _flags;
        private long _missing;
        private bool _isInFrame;
        private bool _isInMessage;

        internal FrameParser(PartLimits limits)
        {
            _limits = limits;
        }

        /// <summary>The command that came last.</summary>
        internal ReadOnlySpan<byte> Command => new ReadOnlySpan<byte>(_command, 0, _commandLength);

        private int Ready => _written - _read;

        private bool IsCommand => (_flags & FrameFlag.Command) != 0;

        /// <summary>Space for the next bytes; never empty.</summary>
        internal ArraySegment<byte> Room(WireMessage message)
        {
            if (_isInFrame && !IsCommand && Ready == 0 && _missing >= ChunkBytes)
            {
                ArraySegment<byte> room = message.Room(ChunkBytes);
                return new ArraySegment<byte>(room.Array!, room.Offset, (int)Math.Min(room.Count, _missing));
            }
            if (Ready == 0)
            {
                _read = _written = 0;
            }
            else if (_written == ChunkBytes)
            {
                Buffer.BlockCopy(_chunk, _read, _chunk, 0, Ready);
                _written = Ready;
                _read = 0;
            }
            return new ArraySegment<byte>(_chunk, _written, ChunkBytes - _written);
        }

        /// <summary>Counts bytes that were put where <see cref="Room"/> said.</summary>
        internal void Filled(WireMessage message, ArraySegment<byte> room, int bytes)
        {
            if (room.Array == _chunk)
            {
                _written += bytes;
            }
            else
            {
                message.Grow(bytes);
                _missing -= bytes;
            }
        }

        /// <summary>Goes on with what has come.</summary>
        /// <param name="message">The message that is being received; the same until it is whole.</param>
        /// <returns>Whether it is whole, or a command is, or more bytes are needed.</returns>
        /// <exception cref="TransportException">The bytes are no frames, or a part is too long.</exception>
        internal ParserEvent Next(WireMessage message)
        {
            while (true)
            {
                if (!_isInFrame && !TryBeginFrame(message))
                {
                    return ParserEvent.NeedsBytes;
                }
                TakeBody(message);
                if (_missing > 0)
                {
                    return ParserEvent.NeedsBytes;
                }
                _isInFrame = false;
                if (IsCommand)
                {
                    return ParserEvent.Command;
                }
                _isInMessage = (_flags & FrameFlag.More) != 0;
                if (!_isInMessage)
                {
                    return ParserEvent.Message;
                }
            }
        }

        private bool TryBeginFrame(WireMessage message)
        {
            if (Ready < 2)
            {
                return false;
            }
            byte flags = _chunk[_read];
            CheckFlags(flags);
            bool isLong = (flags & FrameFlag.Long) != 0;
            if (isLong && Ready < 9)
            {
                return false;
            }
            var header = new ReadOnlySpan<byte>(_chunk, _read + 1, Ready - 1);
            long size = isLong ? BinaryPrimitives.ReadInt64BigEndian(header) : header[0];
            _read += isLong ? 9 : 2;
            _flags = flags;
            _isInFrame = true;
            _missing = size;
            if (IsCommand)
            {
                CheckCommand(size);
                _commandLength = 0;
                return true;
            }
            if (!_isInMessage)
            {
                message.Clear();
            }
            message.BeginPart();
            _limits.Check(message.Count - 1, size);
            return true;
        }

        private void TakeBody(WireMessage message)
        {
            int count = (int)Math.Min(Ready, _missing);
            var body = new ReadOnlySpan<byte>(_chunk, _read, count);
            if (IsCommand)
            {
                body.CopyTo(new Span<byte>(_command, _commandLength, count));
                _commandLength += count;
            }
            else
            {
                message.Append(body);
            }
            _read += count;
            _missing -= count;
        }

        private static void CheckFlags(byte flags)
        {
            const byte MoreCommand = FrameFlag.More | FrameFlag.Command;
            if ((flags & FrameFlag.Reserved) != 0 || (flags & MoreCommand) == MoreCommand)
            {
                throw new TransportException("expected frames of ZMTP, got one of flags " + flags);
            }
        }

        private static void CheckCommand(long size)
        {
            if (size < 0 || size > MostCommandBytes)
            {
                throw new TransportException("expected commands of at most " + MostCommandBytes + " bytes, got " + (ulong)size);
            }
        }
    }
}
