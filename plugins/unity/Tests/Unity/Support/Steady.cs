#nullable enable
using System;

namespace Mien.Tests
{
    /// <summary>Measures what something allocates once it has warmed up.</summary>
    internal static class Steady
    {
        private const int Rounds = 4;

        /// <summary>Bytes that this thread allocates while something is done many times, in the best of some rounds.</summary>
        /// <remarks>
        /// A collection in the midst of a round, for which any other thread may be the reason, counts what was left of this
        /// thread's buffer as allocated. What allocates each time does so in every round.
        /// </remarks>
        internal static long Bytes(Action<int> doing, int warmUp = 200, int times = 300)
        {
            for (int at = 0; at < warmUp; at++)
            {
                doing(at);
            }
            long least = long.MaxValue;
            for (int round = 0; round < Rounds; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int at = 0; at < times; at++)
                {
                    doing(warmUp + (round * times) + at);
                }
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            return least;
        }
    }
}
