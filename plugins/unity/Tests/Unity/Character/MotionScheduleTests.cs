#nullable enable
using System;
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class MotionScheduleTests
    {
        private const long FrameNs = 16_666_667;

        [Test]
        public void What_leaves_late_tells_nothing()
        {
            var schedule = new MotionSchedule();
            var random = new Random(5);
            for (int frame = 0; frame < 200; frame++)
            {
                long late = frame % 5 == 0 ? 0 : random.Next(0, 10_000_000);
                schedule.Observe(frame * FrameNs, 7_000_000_000 + (frame * FrameNs) + late);
                Assert.That(schedule.OffsetNs, Is.EqualTo(7_000_000_000));
            }
        }

        [Test]
        public void A_schedule_that_was_moved_back_is_soon_believed()
        {
            var schedule = new MotionSchedule();
            for (int frame = 0; frame < 100; frame++)
            {
                long moved = frame >= 50 ? 300_000_000 : 0;
                schedule.Observe(frame * FrameNs, (frame * FrameNs) + moved);
            }
            Assert.That(schedule.OffsetNs, Is.EqualTo(300_000_000));
            schedule.Reset();
            Assert.That(schedule.IsKnown, Is.False);
        }
    }
}
