#nullable enable
using System;

namespace Mien.Core.Client
{
    /// <summary>Wait between attempts: 1, 2, 4 … 32 s.</summary>
    internal sealed class Backoff
    {
        private readonly int _firstMs;
        private readonly int _longestMs;
        private int _nextMs;

        internal Backoff(int firstMs, int longestMs)
        {
            _firstMs = firstMs;
            _longestMs = longestMs;
            _nextMs = firstMs;
        }

        /// <summary>Milliseconds until the next attempt.</summary>
        internal int Next()
        {
            int waitMs = _nextMs;
            _nextMs = Math.Min(2 * _nextMs, _longestMs);
            return waitMs;
        }

        /// <summary>Begins anew: an attempt was a success.</summary>
        internal void Reset()
        {
            _nextMs = _firstMs;
        }
    }
}
