#nullable enable
using System;
using System.Diagnostics;
using System.Text;
using Mien.Core.Transport;
using NetMQ;
using NetMQ.Sockets;

namespace Mien.NetMQ
{
    /// <summary>
    /// A socket of NetMQ. It belongs to the thread that receives; what others send waits in a queue, for some milliseconds
    /// at most.
    /// </summary>
    internal sealed class NetMQWireSocket : IWireSocket
    {
        private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(4);

        private readonly SendQueue _queue = new SendQueue();
        private readonly SendQueue.Doer _do;
        private readonly PartLimits _limits;
        private readonly NetMQSocket _socket;

        /// <summary>A socket that connects by itself.</summary>
        internal NetMQWireSocket(WireAddress address)
        {
            _do = Do;
            _limits = PartLimits.Of(address.Kind);
            _socket = address.IsStream ? (NetMQSocket)new SubscriberSocket() : new DealerSocket();
            try
            {
                SetUp(address);
            }
            catch
            {
                _socket.Dispose();
                throw;
            }
        }

        /// <inheritdoc/>
        public bool Receive(WireMessage message, int timeoutMs)
        {
            var waited = Stopwatch.StartNew();
            while (true)
            {
                _queue.Do(_do);
                if (_socket.TryReceiveFrameBytes(Slice, out byte[]? part, out bool hasMore))
                {
                    message.Clear();
                    Take(message, part!);
                    while (hasMore)
                    {
                        Take(message, _socket.ReceiveFrameBytes(out hasMore));
                    }
                    return true;
                }
                if (waited.ElapsedMilliseconds >= timeoutMs)
                {
                    return false;
                }
            }
        }

        /// <inheritdoc/>
        public void Send(ReadOnlySpan<byte> header)
        {
            _queue.Send(header);
        }

        /// <inheritdoc/>
        public void Send(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
        {
            _queue.Send(header, payload);
        }

        /// <inheritdoc/>
        public void Subscribe(string topic)
        {
            _queue.Subscribe(topic, isWanted: true);
        }

        /// <inheritdoc/>
        public void Unsubscribe(string topic)
        {
            _queue.Subscribe(topic, isWanted: false);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            _socket.Dispose();
        }

        private void SetUp(WireAddress address)
        {
            SocketOptions options = _socket.Options;
            options.Linger = TimeSpan.Zero;
            options.MaxMsgSize = Core.Wire.Limits.Default.PayloadBytes;
            options.ReceiveHighWatermark = address.Kind == Core.Wire.SocketKind.Face ? 16 : 10_000;
            options.SendHighWatermark = 0;
            options.IPv4Only = address.Endpoint.IndexOf('[') < 0;
            if (address.Identity != null)
            {
                options.Identity = address.Identity;
            }
            if (address.CurveKey != null)
            {
                options.CurveServerKey = Z85.Decode(address.CurveKey);
                options.CurveCertificate = new NetMQCertificate();
            }
            _socket.Connect(address.Endpoint);
        }

        private void Take(WireMessage message, byte[] part)
        {
            message.BeginPart();
            _limits.Check(message.Count - 1, part.Length);
            message.Append(part);
        }

        private void Do(SocketWish wish, byte[] bytes, int start, int firstLength, int secondLength)
        {
            byte[] first = new ReadOnlySpan<byte>(bytes, start, firstLength).ToArray();
            switch (wish)
            {
                case SocketWish.SendOne:
                    _socket.SendFrame(first, first.Length);
                    break;
                case SocketWish.SendTwo:
                    byte[] second = new ReadOnlySpan<byte>(bytes, start + firstLength, secondLength).ToArray();
                    _socket.SendFrame(first, first.Length, true);
                    _socket.SendFrame(second, second.Length);
                    break;
                case SocketWish.Subscribe:
                    ((SubscriberSocket)_socket).Subscribe(Encoding.ASCII.GetString(first));
                    break;
                default:
                    ((SubscriberSocket)_socket).Unsubscribe(Encoding.ASCII.GetString(first));
                    break;
            }
        }
    }
}
