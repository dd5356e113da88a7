#nullable enable
using Mien.Core.Time;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class ClockOffsetTests
    {
        [Test]
        public void Nothing_is_known_before_the_first_ping()
        {
            var clock = new ClockOffset();
            Assert.That(clock.IsKnown, Is.False);
            Assert.That((clock.OffsetNs, clock.RoundTripNs), Is.EqualTo((0L, 0L)));
        }

        [Test]
        public void The_offset_is_exact_where_both_ways_take_as_long()
        {
            var clock = new ClockOffset();
            clock.Add(1_000, 501_010, 501_020, 1_030);
            Assert.That(clock.OffsetNs, Is.EqualTo(500_000));
            Assert.That(clock.RoundTripNs, Is.EqualTo(20));
        }

        [Test]
        public void The_shortest_round_trip_of_the_last_eight_counts()
        {
            var clock = new ClockOffset();
            clock.Add(0, 100, 100, 10);
            for (int ping = 0; ping < 7; ping++)
            {
                clock.Add(0, 500, 500, 100 + ping);
            }
            Assert.That(clock.RoundTripNs, Is.EqualTo(10));
            Assert.That(clock.OffsetNs, Is.EqualTo(95));
            clock.Add(0, 500, 500, 200);
            Assert.That(clock.RoundTripNs, Is.EqualTo(100));
            Assert.That(clock.OffsetNs, Is.EqualTo(450));
        }

        [Test]
        public void The_error_is_at_most_half_the_round_trip()
        {
            const long Offset = -7_000_000;
            for (long there = 0; there <= 1_000; there += 100)
            {
                var clock = new ClockOffset();
                long received = 50 + there + Offset;
                clock.Add(50, received, received + 5, 50 + 1_000 + 5);
                Assert.That(clock.OffsetNs, Is.EqualTo(Offset).Within(500));
            }
        }

        [TestCase(0, 100, 99, 50)]
        [TestCase(0, 100, 200, 50)]
        public void A_daemon_that_held_a_ping_for_longer_than_it_was_away_is_refused(long client, long got, long sent, long now)
        {
            Assert.Throws<ProtocolException>(() => new ClockOffset().Add(client, got, sent, now));
        }

        [Test]
        public void Another_daemon_has_another_clock()
        {
            var clock = new ClockOffset();
            clock.Add(0, 100, 100, 10);
            clock.Reset();
            Assert.That(clock.IsKnown, Is.False);
        }
    }
}
