#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core;
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Motion;
using Mien.Core.Time;
using UnityEngine;

namespace Mien
{
    /// <summary>
    /// A performer: one session at a daemon, and the motion that comes of it. Faces, voices and pictures on the same object
    /// or below it belong to it; it is added by itself where they find none.
    /// </summary>
    [AddComponentMenu("Mien/Mien Character")]
    [DisallowMultipleComponent]
    [DefaultExecutionOrder(-100)]
    public sealed partial class MienCharacter : MonoBehaviour
    {
        private const long NsPerMs = 1_000_000;

        private static readonly ClockOffset NoDaemonsClock = new ClockOffset();

        private readonly SessionKeeper _keeper = new SessionKeeper();
        private readonly MotionPlayer _motion = new MotionPlayer();
        private readonly SilentPlayout _silence = new SilentPlayout();
        private readonly CaptureClock _capture = new CaptureClock();
        private readonly List<ISessionPart> _parts = new List<ISessionPart>();
        private readonly ControlsSender _controlsSender = new ControlsSender();
        private Func<SessionOptions>? _makeOptions;
        private MienVoice? _voice;
        private IClock _clock = SystemClock.Instance;
        private Awaited? _interruption;
        private string _told = "";
        private bool _isStale;
        private int _refreshedFrame = -1;

        /// <summary>The session is another one; null while there is none.</summary>
        internal event Action<MienSession?>? SessionChanged;

        /// <summary>The session at the daemon; null while there is none.</summary>
        public MienSession? Session => _keeper.Session;

        /// <summary>The face that belongs to what is heard now, in the axes of the wire; at rest until motion has come.</summary>
        public MotionFrame Face
        {
            get
            {
                Refresh();
                return _motion.Face;
            }
        }

        /// <summary>True if motion has come.</summary>
        public bool HasFace => _motion.HasFace;

        /// <summary>The media time that is heard now, nanoseconds.</summary>
        public long HeardNs
        {
            get
            {
                Refresh();
                return _motion.HeardNs;
            }
        }

        /// <summary>
        /// The media time that is shown now, nanoseconds: that which is heard, but for <see cref="LipOffsetMs"/>.
        /// </summary>
        public long ShownNs => HeardNs - (long)(_lipOffsetMs * NsPerMs);

        /// <summary>True if an utterance is being heard.</summary>
        public bool IsSpeaking { get; private set; }

        /// <summary>True if what is heard and seen goes into a film, whose frames take their time.</summary>
        internal bool IsCaptured { get; private set; }

        /// <summary>Figures of its service.</summary>
        public MienStats Stats => new MienStats(
            _motion.RateHz,
            _motion.AgeNs / (float)NsPerMs,
            Client is null ? 0 : Client.Clock.RoundTripNs / (float)NsPerMs,
            _motion.Lost,
            _motion.Late,
            _voice == null ? 0 : _voice.Stalls);

        /// <summary>The client through which the session was opened; null while there is none.</summary>
        /// <remarks>Makes no connection: it is asked for too while scenes are torn down.</remarks>
        internal MienClient? Client => _connection == null ? null : _connection.Client;

        /// <summary>The client's clock.</summary>
        internal IClock Clock
        {
            get
            {
                _clock = Client is null ? _clock : Client.Options.Clock;
                return _clock;
            }
        }

        /// <summary>
        /// Breaks off what is being said and forgets what was to be said: the voice is silent at once, the face goes to rest.
        /// </summary>
        public void Interrupt()
        {
            if (_voice != null)
            {
                _voice.Hush();
            }
            _interruption = Session?.Cancel();
        }

        /// <summary>Closes the session and opens another, as after a change of what cannot be changed within one.</summary>
        public void Reopen()
        {
            _isStale = true;
        }

        /// <summary>The session, opened now if need be; null where there is no client.</summary>
        internal MienSession? RequireSession()
        {
            KeepSession();
            return Session;
        }

        /// <summary>Tells what went wrong.</summary>
        internal void Fail(string why)
        {
            Warn(why);
            Failed?.Invoke(why);
        }

