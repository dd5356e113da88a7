#nullable enable
using System;
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class MixClockTests
    {
        private const int Rate = 48_000;
        private const int Block = 1024;

        [Test]
        public void Late_blocks_do_not_move_it()
        {
            var clock = new MixClock();
            var random = new Random(3);
            double worst = 0;
            for (int block = 0; block < 600; block++)
            {
                double due = 1e9 + (block * Block * 1e9 / Rate);
                long late = random.Next(0, 15_000_000);
                clock.OnBlock((long)block * Block, Block, Rate, (long)due + late);
                double expected = (block * Block) + (late * 1e-9 * Rate);
                if (block > 100)
                {
                    worst = Math.Max(worst, Math.Abs(clock.At((long)due + late) - expected));
                }
            }
            Assert.That(worst / Rate, Is.LessThan(0.001), "seconds");
        }

        [Test]
        public void It_goes_no_further_than_what_was_mixed()
        {
            var clock = new MixClock();
            clock.OnBlock(0, Block, Rate, 0);
            Assert.That(clock.At(10_000_000), Is.EqualTo(480).Within(1e-6));
            Assert.That(clock.At(60_000_000_000), Is.EqualTo(Block));
        }

        [Test]
        public void After_a_pause_it_goes_on_from_there()
        {
            var clock = new MixClock();
            for (int block = 0; block < 50; block++)
            {
                clock.OnBlock((long)block * Block, Block, Rate, (long)(block * Block * 1e9 / Rate));
            }
            long resumed = 100_000_000_000;
            clock.OnBlock(50L * Block, Block, Rate, resumed);
            Assert.That(clock.At(resumed + 1_000_000), Is.EqualTo((50 * Block) + 48).Within(0.01));
        }

        [Test]
        public void A_clock_that_is_set_back_is_another_one()
        {
            var clock = new MixClock();
            clock.OnBlock(0, Block, Rate, 60_000_000_000);
            clock.OnBlock(Block, Block, Rate, 1_000_000);
            Assert.That(clock.At(2_000_000), Is.EqualTo(Block + 48).Within(0.01));
        }

        [Test]
        public void Another_device_has_its_own_rate()
        {
            var clock = new MixClock();
            clock.OnBlock(0, Block, 48_000, 0);
            clock.OnBlock(Block, 441, 44_100, 20_000_000);
            Assert.That(clock.At(25_000_000), Is.EqualTo(Block + 220.5).Within(1e-3));
            Assert.That(clock.Samples(1_000_000_000), Is.EqualTo(44_100).Within(1e-6));
        }
    }
}
