#nullable enable
using System;
using System.Reflection;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    /// <summary>Measures what something allocates once it has warmed up.</summary>
    internal static class SteadyState
    {
        // Not every profile of .NET that Unity has had declares it, nor does every runtime count.
        private static readonly Func<long>? Counter = Find();

        internal static void AssertNone(Action<int> doing)
        {
            Assert.That(Allocated(doing), Is.Zero, "bytes in 2000 times");
        }

        /// <summary>Bytes that this thread allocates while something is done many times.</summary>
        internal static long Allocated(Action<int> doing, int warmUp = 200, int times = 2_000)
        {
            if (Counter is null)
            {
                Assert.Ignore("this runtime does not count what a thread allocates");
            }
            for (int at = 0; at < warmUp; at++)
            {
                doing(at);
            }
            long before = Counter!();
            for (int at = warmUp; at < warmUp + times; at++)
            {
                doing(at);
            }
            return Counter() - before;
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
