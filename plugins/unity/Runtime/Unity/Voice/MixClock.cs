#nullable enable
using System;

namespace Mien
{
    /// <summary>
    /// How far the mixer is, at any time between its blocks. It asks for blocks unevenly, never before it needs them, so
    /// that the earliest of the last ones tells; from one to the other it goes gently.
    /// </summary>
    internal sealed class MixClock
    {
        private const int Kept = 64;
        private const double Sooner = 0.5;
        private const double Later = 0.05;
        private const long LongestGapNs = 500_000_000;

        private readonly double[] _offsetsNs = new double[Kept];
        private int _count;
        private int _next;
        private double _offsetNs;
        private double _nsPerSample;
        private long _lastNs;
        private long _end;

        /// <summary>A block is mixed.</summary>
        /// <param name="start">Number of its first sample.</param>
        /// <param name="samples">Its length.</param>
        /// <param name="rateHz">Samples a second.</param>
        /// <param name="nowNs">Time on the client's clock.</param>
        internal void OnBlock(long start, int samples, int rateHz, long nowNs)
        {
            bool isOtherDevice = _nsPerSample != 1e9 / rateHz;
            _nsPerSample = 1e9 / rateHz;
            bool wasPaused = nowNs - _lastNs > LongestGapNs;
            bool isOtherClock = nowNs < _lastNs;
            if (isOtherDevice || wasPaused || isOtherClock)
            {
                _count = 0;
                _next = 0;
            }
            bool isFirst = _count == 0;
            _offsetsNs[_next] = nowNs - (start * _nsPerSample);
            _next = (_next + 1) % Kept;
            _count = Math.Min(_count + 1, Kept);
            double least = double.MaxValue;
            for (int at = 0; at < _count; at++)
            {
                least = Math.Min(least, _offsetsNs[at]);
            }
            // A block that comes sooner is certain to tell; that none has come for a while may be chance.
            double share = isFirst ? 1 : least < _offsetNs ? Sooner : Later;
            _offsetNs += share * (least - _offsetNs);
            _lastNs = nowNs;
            _end = start + samples;
        }

        /// <summary>Number of the sample that is mixed now, with what lies between two of them.</summary>
        internal double At(long nowNs)
        {
            return _nsPerSample == 0 ? 0 : Math.Min(_end, (nowNs - _offsetNs) / _nsPerSample);
        }

        /// <summary>Time at which a sample is mixed, on the client's clock.</summary>
        internal double TimeOf(long sample)
        {
            return _offsetNs + (sample * _nsPerSample);
        }

        /// <summary>Number of samples mixed in some time.</summary>
        internal double Samples(long ns)
        {
            return _nsPerSample == 0 ? 0 : ns / _nsPerSample;
        }
    }
}
