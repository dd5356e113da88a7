#nullable enable
using System;
using Mien.Core.Messages;
using UnityEngine;

namespace Mien
{
    /// <content>What a character is set to, and whom it tells.</content>
    public sealed partial class MienCharacter
    {
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

        /// <summary>An utterance begins to be heard.</summary>
        public event Action? SpeechStarted;

        /// <summary>An utterance was heard to its end.</summary>
        public event Action? SpeechEnded;

        /// <summary>Speech was broken off.</summary>
        public event Action? Interrupted;

        /// <summary>Something cannot be had, in words.</summary>
        public event Action<string>? Failed;

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

        /// <summary>Pace of the performance. Another one means another session.</summary>
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

        /// <summary>True if the face lives before anything was said; counts for the next session.</summary>
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

        /// <summary>Delay of the lips after the sound, milliseconds, -300..300.</summary>
        public float LipOffsetMs
        {
            get => _lipOffsetMs;
            set => _lipOffsetMs = Mathf.Clamp(value, -300, 300);
        }

        /// <summary>Controls of the character; a change holds within a moment.</summary>
        public MienControls Controls => _controls;
    }
}
