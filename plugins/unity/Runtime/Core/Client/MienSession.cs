#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Messages;
using Mien.Core.Streams;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>
    /// One performance at a daemon: sound goes in, motion comes out; made by <see cref="MienClient.OpenSession"/>. All
    /// members may be called from any thread and none waits.
    /// </summary>
    public sealed class MienSession : IDisposable
    {
        private readonly object _gate = new object();
        private readonly MienClient _client;
        private readonly SessionStreams _streams;
        private readonly SessionAudio _audio;
        private readonly List<Action> _onceOpen = new List<Action>();
        private SessionState _state = SessionState.Opening;
        private SessionName _name;
        private MienException? _error;
        private Opened? _opened;
        private bool _isAsked;

        internal MienSession(MienClient client, SessionOptions options)
        {
            _client = client;
            Options = options;
            _streams = new SessionStreams(client);
            _audio = new SessionAudio(client);
        }

        /// <summary>What the session is like.</summary>
        public SessionOptions Options { get; }

        /// <summary>Its motion.</summary>
        public MotionInbox Motion => _streams.Motion;

        /// <summary>Its pictures; none come unless they were asked for.</summary>
        public PictureInbox Pictures => _streams.Pictures;

        /// <summary>Its audio, echoed; none comes unless it was asked for.</summary>
        public EchoInbox Echo => _streams.Echo;

        /// <summary>How it stands with it.</summary>
        public SessionState State
        {
            get
            {
                lock (_gate)
                {
                    return _state;
                }
            }
        }

        /// <summary>What the daemon calls it; empty until it is open.</summary>
        public SessionName Name
        {
            get
            {
                lock (_gate)
                {
                    return _name;
                }
            }
        }

        /// <summary>Why it was lost; null while it is not.</summary>
        public MienException? Error
        {
            get
            {
                lock (_gate)
                {
                    return _error;
                }
            }
        }

        /// <summary>What the daemon said when it opened it; null until then.</summary>
        public Opened? Opened
        {
            get
            {
                lock (_gate)
                {
                    return _opened;
                }
            }
        }

        /// <summary>Samples that wait until the daemon has room for them.</summary>
        public int WaitingSamples
        {
            get
            {
                lock (_gate)
                {
                    return _audio.Waiting;
                }
            }
        }

        /// <summary>Pushes sound: mono, at the session's audio rate. What the daemon has no room for waits here.</summary>
        /// <exception cref="MienException">Ten minutes wait already.</exception>
        public void PushAudio(ReadOnlySpan<short> samples)
        {
            lock (_gate)
            {
                if (_state == SessionState.Opening || _state == SessionState.Open)
                {
                    _audio.Push(samples);
                }
            }
        }

        /// <summary>
        /// Ends the utterance after what was pushed; answered when its last frame has left. More audio may follow.
        /// </summary>
        public Answer<AudioEnded> EndAudio()
        {
            long id = _client.NextId();
            var answer = new Answer<AudioEnded>(MessageType.AudioEnded, (in HeaderMap map) => new AudioEnded(map));
            answer.OutlivesConnection = true;
            Mark(new AudioMark(answer, seq => _client.Request(id, new EndAudio(id, _name, seq), answer), isRepeated: true));
            return answer;
        }

        /// <summary>
        /// Speaks a text after what was pushed, in a session of pace <see cref="Pace.Speak"/>, at a daemon that offers
        /// <c>say</c>; answered when its sound is made.
        /// </summary>
        /// <param name="text">At most 10,000 characters.</param>
        /// <param name="voice">Null for the daemon's own.</param>
        /// <exception cref="MienException">The text is too long.</exception>
        public Answer<Said> Say(string text, string? voice = null)
        {
            long id = _client.NextId();
            // What is wrong with it is told here, not when its turn comes.
            var wish = new Say(id, default, Check.CodePoints(nameof(text), text, _audio.Limits.TextChars), voice);
            var answer = new Answer<Said>(MessageType.Said, (in HeaderMap map) => new Said(map));
            Mark(new AudioMark(answer, _ => _client.Request(id, wish.In(_name), answer), isRepeated: false));
            return answer;
        }

        /// <summary>Changes some controls; answered with all that now hold.</summary>
        /// <exception cref="MienException">A control is out of its range.</exception>
        public Answer<ControlsSet> SetControls(Controls controls)
        {
            controls.Validate();
            long id = _client.NextId();
            var answer = new Answer<ControlsSet>(MessageType.ControlsSet, (in HeaderMap map) => new ControlsSet(map));
            WhenOpen(answer, () => _client.Request(id, new SetControls(id, _name, controls), answer));
            return answer;
        }

        /// <summary>
        /// Barge-in: drops all that was not performed, here and at the daemon; the face goes to rest. Frames of what was
        /// dropped are not handed out any more once the answer is there.
        /// </summary>
        public Answer<Cancelled> Cancel()
        {
            long id = _client.NextId();
            var answer = new Answer<Cancelled>(MessageType.Cancelled, ReadCancelled);
            lock (_gate)
            {
                _audio.Interrupt(Abandoned("the session was interrupted"));
            }
            WhenOpen(answer, () => _client.Request(id, new Cancel(id, _name), answer));
            return answer;
        }

        /// <summary>Ends the session; more calls do nothing.</summary>
        public void Close()
        {
            bool wasOpen;
            lock (_gate)
            {
                wasOpen = _state == SessionState.Open;
                if (_state == SessionState.Opening || wasOpen)
                {
                    End(SessionState.Closed, Abandoned("the session was closed"));
                }
            }
            if (wasOpen)
            {
                PostClose(Name);
            }
            Leave();
        }

        /// <summary>Ends the session.</summary>
        public void Dispose()
        {
            Close();
        }

        /// <summary>Asks the daemon for the session, if there is a connection and it was not asked for yet.</summary>
        internal void Ask()
        {
            if (_client.State != ClientState.Connected)
            {
                return;
            }
            lock (_gate)
            {
                if (_state != SessionState.Opening || _isAsked)
                {
                    return;
                }
                _isAsked = true;
            }
            long id = _client.NextId();
            _client.Request(id, new OpenSession(id, Options), new Opening(this));
        }

        /// <summary>The daemon has opened the session.</summary>
        internal void Begin(Opened opened)
        {
            lock (_gate)
            {
                if (_state != SessionState.Opening)
                {
                    // Closed before it was open.
                    PostClose(opened.Session);
                    return;
                }
                _state = SessionState.Open;
                _opened = opened;
                _name = opened.Session;
                _streams.Subscribe(opened.Topics.Motion, opened.Topics.Face, opened.Topics.Audio);
                _audio.Begin(opened);
                foreach (Action action in _onceOpen)
                {
                    action();
                }
                _onceOpen.Clear();
            }
        }

        /// <summary>The daemon would not open the session, or the connection broke before it did.</summary>
        internal void Refuse(MienException why)
        {
            bool isWorthAnotherTry = why is ProtocolException error && error.Code == ErrorCodes.Disconnected;
            if (!isWorthAnotherTry)
            {
                Lose(why);
                return;
            }
            lock (_gate)
            {
                _isAsked = false;
            }
        }

        /// <summary>The daemon tells how far the audio got, and how far it may go.</summary>
        internal void Progress(in AudioProgress progress)
        {
            lock (_gate)
            {
                _audio.Progress(progress);
            }
        }

        /// <summary>The daemon knows this client again, and will tell how far the audio got.</summary>
        internal void Resume()
        {
            lock (_gate)
            {
                if (_state != SessionState.Open)
                {
                    return;
                }
                _audio.Resume();
            }
            long id = _client.NextId();
            _client.Request(id, new Snapshot(id, Name), new Verification(this));
        }

        /// <summary>Audio did not arrive; whether to ask the daemon how far it got.</summary>
        internal bool MissedAudio(MienException why)
        {
            bool isWorthAsking;
            bool isHopeless;
            lock (_gate)
            {
                isWorthAsking = _audio.MissedSomething(out isHopeless);
            }
            if (isHopeless)
            {
                Lose(why);
            }
            return isWorthAsking;
        }

        /// <summary>The session is no more.</summary>
        internal void Lose(MienException why)
        {
            lock (_gate)
            {
                if (_state != SessionState.Opening && _state != SessionState.Open)
                {
                    return;
                }
                _error = why;
                End(SessionState.Lost, why);
            }
            Leave();
        }

        /// <summary>The daemon that had the session is no more; one that was not begun yet will be asked for again.</summary>
        internal void LoseIfBegun(MienException why)
        {
            if (State == SessionState.Open)
            {
                Lose(why);
            }
        }

        private static ProtocolException Abandoned(string why)
        {
            return new ProtocolException(ErrorCodes.Abandoned, why);
        }

        private Cancelled ReadCancelled(in HeaderMap map)
        {
            var cancelled = new Cancelled(map);
            _streams.BeginEpoch(cancelled.Epoch, cancelled.TimeNs);
            return cancelled;
        }

        private void PostClose(SessionName name)
        {
            long id = _client.NextId();
            var ignored = new Answer<Closed>(MessageType.Closed, (in HeaderMap map) => new Closed(map));
            _client.Request(id, new CloseSession(id, name), ignored);
        }

        private void Leave()
        {
            _streams.Unsubscribe();
            _client.Forget(this);
        }

        private void Mark(AudioMark mark)
        {
            lock (_gate)
            {
                if (!IsOver(mark.Answer))
                {
                    _audio.Mark(mark);
                }
            }
        }

        private void WhenOpen(Awaited answer, Action request)
        {
            lock (_gate)
            {
                if (IsOver(answer))
                {
                    return;
                }
                if (_state == SessionState.Opening)
                {
                    _onceOpen.Add(request);
                    return;
                }
            }
            request();
        }

        private bool IsOver(Awaited answer)
        {
            bool isOver = _state == SessionState.Closed || _state == SessionState.Lost;
            if (isOver)
            {
                answer.Fail(_error ?? Abandoned("the session was closed"));
            }
            return isOver;
        }

        private void End(SessionState state, MienException why)
        {
            _state = state;
            _audio.Abandon(why);
            _onceOpen.Clear();
        }
    }
}
