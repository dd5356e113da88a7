#nullable enable
using System;
using System.Text;

namespace Mien.Core.Transport
{
    /// <summary>
    /// What any thread wants of a socket that belongs to one thread, in order, until that thread does it. For transports
    /// on libraries whose sockets are for one thread.
    /// </summary>
    public sealed class SendQueue
    {
        /// <summary>Bytes that may wait; more means that nobody reads at the other end.</summary>
        public const int MostWaiting = 64 * 1024 * 1024;

        private readonly object _gate = new object();
        private byte[] _bytes = new byte[4096];
        private int _end;
        private byte[] _taken = new byte[4096];

        /// <summary>Does what a wish says.</summary>
        /// <param name="wish">What is wanted.</param>
        /// <param name="bytes">Holds what it is about.</param>
        /// <param name="start">Where that begins.</param>
        /// <param name="firstLength">Bytes of the header, or of the topic.</param>
        /// <param name="secondLength">Bytes of the payload, right after.</param>
        public delegate void Doer(SocketWish wish, byte[] bytes, int start, int firstLength, int secondLength);

        /// <summary>Asks to send a message of one part.</summary>
        public void Send(ReadOnlySpan<byte> header)
        {
            Add(SocketWish.SendOne, header, default);
        }

        /// <summary>Asks to send a message of two parts.</summary>
        public void Send(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
        {
            Add(SocketWish.SendTwo, header, payload);
        }

        /// <summary>Asks to subscribe, or to do so no more.</summary>
        public void Subscribe(string topic, bool isWanted)
        {
            Add(isWanted ? SocketWish.Subscribe : SocketWish.Unsubscribe, Encoding.ASCII.GetBytes(topic), default);
        }

        /// <summary>Does all that waits, on the socket's own thread.</summary>
        /// <exception cref="TransportException">More waited than anybody would have read.</exception>
        public void Do(Doer doer)
        {
            int end;
            lock (_gate)
            {
                if (_end > MostWaiting)
                {
                    throw new TransportException("nobody reads what is sent");
                }
                byte[] waiting = _bytes;
                end = _end;
                _bytes = _taken;
                _taken = waiting;
                _end = 0;
            }
            for (int at = 0; at < end;)
            {
                var wish = (SocketWish)_taken[at];
                int first = BitConverter.ToInt32(_taken, at + 1);
                int second = BitConverter.ToInt32(_taken, at + 5);
                doer(wish, _taken, at + 9, first, second);
                at += 9 + first + second;
            }
        }

        private void Add(SocketWish wish, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
        {
            lock (_gate)
            {
                int size = 9 + first.Length + second.Length;
                if (_end > MostWaiting)
                {
                    return;
                }
                if (_end + size > _bytes.Length)
                {
                    Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _end + size));
                }
                var room = new Span<byte>(_bytes, _end, size);
                room[0] = (byte)wish;
                BitConverter.TryWriteBytes(room.Slice(1), first.Length);
                BitConverter.TryWriteBytes(room.Slice(5), second.Length);
                first.CopyTo(room.Slice(9));
                second.CopyTo(room.Slice(9 + first.Length));
                _end += size;
            }
        }
    }
}
