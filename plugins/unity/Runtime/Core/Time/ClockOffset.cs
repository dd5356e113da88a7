#nullable enable

namespace Mien.Core.Time
{
    /// <summary>
    /// By how much daemon time is ahead of this client's, from its last eight pings (NTP, RFC 5905, section 8). Of those
    /// the one with the shortest round trip counts; the error is at most half of it.
    /// </summary>
    public sealed class ClockOffset
    {
        private const int Kept = 8;

        private readonly object _gate = new object();
        private readonly long[] _roundTripsNs = new long[Kept];
        private readonly long[] _offsetsNs = new long[Kept];
        private int _count;
        private int _next;

        /// <summary>True if there was any ping.</summary>
        public bool IsKnown
        {
            get
            {
                lock (_gate)
                {
                    return _count > 0;
                }
            }
        }

        /// <summary>Daemon time minus the client's, nanoseconds; 0 before the first ping.</summary>
        public long OffsetNs
        {
            get
            {
                lock (_gate)
                {
                    return _count == 0 ? 0 : _offsetsNs[Best()];
                }
            }
        }

        /// <summary>Shortest round trip, nanoseconds, without the time at the daemon; 0 before the first ping.</summary>
        public long RoundTripNs
        {
            get
            {
                lock (_gate)
                {
                    return _count == 0 ? 0 : _roundTripsNs[Best()];
                }
            }
        }

        /// <summary>Takes one ping, all times in nanoseconds.</summary>
        /// <param name="clientNs">Client's time at sending the ping.</param>
        /// <param name="receivedNs">Daemon time at which it came.</param>
        /// <param name="sentNs">Daemon time at sending the pong.</param>
        /// <param name="nowNs">Client's time at which that came.</param>
        /// <exception cref="ProtocolException">
        /// <c>malformed</c>: the daemon claims to have held the ping for longer than it was away.
        /// </exception>
        public void Add(long clientNs, long receivedNs, long sentNs, long nowNs)
        {
            long heldNs = sentNs - receivedNs;
            long roundTripNs = nowNs - clientNs - heldNs;
            if (roundTripNs < 0 || heldNs < 0)
            {
                throw ProtocolException.Malformed("pong", "times within the " + (nowNs - clientNs) + " ns it took", heldNs + " ns");
            }
            lock (_gate)
            {
                _roundTripsNs[_next] = roundTripNs;
                _offsetsNs[_next] = (receivedNs - clientNs + (sentNs - nowNs)) >> 1;
                _next = (_next + 1) % Kept;
                _count = _count < Kept ? _count + 1 : Kept;
            }
        }

        /// <summary>Forgets all pings, as for another daemon.</summary>
        public void Reset()
        {
            lock (_gate)
            {
                _count = 0;
                _next = 0;
            }
        }

        private int Best()
        {
            int best = 0;
            for (int at = 1; at < _count; at++)
            {
                bool isShorter = _roundTripsNs[at] < _roundTripsNs[best];
                bool isEqual = _roundTripsNs[at] == _roundTripsNs[best];
                best = isShorter || (isEqual && _offsetsNs[at] < _offsetsNs[best]) ? at : best;
            }
            return best;
        }
    }
}
