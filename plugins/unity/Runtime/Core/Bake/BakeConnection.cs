#nullable enable
using System;
using System.Threading;
using Mien.Core.Client;
using Mien.Core.MessagePack;
using Mien.Core.Messages;
using Mien.Core.Transport;

namespace Mien.Core.Bake
{
    /// <summary>One connection to the bake socket, and its signs of life.</summary>
    internal sealed class BakeConnection : IDisposable
    {
        private const int SliceMs = 20;
        private const long PingEveryNs = 1_000_000_000;
        private const long SilenceNs = 8 * PingEveryNs;

        private readonly ClientOptions _options;
        private readonly IWireSocket _socket;
        private readonly MessagePackWriter _writer = new MessagePackWriter();
        private long _lastId;
        private long _heardNs;
        private long _pingedNs;

        internal BakeConnection(ClientOptions options, WireAddress address, CancellationToken stop)
        {
            _options = options;
            _socket = options.Transport.Connect(address, stop);
            _heardNs = _pingedNs = options.Clock.NowNs;
        }

        /// <summary>A number for a request.</summary>
        internal long NextId()
        {
            return ++_lastId;
        }

        /// <summary>Sends a message.</summary>
        internal void Send<T>(in T message)
            where T : struct, IClientMessage
        {
            _writer.Clear();
            message.Write(_writer);
            _socket.Send(_writer.Written);
        }

        /// <summary>Sends a message with a payload.</summary>
        internal void Send<T>(in T message, ReadOnlySpan<byte> payload)
            where T : struct, IClientMessage
        {
            _writer.Clear();
            message.Write(_writer);
            _socket.Send(_writer.Written, payload);
        }

        /// <summary>Receives a message, or comes back without one after a moment.</summary>
        /// <exception cref="TransportException">The connection broke, or the daemon is silent.</exception>
        internal bool Receive(WireMessage message)
        {
            long nowNs = _options.Clock.NowNs;
            if (nowNs - _pingedNs > PingEveryNs)
            {
                _pingedNs = nowNs;
                Send(new Ping(NextId(), nowNs));
            }
            if (_socket.Receive(message, SliceMs))
            {
                _heardNs = nowNs;
                return true;
            }
            return nowNs - _heardNs > SilenceNs ? throw new TransportException("the daemon is silent") : false;
        }

        /// <summary>Ends the connection.</summary>
        public void Dispose()
        {
            _socket.Dispose();
        }
    }
}
