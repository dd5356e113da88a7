#nullable enable
using System;
using System.Collections.Concurrent;
using System.Threading;
using NUnit.Framework;

namespace Mien.Headless
{
    /// <summary>What is awaited goes on here, between two frames, as on the engine's main thread.</summary>
    internal sealed class MainThread : SynchronizationContext, IDisposable
    {
        private const int MostMs = 60_000;

        private readonly BlockingCollection<(SendOrPostCallback Work, object? State)> _waiting =
            new BlockingCollection<(SendOrPostCallback Work, object? State)>();
        private readonly SynchronizationContext? _before = Current;

        internal MainThread()
        {
            SetSynchronizationContext(this);
        }

        public override void Post(SendOrPostCallback d, object? state)
        {
            _waiting.Add((d, state));
        }

        /// <summary>Goes on with whatever comes, until something is so.</summary>
        internal void Until(Func<bool> isSo)
        {
            while (!isSo())
            {
                Assert.That(_waiting.TryTake(out var next, MostMs), Is.True, "nothing comes any more");
                next.Work(next.State);
            }
        }

        /// <summary>Goes on with what is there.</summary>
        internal void Pump()
        {
            while (_waiting.TryTake(out var next))
            {
                next.Work(next.State);
            }
        }

        public void Dispose()
        {
            SetSynchronizationContext(_before);
        }
    }
}
