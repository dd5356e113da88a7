#nullable enable
using System;
using System.Buffers.Binary;
using System.Net.Sockets;

namespace Mien.Core.Zmtp
{
    /// <summary>
    /// What is to be sent: written by any thread, whole messages at a time, and passed to the system at once as far as
    /// that takes it. What is left over goes with the next call of <see cref="Flush"/>.
    /// </summary>
    internal sealed class Outbox
    {
        /// <summary>Bytes that may wait; more means that nobody reads at the other end.</summary>
        internal const int MostWaiting = 64 * 1024 * 1024;

        private readonly object _gate = new object();
        private readonly Socket _socket;
        private byte[] _bytes = new byte[8192];
        private int _start;
        private int _end;
        private bool _isOverfull;

        /// <summary>An outbox of a socket that does not block.</summary>
        internal Outbox(Socket socket)
        {
            _socket = socket;
        }

        /// <summary>True if something waits.</summary>
        internal bool IsWaiting
        {
            get
            {
                lock (_gate)
                {
                    return _end > _start;
                }
            }
        }

        /// <summary>True if so much waits that the connection is of no use any more.</summary>
        internal bool IsOverfull
        {
            get
            {
                lock (_gate)
                {
                    return _isOverfull;
                }
            }
        }

        /// <summary>Sends bytes that are no frame.</summary>
        internal void SendRaw(ReadOnlySpan<byte> bytes)
        {
            lock (_gate)
            {
                bytes.CopyTo(Room(bytes.Length));
                FlushLocked();
            }
        }

        /// <summary>Sends a command.</summary>
        internal void SendCommand(ReadOnlySpan<byte> command)
        {
            lock (_gate)
            {
                Frame(FrameFlag.Command, command);
                FlushLocked();
            }
        }

        /// <summary>Sends a message of one part.</summary>
        internal void Send(ReadOnlySpan<byte> part)
        {
            lock (_gate)
            {
                Frame(0, part);
                FlushLocked();
            }
        }

        /// <summary>Sends a message of two parts.</summary>
        internal void Send(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
        {
            lock (_gate)
            {
                Frame(FrameFlag.More, first);
                Frame(0, second);
                FlushLocked();
            }
        }

        /// <summary>Passes on what waits, as far as the system takes it.</summary>
        internal void Flush()
        {
            lock (_gate)
            {
                FlushLocked();
            }
        }

        private void Frame(byte flags, ReadOnlySpan<byte> body)
        {
            bool isLong = body.Length > byte.MaxValue;
            Span<byte> room = Room((isLong ? 9 : 2) + body.Length);
            if (isLong)
            {
                room[0] = (byte)(flags | FrameFlag.Long);
                BinaryPrimitives.WriteInt64BigEndian(room.Slice(1), body.Length);
                body.CopyTo(room.Slice(9));
            }
            else
            {
                room[0] = flags;
                room[1] = (byte)body.Length;
                body.CopyTo(room.Slice(2));
            }
        }

        private Span<byte> Room(int size)
        {
            if (_end - _start > MostWaiting)
            {
                // The receiving thread will find it and give the connection up; what comes until then is lost.
                _isOverfull = true;
                _start = _end = 0;
            }
            if (_end + size > _bytes.Length)
            {
                MakeRoom(size);
            }
            var room = new Span<byte>(_bytes, _end, size);
            _end += size;
            return room;
        }

        private void MakeRoom(int size)
        {
            int waiting = _end - _start;
            byte[] to = waiting + size > _bytes.Length ? new byte[Math.Max(2 * _bytes.Length, waiting + size)] : _bytes;
            Buffer.BlockCopy(_bytes, _start, to, 0, waiting);
            _bytes = to;
            _start = 0;
            _end = waiting;
        }

        private void FlushLocked()
        {
            while (_end > _start && !_isOverfull)
            {
                int sent = _socket.Send(_bytes, _start, _end - _start, SocketFlags.None, out SocketError error);
                if (error != SocketError.Success || sent <= 0)
                {
                    // Full for now, or broken: the receiving thread will find out which.
                    return;
                }
                _start += sent;
            }
            _start = _end = 0;
        }
    }
}
