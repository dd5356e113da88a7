#nullable enable
using System;
using Mien.Core.Messages;
using Mien.Core.Streams;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>
    /// One performance at a daemon: sound goes in, motion comes out; made by <see cref="MienClient.OpenSession"/>. All
    /// members may be called from any thread and none waits.
    /// </summary>
    public sealed partial class MienSession : IDisposable
    {
        private readonly object _gate = new object();
        private readonly MienClient _client;
        private readonly SessionStreams _streams;
        private readonly SessionAudio _audio;
        private readonly SessionRequests _requests = new SessionRequests();
        // Replaced within the gate, read without.
        private volatile SessionStatus _status = SessionStatus.Opening;
        private bool _isAsked;

        internal MienSession(MienClient client, SessionOptions options)
        {
            _client = client;
            Options = options;
            _streams = new SessionStreams(client);
            _audio = new SessionAudio(client);
        }

        /// <summary>Options of the session.</summary>
        public SessionOptions Options { get; }

        /// <summary>Its motion.</summary>
        public MotionInbox Motion => _streams.Motion;

        /// <summary>Its pictures; none come unless they were asked for.</summary>
        public PictureInbox Pictures => _streams.Pictures;

        /// <summary>Its audio, echoed; none comes unless it was asked for.</summary>
        public EchoInbox Echo => _streams.Echo;

        /// <summary>Its state.</summary>
        public SessionState State => _status.State;

        /// <summary>Its name at the daemon; empty until it is open.</summary>
        public SessionName Name => _status.Name;

        /// <summary>Reason why it was lost; null while it is not.</summary>
        public MienException? Error => _status.Error;

        /// <summary>The daemon's reply to its opening; null until then.</summary>
        public Opened? Opened => _status.Opened;

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
                if (_status.IsLive)
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
            Mark(new AudioMark(answer, seq => _client.Request(id, new EndAudio(id, Name, seq), answer), isRepeated: true));
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
            Mark(new AudioMark(answer, _ => _client.Request(id, wish.In(Name), answer), isRepeated: false));
            return answer;
        }

        /// <summary>Changes some controls; answered with all that now hold.</summary>
        /// <exception cref="MienException">A control is out of its range.</exception>
        public Answer<ControlsSet> SetControls(Controls controls)
        {
            controls.Validate();
            long id = _client.NextId();
            var answer = new Answer<ControlsSet>(MessageType.ControlsSet, (in HeaderMap map) => new ControlsSet(map));
            Request(answer, () => _client.Request(id, new SetControls(id, Name, controls), answer), isRepeated: false);
            return answer;
        }

        /// <summary>
        /// Barge-in: drops all that was not performed, here and at the daemon; the face goes to rest. Frames of what was
        /// dropped are not handed out any more once the answer is there. Where the connection breaks it is asked for again.
        /// </summary>
        public Answer<Cancelled> Cancel()
        {
            long id = _client.NextId();
            var answer = new Answer<Cancelled>(MessageType.Cancelled, ReadCancelled);
            lock (_gate)
            {
                _audio.Interrupt(Abandoned("the session was interrupted"));
            }
            Request(answer, () => _client.Request(id, new Cancel(id, Name), answer), isRepeated: true);
            return answer;
        }

        /// <summary>Ends the session; more calls do nothing.</summary>
        public void Close()
        {
            bool wasOpen;
            lock (_gate)
            {
                wasOpen = State == SessionState.Open;
                End(SessionState.Closed, Abandoned("the session was closed"), null);
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

        private void Request(Awaited answer, Action send, bool isRepeated)
        {
            lock (_gate)
            {
                if (!IsOver(answer))
                {
                    _requests.Add(new SessionRequest(answer, send, isRepeated));
                }
            }
        }

        private bool IsOver(Awaited answer)
        {
            if (!_status.IsLive)
            {
                answer.Fail(Error ?? Abandoned("the session was closed"));
            }
            return !_status.IsLive;
        }

        /// <summary>Ends it, within the gate; whether it was not over before.</summary>
        private bool End(SessionState state, MienException why, MienException? error)
        {
            bool wasLive = _status.IsLive;
            if (wasLive)
            {
                _status = _status.Over(state, error);
                _audio.Abandon(why);
                _requests.Abandon(why);
            }
            return wasLive;
        }
    }
}
