#nullable enable
using System;
using System.Threading;
using Mien.Core.Connection;
using Mien.Core.MessagePack;
using Mien.Core.Messages;
using Mien.Core.Time;
using Mien.Core.Transport;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>
    /// The control socket, kept alive by a thread of its own: connects, says hello, gives signs of life, and connects again
    /// where the daemon went away.
    /// </summary>
    internal sealed class ControlLink : IDisposable
    {
        private const int SliceMs = 50;
        private const int WelcomeMs = 5_000;
        private const int HeartbeatsMissed = 3;
        private const int MostMalformed = 100;
        private const double PingEveryS = 1;
        private const double NsPerSecond = 1e9;

        private readonly ClientOptions _options;
        private readonly IControlListener _listener;
        private readonly Retry _retry;
        private readonly object _sendGate = new object();
        private readonly MessagePackWriter _writer = new MessagePackWriter();
        private readonly WireMessage _message = new WireMessage();
        private byte[] _identity = NewIdentity();
        private Worker? _worker;
        private IWireSocket? _socket;
        private string _token = "";
        private int _lastId;
        private long _pingEveryNs;
        private long _silenceNs;
        private long _pingedNs;
        private long? _askedNs;
        private int _malformed;

        internal ControlLink(ClientOptions options, IControlListener listener)
        {
            _options = options;
            _listener = listener;
            _retry = new Retry(options);
        }

        /// <summary>The daemon's clock.</summary>
        internal ClockOffset Clock { get; } = new ClockOffset();

        /// <summary>Begins to connect.</summary>
        internal void Start()
        {
            _worker ??= new Worker("Mien control", Run);
        }

        /// <summary>A number for a request.</summary>
        internal long NextId()
        {
            // Numbers are 1..2^32-1; a signed one that has run over is still unique among those under way.
            uint id = (uint)Interlocked.Increment(ref _lastId);
            return id == 0 ? NextId() : id;
        }

        /// <summary>Sends a message, if there is a connection; whether there is.</summary>
        internal bool Post<T>(in T message)
            where T : struct, IClientMessage
        {
            lock (_sendGate)
            {
                _writer.Clear();
                message.Write(_writer);
                _socket?.Send(_writer.Written);
                return _socket != null;
            }
        }

        /// <summary>Sends a message with a payload, if there is a connection; whether there is.</summary>
        internal bool Post<T>(in T message, ReadOnlySpan<byte> payload)
            where T : struct, IClientMessage
        {
            lock (_sendGate)
            {
                _writer.Clear();
                message.Write(_writer);
                _socket?.Send(_writer.Written, payload);
                return _socket != null;
            }
        }

        /// <summary>Says hello once more, which makes the daemon tell how far it got.</summary>
        internal void Greet()
        {
            Post(new Hello(NextId(), ProtocolVersion.Spoken, _options.Name, _token));
        }

        /// <summary>Tells the thread to end; does not wait.</summary>
        internal void Stop()
        {
            _worker?.Stop();
        }

        /// <summary>Ends the connection and the thread.</summary>
        public void Dispose()
        {
            _worker?.Dispose();
        }

        private static byte[] NewIdentity()
        {
            // 16 bytes that do not begin with zero, as ids do that a daemon makes up.
            byte[] identity = Guid.NewGuid().ToByteArray();
            identity[0] |= 1;
            return identity;
        }

        private void Run(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                _retry.Begin();
                try
                {
                    Serve(stop);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
                catch (MienException error)
                {
                    _listener.OnDown(error);
                }
                catch (Exception error)
                {
                    // A defect, or a system in trouble; neither may end the thread and leave a face frozen for ever.
                    _listener.OnDown(new MienException("unexpected: " + error, error));
                }
                _retry.Wait(stop);
            }
        }

        private void Serve(CancellationToken stop)
        {
            ConnectionFile file = ConnectionFile.Read(_options.ConnectionFile);
            using IWireSocket socket = _options.Transport.Connect(file.Address(SocketKind.Control, _identity), stop);
            Welcome welcome = SayHello(socket, file, stop);
            double pingEveryS = Math.Min(PingEveryS, welcome.HeartbeatS / 2);
            _pingEveryNs = (long)(pingEveryS * NsPerSecond);
            _silenceNs = (long)(HeartbeatsMissed * welcome.HeartbeatS * NsPerSecond);
            _askedNs = null;
            _malformed = 0;
            _pingedNs = 0;
            try
            {
                SetSocket(socket);
                _listener.OnUp(welcome, file);
                _retry.Succeed();
                while (!stop.IsCancellationRequested)
                {
                    Turn(socket);
                }
            }
            finally
            {
                SetSocket(null);
            }
        }

        private void SetSocket(IWireSocket? socket)
        {
            lock (_sendGate)
            {
                _socket = socket;
            }
        }

        private Welcome SayHello(IWireSocket socket, ConnectionFile file, CancellationToken stop)
        {
            long id = NextId();
            _token = file.Token;
            var writer = new MessagePackWriter();
            new Hello(id, ProtocolVersion.Spoken, _options.Name, file.Token).Write(writer);
            socket.Send(writer.Written);
            for (int waitedMs = 0; waitedMs < WelcomeMs; waitedMs += SliceMs)
            {
                stop.ThrowIfCancellationRequested();
                if (!socket.Receive(_message, SliceMs))
                {
                    continue;
                }
                MessageType type = MessageTypes.Read(_message[0], out HeaderMap map);
                if (type == MessageType.Welcome)
                {
                    return new Welcome(map);
                }
                if (type == MessageType.Error && map.Integer("re", 0, uint.MaxValue) == id)
                {
                    throw new ErrorReply(map).ToException();
                }
            }
            // Perhaps the daemon still holds a connection of this id that is dead without its knowing.
            _identity = NewIdentity();
            throw new DaemonBusyException(
                "the daemon at " + file.Endpoint(SocketKind.Control) + " is there, but has not answered for "
                + (WelcomeMs / 1000) + " s: it is busy, and is asked again");
        }

        private void Turn(IWireSocket socket)
        {
            Ping(_options.Clock.NowNs);
            if (socket.Receive(_message, SliceMs))
            {
                _askedNs = null;
                Take();
            }
            else if (_askedNs is long asked && _options.Clock.NowNs - asked > _silenceNs)
            {
                throw new TransportException("the daemon was silent for " + (_silenceNs / NsPerSecond) + " s");
            }
        }

        private void Ping(long nowNs)
        {
            if (_pingedNs == 0 || nowNs - _pingedNs >= _pingEveryNs)
            {
                _pingedNs = nowNs;
                _askedNs ??= nowNs;
                Post(new Ping(NextId(), nowNs));
            }
        }

        private void Take()
        {
            try
            {
                if (_message.Count != 1)
                {
                    throw ProtocolException.Malformed("control", "messages of one part", _message.Count.ToString());
                }
                Take(MessageTypes.Read(_message[0], out HeaderMap map), map);
            }
            catch (ProtocolException error) when (++_malformed < MostMalformed)
            {
                // One message that cannot be read is no reason to give up a connection; a flood of them is.
                if (_malformed == 1)
                {
                    _options.Log?.Invoke("the daemon says what cannot be read: " + error.Message);
                }
            }
        }

        private void Take(MessageType type, in HeaderMap map)
        {
            if (type == MessageType.Pong)
            {
                var pong = new Pong(map);
                Clock.Add(pong.ClientNs, pong.ReceivedNs, pong.SentNs, _options.Clock.NowNs);
            }
            else if (type == MessageType.Error && map.Code("code") == ErrorCodes.HelloFirst)
            {
                _listener.OnForgotten();
                throw new TransportException("the daemon does not know this client any more; saying hello again");
            }
            else
            {
                _listener.OnMessage(type, map);
            }
        }
    }
}
