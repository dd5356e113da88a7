#nullable enable
using System;
using Mien.Core.Motion;
using Mien.Core.Streams;
using Mien.Core.Time;

namespace Mien
{
    /// <summary>
    /// Plays the motion of a session: takes frames as they come and shows, at any time, the face that belongs to what is
    /// heard. For the main thread; allocates nothing once made.
    /// </summary>
    internal sealed class MotionPlayer
    {
        /// <summary>Frames further ahead wait in the inbox, which is larger: as while the game is paused.</summary>
        private const long HorizonNs = 1_500_000_000;

        /// <summary>
        /// A new epoch begins where the face was when the daemon sent it, which is not yet what was shown: from the one
        /// into the other in so much time.
        /// </summary>
        private const long FadeNs = 100_000_000;

        /// <summary>Time without motion after which the face goes back to rest.</summary>
        private const long StarvedNs = 1_000_000_000;

        /// <summary>In so much time.</summary>
        private const long RestingNs = 500_000_000;

        /// <summary>Leap of the playback up to which the face follows smoothly.</summary>
        private const long LeapNs = 200_000_000;

        private const long NsPerMs = 1_000_000;

        private readonly JitterBuffer _buffer = new JitterBuffer(delayMs: 0, capacity: 256);
        private readonly MotionSchedule _schedule = new MotionSchedule();
        private readonly MotionFrame _incoming = new MotionFrame();
        private readonly MotionFrame _former = new MotionFrame();
        private readonly FrameRate _rate = new FrameRate();
        private readonly MotionFrame _sampled = new MotionFrame();
        private readonly MotionFrame _rest = new MotionFrame();
        private MotionInbox? _inbox;
        private long _takenNs;
        private long _restedNs;
        private bool _isResting;
        private bool _isHolding;
        private bool _isHeard;
        private uint _epoch;
        private bool _isFadeDue;
        private long _fadeUntilNs;
        private long _gameNs;

        /// <summary>The face; at rest before the first frame.</summary>
        internal MotionFrame Face { get; } = new MotionFrame();

        /// <summary>True if there was any frame.</summary>
        internal bool HasFace { get; private set; }

        /// <summary>Beginnings and ends of utterances.</summary>
        internal SpeechMarks Marks { get; } = new SpeechMarks();

        /// <summary>Media time of <see cref="Face"/>.</summary>
        internal long HeardNs { get; private set; }

        /// <summary>True if a new epoch began at the last update.</summary>
        internal bool IsInterrupted { get; private set; }

        /// <summary>True if it is known when motion comes.</summary>
        internal bool IsFollowing => _inbox != null && _schedule.IsKnown;

        /// <summary>Frames a second that come.</summary>
        internal float RateHz => _rate.Hz;

        /// <summary>Frames that came too late to be shown in time.</summary>
        internal long Late => _buffer.Late;

        /// <summary>Frames that were lost on their way.</summary>
        internal long Lost => _inbox is null ? 0 : _inbox.Lost;

        /// <summary>From when the frame that is shown left the daemon until now, nanoseconds.</summary>
        internal long AgeNs { get; private set; }

        /// <summary>Plays another session, or none. The face stays as it is until there is motion.</summary>
        internal void Play(MotionInbox? inbox)
        {
            _inbox = inbox;
            _epoch = 0;
            _buffer.Reset();
            Forget();
        }

        /// <summary>Goes on to now.</summary>
        /// <param name="frame">When that is.</param>
        /// <param name="clock">The daemon's clock.</param>
        /// <param name="playout">Says what is heard.</param>
        /// <param name="bufferMs">How much later than it could be motion is shown, so that what is late is in time.</param>
        /// <param name="offsetMs">How much later than what is heard it is shown; may be negative.</param>
        internal void Update(in FrameTime frame, ClockOffset clock, IPlayout playout, float bufferMs, float offsetMs)
        {
            IsInterrupted = false;
            playout.Begin(frame);
            if (_inbox != null)
            {
                Follow(frame, clock, playout, bufferMs, offsetMs);
            }
            if (IsStarved(frame.WorldNs))
            {
                Rest(frame.GameNs);
            }
            _gameNs = frame.GameNs;
        }

