#nullable enable

namespace Mien
{
    /// <summary>
    /// When a daemon sends motion: learnt from when its frames leave. A frame may leave late, but never early, so that the
    /// earliest of the last ones tells.
    /// </summary>
    internal sealed class MotionSchedule
    {
        // Short, so that a schedule that the daemon has moved back is believed soon.
        private const int Kept = 24;

        private readonly long[] _offsetsNs = new long[Kept];
        private int _count;
        private int _next;

        /// <summary>True if any frame has left.</summary>
        internal bool IsKnown => _count > 0;

        /// <summary>The client's time at which motion leaves, minus its media time, nanoseconds.</summary>
        internal long OffsetNs { get; private set; }

        /// <summary>Takes a frame.</summary>
        /// <param name="mediaNs">Its media time.</param>
        /// <param name="leftNs">When it left, on the client's clock.</param>
        internal void Observe(long mediaNs, long leftNs)
        {
            _offsetsNs[_next] = leftNs - mediaNs;
            _next = (_next + 1) % Kept;
            _count = _count < Kept ? _count + 1 : Kept;
            long least = long.MaxValue;
            for (int at = 0; at < _count; at++)
            {
                least = _offsetsNs[at] < least ? _offsetsNs[at] : least;
            }
            OffsetNs = least;
        }

        /// <summary>Forgets all frames.</summary>
        internal void Reset()
        {
            _count = 0;
            _next = 0;
        }
    }
}
