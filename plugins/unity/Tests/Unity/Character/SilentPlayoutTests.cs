#nullable enable
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class SilentPlayoutTests
    {
        private const long Ms = 1_000_000;

        [Test]
        public void Nothing_is_heard_before_there_is_a_schedule()
        {
            Assert.That(new SilentPlayout().TryHeard(0, out _), Is.False);
        }

        [Test]
        public void It_keeps_to_the_schedule()
        {
            var playout = new SilentPlayout();
            playout.Follow(1_000 * Ms, 60 * Ms, isSpeaking: false);
            Assert.That(Heard(playout, 2_000 * Ms), Is.EqualTo(940 * Ms));
            Assert.That(Heard(playout, 2_016 * Ms), Is.EqualTo(956 * Ms));
        }

        [Test]
        public void A_schedule_that_moves_a_little_is_followed_smoothly()
        {
            var playout = new SilentPlayout();
            playout.Follow(0, 0, false);
            long before = Heard(playout, 0);
            playout.Follow(100 * Ms, 0, false);
            for (long now = 16 * Ms; now < 10_000 * Ms; now += 16 * Ms)
            {
                long heard = Heard(playout, now);
                Assert.That(heard - before, Is.InRange(14 * Ms, 18 * Ms));
                before = heard;
            }
            Assert.That(before, Is.EqualTo(9_984 * Ms - (100 * Ms)).Within(6 * Ms));
        }

        [Test]
        public void A_schedule_that_moves_far_is_jumped_to()
        {
            var playout = new SilentPlayout();
            playout.Follow(0, 0, false);
            Heard(playout, 0);
            playout.Follow(-2_000 * Ms, 0, false);
            Assert.That(Heard(playout, 16 * Ms), Is.EqualTo(2_016 * Ms));
            playout.Restart(0);
            Assert.That(playout.TryHeard(20 * Ms, out _), Is.False);
        }

        private static long Heard(SilentPlayout playout, long nowNs)
        {
            Assert.That(playout.TryHeard(nowNs, out long heard), Is.True);
            return heard;
        }
    }
}