        private void Follow(in FrameTime frame, ClockOffset clock, IPlayout playout, float bufferMs, float offsetMs)
        {
            Take(frame.WorldNs, clock, playout);
            if (!_schedule.IsKnown)
            {
                return;
            }
            playout.Follow(_schedule.OffsetNs, (long)(bufferMs * NsPerMs), Marks.IsOpen);
            bool wasHeard = _isHeard;
            _isHeard = playout.TryHeard(frame.WorldNs, out long heardNs);
            if (_isHeard)
            {
                long leapNs = heardNs - HeardNs - (frame.GameNs - _gameNs);
                if (wasHeard && Math.Abs(leapNs) > LeapNs)
                {
                    Fade();
                }
                HeardNs = heardNs;
                Show(frame, heardNs - (long)(offsetMs * NsPerMs), clock);
            }
        }

        /// <summary>Goes smoothly from what is shown to what is shown next.</summary>
        private void Fade()
        {
            if (HasFace)
            {
                _former.CopyFrom(Face);
                _isFadeDue = true;
            }
        }

        private void Take(long nowNs, ClockOffset clock, IPlayout playout)
        {
            while (_isHolding || _inbox!.TryRead(_incoming))
            {
                if (_incoming.Header.Epoch > _epoch)
                {
                    _epoch = _incoming.Header.Epoch;
                    IsInterrupted = true;
                    Forget();
                    playout.Restart(_incoming.Header.TimeNs);
                }
                Wake(nowNs);
                if (!_isHolding)
                {
                    // Before the first pong, the moment at which it is taken must do.
                    long leftNs = clock.IsKnown ? _incoming.Header.DaemonNs - clock.OffsetNs : nowNs;
                    _schedule.Observe(_incoming.Header.TimeNs, Math.Min(leftNs, nowNs));
                    _rate.Count(nowNs);
                }
                _isHolding = _isHeard && _incoming.Header.TimeNs > HeardNs + HorizonNs;
                if (_isHolding)
                {
                    return;
                }
                Marks.Read(_incoming.Header);
                _buffer.Add(_incoming);
            }
        }

        /// <summary>Motion comes: from rest, if it is there, the face goes smoothly to it.</summary>
        private void Wake(long nowNs)
        {
            _takenNs = nowNs;
            if (_isResting)
            {
                _isResting = false;
                _former.CopyFrom(Face);
                _isFadeDue = true;
            }
        }

        /// <summary>True if there is nothing to be shown any more, and has not been for a while.</summary>
        private bool IsStarved(long nowNs)
        {
            bool isLeft = _isHeard && _buffer.NewestNs > HeardNs;
            return HasFace && !isLeft && nowNs - _takenNs > StarvedNs;
        }

        /// <summary>A daemon that is gone leaves no mouth open.</summary>
        private void Rest(long nowNs)
        {
            if (!_isResting)
            {
                _isResting = true;
                _restedNs = nowNs;
                _former.CopyFrom(Face);
            }
            Face.Mix(_former, _rest, Math.Min(1, (nowNs - _restedNs) / (double)RestingNs));
            _isFadeDue = false;
            _fadeUntilNs = 0;
        }

        private void Forget()
        {
            _isHolding = false;
            _isHeard = false;
            _schedule.Reset();
            Marks.Clear();
            Fade();
        }

        private void Show(in FrameTime frame, long timeNs, ClockOffset clock)
        {
            if (!_buffer.Sample(timeNs, _sampled))
            {
                return;
            }
            HasFace = true;
            long nowNs = frame.GameNs;
            AgeNs = clock.IsKnown ? frame.WorldNs + clock.OffsetNs - _sampled.Header.DaemonNs : 0;
            if (_isFadeDue)
            {
                _isFadeDue = false;
                _fadeUntilNs = nowNs + FadeNs;
            }
            if (nowNs < _fadeUntilNs)
            {
                Face.Mix(_former, _sampled, 1 - ((_fadeUntilNs - nowNs) / (double)FadeNs));
            }
            else
            {
                Face.CopyFrom(_sampled);
            }
        }
    }
}
