#nullable enable
using System;
using System.Reflection;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    /// <summary>Measures what something allocates once it has warmed up.</summary>
    internal static class SteadyState
    {
        /// <summary>Number of repetitions in all.</summary>
        internal const int InAll = WarmUp + (Rounds * Times);

        /// <summary>Repetitions in a round.</summary>
        internal const int Times = 300;

        private const int WarmUp = 200;
        private const int Rounds = 4;

        // Not every profile of .NET that Unity has had declares it, nor does every runtime count.
        private static readonly Func<long>? Counter = Find();

        internal static void AssertNone(Action<int> doing)
        {
            Assert.That(Allocated(doing), Is.Zero, "bytes in " + Times + " times");
        }

        /// <summary>Bytes that this thread allocates while something is done many times, in the best of some rounds.</summary>
        /// <remarks>
        /// A collection in the midst of a round, for which any other thread may be the reason, counts what was left of this
        /// thread's buffer as allocated. What allocates each time does so in every round.
        /// </remarks>
        /// <param name="doing">Is told how often it was done before.</param>
        internal static long Allocated(Action<int> doing)
        {
            if (Counter is null)
            {
                Assert.Ignore("this runtime does not count what a thread allocates");
            }
            int done = 0;
            while (done < WarmUp)
            {
                doing(done++);
            }
            long least = long.MaxValue;
            for (int round = 0; round < Rounds; round++)
            {
                long before = Counter!();
                for (int time = 0; time < Times; time++)
                {
                    doing(done++);
                }
                least = Math.Min(least, Counter() - before);
            }
            return least;
        }

        private static Func<long>? Find()
        {
            MethodInfo? method = typeof(GC).GetMethod("GetAllocatedBytesForCurrentThread", Type.EmptyTypes);
            if (method is null)
            {
                return null;
            }
            var counter = (Func<long>)Delegate.CreateDelegate(typeof(Func<long>), method);
            long before = counter();
            GC.KeepAlive(new byte[4_096]);
            return counter() - before >= 4_096 ? counter : null;
        }
    }
}
