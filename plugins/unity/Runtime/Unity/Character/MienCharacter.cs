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
    public sealed class MienCharacter : MonoBehaviour
    {
        private const long NsPerMs = 1_000_000;
        private const long ControlsEveryNs = 50 * NsPerMs;

        [SerializeField]
        [Tooltip("The daemon. None: that of this user.")]
        private MienConnection? _connection;

        [SerializeField]
        [Tooltip("Speak: texts and recordings, paced to playback. Live: sound as it arrives, as from a microphone.")]
        private Pace _pace = Pace.Speak;

        [SerializeField]
        [Range(24, 120)]
        [Tooltip("Frames of motion a second; between them is interpolated.")]
        private int _rateHz = 60;

        [SerializeField]
        [Min(0)]
        [Tooltip("Chooses a performance: the same sound and seed move the face the same way.")]
        private int _seed;

        [SerializeField]
        [Tooltip("Whether the face lives before anything was said.")]
        private bool _idlesAtOnce = true;

        [SerializeField]
        [Range(0, 1000)]
        [Tooltip("How much later than it could be everything is shown and heard, milliseconds, so that what is late is in time.")]
        private float _bufferMs = 60;

        [SerializeField]
        [Range(-300, 300)]
        [Tooltip("How much later than the sound the lips move, milliseconds. For taste, and for what plays sound elsewhere.")]
        private float _lipOffsetMs;

        [SerializeField]
        private MienControls _controls = new MienControls();

        private readonly SessionKeeper _keeper = new SessionKeeper();
        private readonly MotionPlayer _motion = new MotionPlayer();
        private readonly SilentPlayout _silence = new SilentPlayout();
        private readonly List<ISessionPart> _parts = new List<ISessionPart>();
        private readonly MienControls _sentControls = new MienControls();
        private Func<SessionOptions>? _makeOptions;
        private MienVoice? _voice;
        private bool _isStale;
        private int _refreshedFrame = -1;
        private long _controlsSentNs;

        /// <summary>An utterance begins to be heard.</summary>
        public event Action? SpeechStarted;

        /// <summary>An utterance was heard to its end.</summary>
        public event Action? SpeechEnded;

        /// <summary>What was being said was broken off.</summary>
        public event Action? Interrupted;

        /// <summary>Something cannot be had, in words.</summary>
        public event Action<string>? Failed;

        /// <summary>The session is another one; null while there is none.</summary>
        internal event Action<MienSession?>? SessionChanged;

        /// <summary>The way to the daemon: the shared one where none was given.</summary>
        public MienConnection Connection
        {
            get
            {
                if (_connection == null)
                {
                    _connection = MienConnection.Shared;
                }
                return _connection;
            }
            set
            {
                _connection = value;
                Reopen();
            }
        }

        /// <summary>How audio is performed. Another one means another session.</summary>
        public Pace Pace
        {
            get => _pace;
            set
            {
                _pace = value;
                Reopen();
            }
        }

        /// <summary>Frames of motion a second, 24..120. Another one means another session.</summary>
        public int RateHz
        {
            get => _rateHz;
            set
            {
                _rateHz = Mathf.Clamp(value, 24, 120);
                Reopen();
            }
        }

        /// <summary>Chooses a performance. Another one means another session.</summary>
        public int Seed
        {
            get => _seed;
            set
            {
                _seed = Mathf.Max(0, value);
                Reopen();
            }
        }

        /// <summary>Whether the face lives before anything was said; counts for the next session.</summary>
        public bool IdlesAtOnce
        {
            get => _idlesAtOnce;
            set => _idlesAtOnce = value;
        }

        /// <summary>
        /// How much later than it could be everything is shown and heard, milliseconds, 0..1000, so that what is late is in
        /// time.
        /// </summary>
        public float BufferMs
        {
            get => _bufferMs;
            set => _bufferMs = Mathf.Clamp(value, 0, 1000);
        }

        /// <summary>How much later than the sound the lips move, milliseconds, -300..300.</summary>
        public float LipOffsetMs
        {
            get => _lipOffsetMs;
            set => _lipOffsetMs = Mathf.Clamp(value, -300, 300);
        }

        /// <summary>How the character performs; what is changed here holds within a moment.</summary>
        public MienControls Controls => _controls;

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

        /// <summary>Whether motion has come.</summary>
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

        /// <summary>Whether an utterance is being heard.</summary>
        public bool IsSpeaking { get; private set; }

        /// <summary>How well it is served.</summary>
        public MienStats Stats => new MienStats(
            _motion.RateHz,
            _motion.AgeNs / (float)NsPerMs,
            Client is null ? 0 : Client.Clock.RoundTripNs / (float)NsPerMs,
            _motion.Lost,
            _motion.Late,
            _voice == null ? 0 : _voice.Stalls);

        /// <summary>The client through which the session was opened; null while there is none.</summary>
        internal MienClient? Client => Connection.Client;

        /// <summary>The client's clock.</summary>
        internal IClock Clock => Client is null ? SystemClock.Instance : Client.Options.Clock;

        /// <summary>
        /// Breaks off what is being said and forgets what was to be said: the voice is silent at once, the face goes to rest.
        /// </summary>
        public void Interrupt()
        {
            if (_voice != null)
            {
                _voice.Hush();
            }
            Session?.Cancel();
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
            Failed?.Invoke(why);
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
            if (_refreshedFrame == Time.frameCount || Client is null)
            {
                return;
            }
            _refreshedFrame = Time.frameCount;
            IPlayout playout = _voice != null ? _voice.Playout : (IPlayout)_silence;
            _motion.Update(Clock.NowNs, Client.Clock, playout, _bufferMs, _lipOffsetMs);
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
            SendControls();
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
            if (_keeper.Keep(Client, _makeOptions, Clock.NowNs, out MienException? error))
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
            _sentControls.CopyFrom(_controls);
            SessionChanged?.Invoke(session);
            if (session != null && _idlesAtOnce)
            {
                // Before the first sound nothing moves; the end of none begins idle motion.
                session.EndAudio();
            }
        }

        private void SendControls()
        {
            long nowNs = Clock.NowNs;
            if (Session is null || _controls.Equal(_sentControls) || nowNs - _controlsSentNs < ControlsEveryNs)
            {
                return;
            }
            _controlsSentNs = nowNs;
            _sentControls.CopyFrom(_controls);
            Session.SetControls(_controls.ToWire());
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
