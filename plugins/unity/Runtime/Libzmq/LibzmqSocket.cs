#nullable enable
using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;
using Mien.Core.Transport;

namespace Mien.Libzmq
{
    /// <summary>
    /// A socket of libzmq. It belongs to the thread that receives; what others send waits in a queue, and a pair of sockets
    /// within the process wakes that thread.
    /// </summary>
    internal sealed class LibzmqSocket : IWireSocket
    {
        private const int PingEveryMs = 2_000;

        private static int _made;

        private readonly ZmqContext _context = new ZmqContext();
        private readonly SendQueue _queue = new SendQueue();
        private readonly SendQueue.Doer _do;
        private readonly object _wakeGate = new object();
        private readonly PartLimits _limits;
        private readonly IntPtr _message = Marshal.AllocHGlobal(Native.MessageBytes);
        private readonly IntPtr _socket;
        private readonly IntPtr _wakes;
        private readonly IntPtr _woken;
        private readonly PollSet _poll;
        private bool _isDisposed;

        /// <summary>A socket that connects by itself.</summary>
        /// <exception cref="TransportException">It cannot be made.</exception>
        internal LibzmqSocket(WireAddress address)
        {
            _limits = PartLimits.Of(address.Kind);
            _do = Do;
            _socket = _context.Socket(address.IsStream ? Native.Sub : Native.Dealer);
            _wakes = _context.Socket(Native.Pair);
            _woken = _context.Socket(Native.Pair);
            _poll = new PollSet(_socket, _woken);
            try
            {
                SetUp(address);
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        /// <inheritdoc/>
        public bool Receive(WireMessage message, int timeoutMs)
        {
            long until = Stopwatch.GetTimestamp() + (timeoutMs * Stopwatch.Frequency / 1000);
            while (true)
            {
                _queue.Do(_do);
                if (TryReceive(message))
                {
                    return true;
                }
                long left = until - Stopwatch.GetTimestamp();
                if (left <= 0)
                {
                    return false;
                }
                _poll.Wait((int)(1 + (left * 1000 / Stopwatch.Frequency)));
                PassWakings();
            }
        }

        /// <inheritdoc/>
        public void Send(ReadOnlySpan<byte> header)
        {
            _queue.Send(header);
            Wake();
        }

        /// <inheritdoc/>
        public void Send(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
        {
            _queue.Send(header, payload);
            Wake();
        }

        /// <inheritdoc/>
        public void Subscribe(string topic)
        {
            _queue.Subscribe(topic, isWanted: true);
            Wake();
        }

        /// <inheritdoc/>
        public void Unsubscribe(string topic)
        {
            _queue.Subscribe(topic, isWanted: false);
            Wake();
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            lock (_wakeGate)
            {
                if (_isDisposed)
                {
                    return;
                }
                _isDisposed = true;
                Native.zmq_close(_wakes);
            }
            Native.zmq_close(_woken);
            Native.zmq_close(_socket);
            _context.Dispose();
            _poll.Dispose();
            Marshal.FreeHGlobal(_message);
        }

        private void SetUp(WireAddress address)
        {
            byte[] inside = ZmqContext.ZeroTerminated("inproc://mien-" + Interlocked.Increment(ref _made));
            ZmqError.Check(Native.zmq_bind(_woken, inside), "wake a thread");
            ZmqError.Check(Native.zmq_connect(_wakes, inside), "wake a thread");
            ZmqContext.Set(_socket, Native.MaxMessageSize, (long)Core.Wire.Limits.Default.PayloadBytes);
            // A reader that is slow for a moment shows it in latency, not in gaps; what is sent is bounded by credit.
            ZmqContext.Set(_socket, Native.ReceiveHighWater, address.Kind == Core.Wire.SocketKind.Face ? 16 : 10_000);
            ZmqContext.Set(_socket, Native.SendHighWater, 0);
            ZmqContext.Set(_socket, Native.HeartbeatInterval, PingEveryMs);
            ZmqContext.Set(_socket, Native.Ipv6, address.Endpoint.IndexOf('[') >= 0 ? 1 : 0);
            if (address.Identity != null)
            {
                ZmqContext.Set(_socket, Native.RoutingId, address.Identity);
            }
            if (address.CurveKey != null)
            {
                ZmqContext.Encrypt(_socket, address.CurveKey);
            }
            int connected = Native.zmq_connect(_socket, ZmqContext.ZeroTerminated(address.Endpoint));
            ZmqError.Check(connected, "connect to " + address.Endpoint);
        }

        private void Wake()
        {
            lock (_wakeGate)
            {
                if (!_isDisposed)
                {
                    byte nothing = 0;
                    // If there is no room for another waking, one is on its way.
                    Native.zmq_send(_wakes, ref nothing, (UIntPtr)1, Native.DontWait);
                }
            }
        }

        private void PassWakings()
        {
            while (TryReceivePart(_woken))
            {
                Native.zmq_msg_close(_message);
            }
        }

        private bool TryReceive(WireMessage message)
        {
            if (!TryReceivePart(_socket))
            {
                return false;
            }
            message.Clear();
            while (TakePart(message))
            {
                // The parts of a message come all at once or not at all.
                TryReceivePart(_socket);
            }
            return true;
        }

        private bool TryReceivePart(IntPtr socket)
        {
            Native.zmq_msg_init(_message);
            if (ZmqError.Check(Native.zmq_msg_recv(_message, socket, Native.DontWait), "receive") >= 0)
            {
                return true;
            }
            Native.zmq_msg_close(_message);
            return false;
        }

        /// <summary>Takes the part that was received; whether another follows.</summary>
        private bool TakePart(WireMessage message)
        {
            try
            {
                long size = (long)Native.zmq_msg_size(_message);
                message.BeginPart();
                _limits.Check(message.Count - 1, size);
                ArraySegment<byte> room = message.Room((int)size);
                if (size > 0)
                {
                    Marshal.Copy(Native.zmq_msg_data(_message), room.Array!, room.Offset, (int)size);
                }
                message.Grow((int)size);
                return Native.zmq_msg_more(_message) != 0;
            }
            finally
            {
                Native.zmq_msg_close(_message);
            }
        }

        private void Do(SocketWish wish, byte[] bytes, int start, int firstLength, int secondLength)
        {
            switch (wish)
            {
                case SocketWish.SendOne:
                    SendPart(bytes, start, firstLength, 0);
                    break;
                case SocketWish.SendTwo:
                    SendPart(bytes, start, firstLength, Native.SendMore);
                    SendPart(bytes, start + firstLength, secondLength, 0);
                    break;
                default:
                    int option = wish == SocketWish.Subscribe ? Native.Subscribe : Native.Unsubscribe;
                    ZmqContext.Set(_socket, option, new ReadOnlySpan<byte>(bytes, start, firstLength).ToArray());
                    break;
            }
        }

        private void SendPart(byte[] bytes, int start, int length, int flags)
        {
            // An empty part may begin where the bytes end.
            ref byte first = ref bytes[length == 0 ? 0 : start];
            ZmqError.Check(Native.zmq_send(_socket, ref first, (UIntPtr)length, flags | Native.DontWait), "send");
        }
    }
}
