#nullable enable
using System;
using Mien.Core.Messages;

namespace Mien.Core.Motion
{
    /// <summary>
    /// A few frames held back, so that motion is smooth although frames arrive unevenly: a ring by media time, read at
    /// any time between them. For one thread; allocates nothing once made.
    /// </summary>
    public sealed class JitterBuffer
    {
        private const long NsPerMs = 1_000_000;

        // Sorted by time; the places beyond _count hold frames to be used again.
        private readonly MotionFrame[] _frames;
        private int _count;
        private uint _epoch;
        private long? _shownNs;

        /// <summary>An empty buffer.</summary>
        /// <param name="delayMs">How much later than its sound a frame is shown; two to three frames' time.</param>
        /// <param name="capacity">How many frames are kept; the oldest make room.</param>
        /// <exception cref="ArgumentOutOfRangeException">The delay is negative, or there is no room for two.</exception>
        public JitterBuffer(double delayMs = 50, int capacity = 256)
        {
            if (delayMs < 0 || capacity < 2)
            {
                throw new ArgumentOutOfRangeException(nameof(delayMs), "expected no negative delay and room for two");
            }
            DelayMs = delayMs;
            _frames = new MotionFrame[capacity];
            for (int at = 0; at < capacity; at++)
            {
                _frames[at] = new MotionFrame();
            }
        }

        /// <summary>Delay of a frame after its sound, milliseconds; may be changed at any time.</summary>
        public double DelayMs { get; set; }

        /// <summary>Frames that are held.</summary>
        public int Count => _count;

        /// <summary>Frames that came after the moment they belong to had been shown.</summary>
        public long Late { get; private set; }

        /// <summary>
        /// Frames that were never of use: too late to be shown between two others, or there twice, or more than fit.
        /// </summary>
        public long Dropped { get; private set; }

        /// <summary>Media time of the newest frame that is held; null where none is.</summary>
        public long? NewestNs => _count == 0 ? (long?)null : _frames[_count - 1].Header.TimeNs;

        /// <summary>Takes a copy of a frame; one of a newer epoch puts those of the older out at once.</summary>
        public void Add(MotionFrame frame)
        {
            FrameHeader header = frame.Header;
            if (header.Epoch > _epoch)
            {
                BeginEpoch(header.Epoch);
            }
            if (header.Epoch < _epoch || IsUseless(header.TimeNs))
            {
                Dropped++;
                return;
            }
            if (_count == _frames.Length)
            {
                Forget(1);
                Dropped++;
            }
            int at = Before(header.TimeNs);
            MotionFrame place = _frames[_count];
            Array.Copy(_frames, at, _frames, at + 1, _count - at);
            _frames[at] = place;
            place.CopyFrom(frame);
            _count++;
        }

        /// <summary>Forgets the frames of older epochs.</summary>
        public void BeginEpoch(uint epoch)
        {
            if (epoch > _epoch)
            {
                _epoch = epoch;
                _shownNs = null;
                _count = 0;
            }
        }

        /// <summary>Forgets everything, as at the beginning of another session.</summary>
        public void Reset()
        {
            _epoch = 0;
            _shownNs = null;
            _count = 0;
            Late = 0;
            Dropped = 0;
        }

        /// <summary>The face at a playback position of the sound, <see cref="DelayMs"/> before it.</summary>
        /// <param name="timeNs">Media time that is heard now; it should not go back within an epoch.</param>
        /// <param name="into">
        /// Takes the face. Before the first frame that is held, and after the last, it stays as it is there.
        /// </param>
        /// <returns>Whether there is one: false before the first frame has come.</returns>
        public bool Sample(long timeNs, MotionFrame into)
        {
            long shownNs = timeNs - (long)Math.Round(DelayMs * NsPerMs);
            if (_count == 0)
            {
                return false;
            }
            _shownNs = shownNs;
            int after = Before(shownNs + 1);
            // The one before has been passed for good; the one at or before this moment is still half of a pair.
            Forget(after - 1);
            if (after == 0 || _count == 1)
            {
                into.CopyFrom(_frames[0]);
                return true;
            }
            long startNs = _frames[0].Header.TimeNs;
            long endNs = _frames[1].Header.TimeNs;
            into.Mix(_frames[0], _frames[1], (shownNs - startNs) / (double)(endNs - startNs));
            return true;
        }

        /// <summary>Counts a frame that is late; whether there is no moment left at which it could be seen.</summary>
        private bool IsUseless(long timeNs)
        {
            bool isLate = _shownNs is long shown && timeNs <= shown;
            Late += isLate ? 1 : 0;
            int at = Before(timeNs);
            bool isThere = at < _count && _frames[at].Header.TimeNs == timeNs;
            return isThere || (isLate && at < _count && at == 0);
        }

        /// <summary>Number of frames before a time.</summary>
        private int Before(long timeNs)
        {
            int at = _count;
            // From the end: there the newest belongs, nearly always.
            while (at > 0 && _frames[at - 1].Header.TimeNs >= timeNs)
            {
                at--;
            }
            return at;
        }

        private void Forget(int count)
        {
            for (; count > 0; count--)
            {
                MotionFrame first = _frames[0];
                Array.Copy(_frames, 1, _frames, 0, _count - 1);
                _count--;
                _frames[_count] = first;
            }
        }
    }
}