        /// <summary>Writes what went wrong to the console: once, however often it happens.</summary>
        internal void Warn(string why)
        {
            if (why != _told)
            {
                _told = why;
                Debug.LogWarning("Mien: " + why, this);
            }
        }

        /// <summary>A component wants something of the session from now on.</summary>
        internal void Join(ISessionPart part)
        {
            _parts.Add(part);
            _isStale = true;
            _voice = part as MienVoice ?? _voice;
        }

        /// <summary>A component wants nothing any more.</summary>
        internal void Leave(ISessionPart part)
        {
            _parts.Remove(part);
            _isStale = true;
            if (part is MienVoice && part == (object?)_voice)
            {
                _voice = null;
            }
        }

        /// <summary>The character of a component: its own, one above it, or a new one.</summary>
        internal static MienCharacter Of(Component component)
        {
            MienCharacter found = component.GetComponentInParent<MienCharacter>();
            return found != null ? found : component.gameObject.AddComponent<MienCharacter>();
        }

        /// <summary>Goes on to now, once a frame, whoever asks first.</summary>
        internal void Refresh()
        {
            if (_refreshedFrame == Time.frameCount)
            {
                return;
            }
            _refreshedFrame = Time.frameCount;
            IPlayout playout = _voice != null ? _voice.Playout : (IPlayout)_silence;
            FrameTime frame = _capture.Next(Clock, Time.captureDeltaTime, Time.frameCount, _motion.IsFollowing);
            IsCaptured = frame.IsCaptured;
            _motion.Update(frame, Client is null ? NoDaemonsClock : Client.Clock, playout, _bufferMs, _lipOffsetMs);
            if (_motion.IsInterrupted)
            {
                IsSpeaking = false;
                Interrupted?.Invoke();
            }
            while (_motion.Marks.TryTake(_motion.HeardNs, out SpeechMark mark))
            {
                Tell(mark);
            }
        }

        private void Update()
        {
            KeepSession();
            _controlsSender.Send(Session, _controls, Clock.NowNs);
            CheckInterruption();
        }

        private void LateUpdate()
        {
            Refresh();
        }

        private void OnDisable()
        {
            _keeper.Close();
            Change(null);
        }

        private void Tell(SpeechMark mark)
        {
            if (mark.IsStart == IsSpeaking)
            {
                return;
            }
            IsSpeaking = mark.IsStart;
            (mark.IsStart ? SpeechStarted : SpeechEnded)?.Invoke();
        }

        private void KeepSession()
        {
            if (!isActiveAndEnabled)
            {
                return;
            }
            if (_isStale)
            {
                _isStale = false;
                _keeper.Close();
            }
            _makeOptions ??= MakeOptions;
            if (_keeper.Keep(Connection.Client, _makeOptions, Clock.NowNs, out MienException? error))
            {
                Change(_keeper.Session);
            }
            if (error != null)
            {
                Fail(error.Message);
            }
        }

        private void Change(MienSession? session)
        {
            _motion.Play(session?.Motion);
            _silence.Restart(0);
            IsSpeaking = false;
            _interruption = null;
            _told = session is null ? _told : "";
            _controlsSender.Begin(_controls);
            SessionChanged?.Invoke(session);
            if (session != null && _idlesAtOnce)
            {
                // Before the first sound nothing moves; the end of none begins idle motion.
                session.EndAudio();
            }
        }

        /// <summary>An interruption that was refused: what is said goes on, and is to be heard.</summary>
        private void CheckInterruption()
        {
            if (_interruption is null || !_interruption.IsDone)
            {
                return;
            }
            MienException? error = _interruption.Error;
            _interruption = null;
            if (error != null)
            {
                _voice?.Unhush();
                Fail(error.Message);
            }
        }

        private SessionOptions MakeOptions()
        {
            var options = new SessionOptions
            {
                Pace = _pace,
                RateHz = _rateHz,
                Seed = _seed,
                Controls = _controls.ToWire(),
            };
            foreach (ISessionPart part in _parts)
            {
                part.Configure(options);
            }
            return options;
        }
    }
}
