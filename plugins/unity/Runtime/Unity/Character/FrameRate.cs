#nullable enable

namespace Mien
{
    /// <summary>Rate of an event over the last second.</summary>
    internal sealed class FrameRate
    {
        private const long WindowNs = 1_000_000_000;

        private long _sinceNs;
        private int _count;

        /// <summary>Times a second; 0 until a second has passed.</summary>
        internal float Hz { get; private set; }

        /// <summary>It happened.</summary>
        internal void Count(long nowNs)
        {
            if (_sinceNs == 0)
            {
                _sinceNs = nowNs;
            }
            _count++;
            long passedNs = nowNs - _sinceNs;
            if (passedNs >= WindowNs)
            {
                Hz = (float)(_count * (double)WindowNs / passedNs);
                _sinceNs = nowNs;
                _count = 0;
            }
        }
    }
}
