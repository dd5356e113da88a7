#nullable enable
using System;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    /// <summary>Measures what something allocates once it has warmed up.</summary>
    internal static class SteadyState
    {
        /// <summary>Bytes that this thread allocates while something is done many times.</summary>
        internal static long Allocated(Action<int> doing, int warmUp = 200, int times = 2_000)
        {
            for (int at = 0; at < warmUp; at++)
            {
                doing(at);
            }
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int at = warmUp; at < warmUp + times; at++)
            {
                doing(at);
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        internal static void AssertNone(Action<int> doing)
        {
            Assert.That(Allocated(doing), Is.Zero, "bytes in 2000 times");
        }
    }
}
