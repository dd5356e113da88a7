#nullable enable
using System;
using System.Threading;
using Mien.Core.Streams;
using Mien.Core.Transport;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>
    /// The motion or the face socket: begins with the first subscription, and is kept alive by a thread of its own, which
    /// connects again where the connection broke, and subscribes to what was subscribed to.
    /// </summary>
    internal sealed class StreamLink : IDisposable
    {
        private const int SliceMs = 50;
        private const int MostMalformed = 100;

        private readonly string _name;
        private readonly ClientOptions _options;
        private readonly Backoff _backoff;
        private readonly StreamRouter _router;
        private readonly WireMessage _message = new WireMessage();
        private readonly object _gate = new object();
        private readonly AutoResetEvent _changed = new AutoResetEvent(false);
        private Worker? _worker;
        private WireAddress? _address;
        private IWireSocket? _socket;
        private string _serverId = "";
        private int _connections;
        private long _silenceNs = long.MaxValue;
        private long _malformed;

        /// <summary>A link that does nothing yet.</summary>
        /// <param name="socket">Which of the two.</param>
        /// <param name="name">Of the thread, for debuggers.</param>
        /// <param name="options">Of the client.</param>
        internal StreamLink(SocketKind socket, string name, ClientOptions options)
        {
            _router = new StreamRouter(socket);
            _name = name;
            _options = options;
            _backoff = new Backoff(options.FirstRetryMs, options.LongestRetryMs);
        }

        /// <summary>Messages that could not be read.</summary>
        internal long Malformed => Interlocked.Read(ref _malformed);

        /// <summary>Learns where the daemon is, which may be another one.</summary>
        /// <param name="address">Of the socket.</param>
        /// <param name="serverId">Of the daemon.</param>
        /// <param name="silenceNs">After how long a stream that has nothing to say is taken for dead.</param>
        internal void Aim(WireAddress address, string serverId, long silenceNs)
        {
            lock (_gate)
            {
                // What runs now may be connected to a daemon that is no more.
                bool isOther = serverId != _serverId || address.Endpoint != _address?.Endpoint;
                _connections += isOther ? 1 : 0;
                _address = address;
                _serverId = serverId;
                _silenceNs = silenceNs;
            }
            _changed.Set();
        }

        /// <summary>Asks for a stream, now and after each reconnection.</summary>
        internal void Subscribe(string topic, IStreamInbox inbox)
        {
            _router.Add(topic, inbox);
            lock (_gate)
            {
                _socket?.Subscribe(topic);
                _worker ??= new Worker(_name, Run);
            }
            _changed.Set();
        }

        /// <summary>Asks for it no more, unless somebody else does.</summary>
        internal void Unsubscribe(string topic, IStreamInbox inbox)
        {
            bool isWanted = _router.Remove(topic, inbox);
            lock (_gate)
            {
                if (!isWanted)
                {
                    _socket?.Unsubscribe(topic);
                }
            }
        }

        /// <summary>Tells the thread to end; does not wait.</summary>
        internal void Stop()
        {
            lock (_gate)
            {
                _worker?.Stop();
            }
            _changed.Set();
        }

        /// <summary>Ends the connection and the thread.</summary>
        public void Dispose()
        {
            Stop();
            Worker? worker;
            lock (_gate)
            {
                worker = _worker;
            }
            // Outside the gate: the thread may want it before it ends.
            worker?.Dispose();
        }

        private void Run(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
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
                    _options.Log?.Invoke(_name + ": " + error.Message);
                }
                catch (Exception error)
                {
                    // As in ControlLink: nothing may end the thread.
                    _options.Log?.Invoke(_name + ": unexpected: " + error);
                }
                _changed.WaitOne(_backoff.Next());
            }
        }

        private void Serve(CancellationToken stop)
        {
            WireAddress address = WaitForAddress(stop, out int connection, out long silenceNs);
            using IWireSocket socket = _options.Transport.Connect(address, stop);
            try
            {
                Begin(socket);
                Receive(socket, connection, silenceNs, stop);
            }
            finally
            {
                lock (_gate)
                {
                    _socket = null;
                }
            }
        }

        private WireAddress WaitForAddress(CancellationToken stop, out int connection, out long silenceNs)
        {
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                lock (_gate)
                {
                    if (_address != null && !_router.IsEmpty)
                    {
                        connection = _connections;
                        silenceNs = _silenceNs;
                        return _address;
                    }
                }
                _changed.WaitOne();
            }
        }

        private void Begin(IWireSocket socket)
        {
            lock (_gate)
            {
                foreach (string topic in _router.Topics())
                {
                    socket.Subscribe(topic);
                }
                _socket = socket;
            }
        }

        private void Receive(IWireSocket socket, int connection, long silenceNs, CancellationToken stop)
        {
            long heardNs = _options.Clock.NowNs;
            int malformed = 0;
            while (!stop.IsCancellationRequested && IsCurrent(connection))
            {
                if (socket.Receive(_message, SliceMs))
                {
                    heardNs = _options.Clock.NowNs;
                    _backoff.Reset();
                    malformed += Take() ? 0 : 1;
                }
                else if (_router.IsEmpty)
                {
                    heardNs = _options.Clock.NowNs;
                }
                else if (_options.Clock.NowNs - heardNs > silenceNs)
                {
                    throw new TransportException("nothing was heard for " + (silenceNs / 1_000_000) + " ms");
                }
                if (malformed > MostMalformed)
                {
                    throw new TransportException("most of what comes cannot be read");
                }
            }
        }

        private bool IsCurrent(int connection)
        {
            lock (_gate)
            {
                return connection == _connections;
            }
        }

        /// <summary>True if the message could be read.</summary>
        private bool Take()
        {
            try
            {
                _router.Take(_message);
                return true;
            }
            catch (ProtocolException error)
            {
                if (Interlocked.Increment(ref _malformed) == 1)
                {
                    _options.Log?.Invoke(_name + ": a message cannot be read: " + error.Message);
                }
                return false;
            }
        }
    }
}
