#nullable enable
using System;
using Mien.Core.Connection;
using Mien.Core.Messages;
using Mien.Core.Streams;
using Mien.Core.Time;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>
    /// A client of a daemon: one connection, which comes back by itself, and the sessions opened through it. All members
    /// may be called from any thread and none waits; what has come is asked for each frame.
    /// </summary>
    public sealed class MienClient : IDisposable, IControlListener
    {
        private const int HeartbeatsMissed = 3;

        private readonly object _gate = new object();
        private readonly RequestBook _requests = new RequestBook();
        private readonly ControlLink _control;
        private readonly StreamLink _motion;
        private readonly StreamLink _face;
        private readonly SessionBook _sessions = new SessionBook();
        // Replaced within the gate, read without.
        private volatile ClientStatus _status = ClientStatus.Closed;
        private bool _isDisposed;

        /// <summary>A client that is not connected yet.</summary>
        public MienClient(ClientOptions? options = null)
        {
            Options = options ?? new ClientOptions();
            _control = new ControlLink(Options, this);
            _motion = new StreamLink(SocketKind.Motion, "Mien motion", Options);
            _face = new StreamLink(SocketKind.Face, "Mien face", Options);
        }

        /// <summary>Search of the client for its daemon.</summary>
        public ClientOptions Options { get; }

        /// <summary>Status of the connection to the daemon.</summary>
        public ClientState State => _status.State;

        /// <summary>Reason why there is no connection; empty while there is one.</summary>
        public string Trouble => _status.Trouble;

        /// <summary>True if the daemon is there, but has not answered in time: it is asked again, and no other is needed.</summary>
        public bool IsDaemonBusy => _status.IsBusy;

        /// <summary>The daemon's last welcome; null before the first.</summary>
        public Welcome? Welcome => _status.Welcome;

        /// <summary>The daemon's clock in this client's.</summary>
        public ClockOffset Clock => _control.Clock;

        /// <summary>Messages of the streams that could not be read.</summary>
        public long Malformed => _motion.Malformed + _face.Malformed;

        /// <summary>Requests under way.</summary>
        internal int Awaited => _requests.Count;

        /// <summary>Begins to connect, and goes on until there is a connection.</summary>
        public void Connect()
        {
            lock (_gate)
            {
                CheckDisposed();
                if (State == ClientState.Closed)
                {
                    _status = _status.Connecting("");
                }
            }
            _control.Start();
        }

        /// <summary>Asks for a session; it may be spoken to at once.</summary>
        /// <exception cref="MienException">An option is out of its range.</exception>
        public MienSession OpenSession(SessionOptions options)
        {
            options.Validate();
            var session = new MienSession(this, options);
            lock (_gate)
            {
                CheckDisposed();
                _sessions.Add(session);
            }
            session.Ask();
            return session;
        }

        /// <summary>
        /// Follows the streams of a session that somebody else has opened, whose name a snapshot or a user tells. Nothing
        /// comes while there is no such session.
        /// </summary>
        public WatchedSession Watch(SessionName session)
        {
            lock (_gate)
            {
                CheckDisposed();
            }
            return new WatchedSession(this, session);
        }

        /// <summary>Asks what sessions the daemon has: all, or one.</summary>
        public Answer<SnapshotReply> Snapshot(SessionName session = default)
        {
            var answer = new Answer<SnapshotReply>(MessageType.SnapshotReply, (in HeaderMap map) => new SnapshotReply(map));
            long id = NextId();
            Request(id, new Snapshot(id, session), answer);
            return answer;
        }

        /// <summary>Closes the sessions and the connection, and ends the threads.</summary>
        public void Dispose()
        {
            lock (_gate)
            {
                if (_isDisposed)
                {
                    return;
                }
                _isDisposed = true;
            }
            foreach (MienSession session in _sessions.All)
            {
                session.Close();
            }
            // All at once, so that the waiting is one.
            _control.Stop();
            _motion.Stop();
            _face.Stop();
            _control.Dispose();
            _motion.Dispose();
            _face.Dispose();
            _requests.FailAll(new ProtocolException(ErrorCodes.Abandoned, "the client was closed"));
            lock (_gate)
            {
                _status = _status.Ended();
            }
        }

        void IControlListener.OnUp(Welcome welcome, ConnectionFile file)
        {
            bool isOther;
            lock (_gate)
            {
                isOther = Welcome != null && Welcome.ServerId != welcome.ServerId;
                _status = ClientStatus.Connected(welcome);
            }
            Options.Log?.Invoke("connected to " + welcome.Server);
            if (isOther)
            {
                Clock.Reset();
                _sessions.Lose("the daemon was restarted");
            }
            var silenceNs = (long)(HeartbeatsMissed * welcome.HeartbeatS * 1e9);
            _motion.Aim(file.Address(SocketKind.Motion), welcome.ServerId, silenceNs);
            _face.Aim(file.Address(SocketKind.Face), welcome.ServerId, silenceNs);
            foreach (MienSession session in _sessions.All)
            {
                session.Resume(isOtherConnection: true);
                session.Ask();
            }
        }

        void IControlListener.OnDown(MienException why)
        {
            lock (_gate)
            {
                _status = _status.Connecting(why.Message, why is DaemonBusyException);
            }
            Options.Log?.Invoke("no connection: " + why.Message);
            _requests.FailBroken(new ProtocolException(ErrorCodes.Disconnected, why.Message, isRetryable: true));
        }

        void IControlListener.OnForgotten()
        {
            _sessions.Lose("the daemon was restarted, or heard nothing from this client for too long");
        }

        void IControlListener.OnMessage(MessageType type, in HeaderMap map)
        {
            if (type == MessageType.AudioProgress)
            {
                var progress = new AudioProgress(map);
                _sessions.Find(progress.Session)?.Progress(progress);
            }
            else if (type == MessageType.SessionEnded)
            {
                var ended = new SessionEnded(map);
                _sessions.Find(ended.Session)?.Lose(new ProtocolException(ended.Code, "the daemon ended the session", ended.Message));
            }
            else if (type == MessageType.Welcome)
            {
                // Asked for where audio was missed: progress follows.
                Array.ForEach(_sessions.All, session => session.Resume(isOtherConnection: false));
            }
            else if (type != MessageType.Unknown)
            {
                Answer(type, map);
            }
        }

        /// <summary>A number for a request.</summary>
        internal long NextId()
        {
            return _control.NextId();
        }

        /// <summary>Sends a request, whose answer will be found by its number.</summary>
        internal void Request<T>(long id, in T message, Awaited answer)
            where T : struct, IClientMessage
        {
            _requests.Add(id, answer);
            if (!_control.Post(message) && !answer.OutlivesConnection)
            {
                _requests.Take(id);
                answer.Fail(new ProtocolException(ErrorCodes.Disconnected, "there is no connection to the daemon", Trouble, true));
            }
        }

        /// <summary>Sends what is not answered.</summary>
        internal void Post<T>(in T message, ReadOnlySpan<byte> payload)
            where T : struct, IClientMessage
        {
            _control.Post(message, payload);
        }

        /// <summary>Asks for a stream.</summary>
        internal void Subscribe(string? topic, IStreamInbox inbox, bool isPictures = false)
        {
            if (topic != null)
            {
                (isPictures ? _face : _motion).Subscribe(topic, inbox);
            }
        }

        /// <summary>Asks for a stream no more.</summary>
        internal void Unsubscribe(string? topic, IStreamInbox inbox, bool isPictures = false)
        {
            if (topic != null)
            {
                (isPictures ? _face : _motion).Unsubscribe(topic, inbox);
            }
        }

        /// <summary>Forgets a session that is no more.</summary>
        internal void Forget(MienSession session)
        {
            _sessions.Remove(session);
        }

        private void CheckDisposed()
        {
            if (_isDisposed)
            {
                throw new ObjectDisposedException(nameof(MienClient));
            }
        }

        private void Answer(MessageType type, in HeaderMap map)
        {
            long number = map.Integer("re", 0, uint.MaxValue);
            ErrorReply? error = type == MessageType.Error ? new ErrorReply(map) : (ErrorReply?)null;
            if (error is ErrorReply gap && gap.Code == ErrorCodes.AudioGap)
            {
                // The end of an utterance may be refused so; it is sent again with the audio, and answered then.
                OnMissedAudio(gap);
                return;
            }
            Awaited? request = _requests.Take(number);
            if (request is null)
            {
                if (error is ErrorReply failure)
                {
                    _sessions.Find(failure.Session)?.Lose(failure.ToException());
                }
                return;
            }
            try
            {
                request.Read(type, map);
            }
            catch (ProtocolException unread)
            {
                request.Fail(unread);
                throw;
            }
        }

        private void OnMissedAudio(in ErrorReply gap)
        {
            if (_sessions.Find(gap.Session)?.MissedAudio(gap.ToException()) == true)
            {
                _control.Greet();
            }
        }
    }
}
