#nullable enable
using System.Collections.Generic;
using Mien.Core.Client;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class BackoffTests
    {
        [Test]
        public void Waits_double_to_half_a_minute_and_begin_anew()
        {
            var backoff = new Backoff(1_000, 32_000);
            var waits = new List<int>();
            for (int at = 0; at < 8; at++)
            {
                waits.Add(backoff.Next());
            }
            Assert.That(waits, Is.EqualTo(new[] { 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 32_000, 32_000 }));
            backoff.Reset();
            Assert.That(backoff.Next(), Is.EqualTo(1_000));
        }
    }
}
