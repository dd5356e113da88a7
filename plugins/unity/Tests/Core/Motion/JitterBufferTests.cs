#nullable enable
using System;
using Mien.Core.Motion;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class JitterBufferTests
    {
        private const long Ms = 1_000_000;

        private readonly MotionFrame _face = new MotionFrame();

        [Test]
        public void There_is_no_face_before_the_first_frame()
        {
            Assert.That(new JitterBuffer().Sample(0, _face), Is.False);
        }

        [Test]
        public void Between_two_frames_everything_is_mixed()
        {
            var buffer = new JitterBuffer(delayMs: 50);
            Add(buffer, 0, 100, 0);
            Add(buffer, 1, 120, 1);
            Assert.That(buffer.Sample(155 * Ms, _face));
            Assert.That(_face.Coefficients[24], Is.EqualTo(0.25f));
            Assert.That(_face.HeadTranslation.Y, Is.EqualTo(0.25f));
            Assert.That(_face.Gaze.PitchRad, Is.EqualTo(0.25f));
            RotationTests.AssertSame(_face.Head, Rotation.Identity);
        }

        [Test]
        public void The_head_takes_the_great_circle()
        {
            var buffer = new JitterBuffer(delayMs: 0);
            MotionFrame turned = Sample.Still(0, seq: 1, timeNs: 10 * Ms);
            Rotation end = RotationTests.About(0, 1, 0, 1.0);
            new[] { end.W, end.X, end.Y, end.Z }.CopyTo(turned.Raw.Slice(52));
            Add(buffer, 0, 0, 0);
            buffer.Add(turned);
            buffer.Sample(3 * Ms, _face);
            RotationTests.AssertSame(_face.Head, RotationTests.About(0, 1, 0, 0.3));
        }

        [Test]
        public void Outside_of_what_is_held_the_face_stays()
        {
            var buffer = new JitterBuffer(delayMs: 0);
            Add(buffer, 0, 10, 0.25f);
            Add(buffer, 1, 20, 0.75f);
            buffer.Sample(0, _face);
            Assert.That(_face.Coefficients[0], Is.EqualTo(0.25f));
            buffer.Sample(1_000 * Ms, _face);
            Assert.That(_face.Coefficients[0], Is.EqualTo(0.75f));
        }

        [Test]
        public void What_was_passed_is_forgotten()
        {
            var buffer = new JitterBuffer(delayMs: 0);
            for (int seq = 0; seq < 10; seq++)
            {
                Add(buffer, seq, seq, seq);
            }
            buffer.Sample((long)(5.5 * Ms), _face);
            Assert.That(buffer.Count, Is.EqualTo(5));
            Assert.That(_face.Coefficients[0], Is.EqualTo(5.5f));
        }

        [Test]
        public void A_newer_epoch_puts_the_older_out_at_once()
        {
            var buffer = new JitterBuffer(delayMs: 0);
            Add(buffer, 0, 10, 1);
            Add(buffer, 1, 20, 1);
            buffer.Add(Sample.Still(0.5f, epoch: 1, seq: 2, timeNs: 15 * Ms));
            buffer.Sample(15 * Ms, _face);
            Assert.That(_face.Coefficients[0], Is.EqualTo(0.5f));
            Add(buffer, 3, 30, 1);
            Assert.That((buffer.Count, buffer.Dropped), Is.EqualTo((1, 1L)));
        }

        [Test]
        public void Frames_out_of_order_are_put_in_their_place()
        {
            var buffer = new JitterBuffer(delayMs: 0);
            Add(buffer, 0, 0, 0);
            Add(buffer, 2, 20, 2);
            Add(buffer, 1, 10, 1);
            buffer.Sample(5 * Ms, _face);
            Assert.That(_face.Coefficients[0], Is.EqualTo(0.5f));
            buffer.Sample(15 * Ms, _face);
            Assert.That(_face.Coefficients[0], Is.EqualTo(1.5f));
        }

        [Test]
        public void What_is_too_late_or_there_twice_is_counted()
        {
            var buffer = new JitterBuffer(delayMs: 0);
            Add(buffer, 0, 10, 0);
            Add(buffer, 2, 30, 0);
            Add(buffer, 2, 30, 0);
            Assert.That((buffer.Late, buffer.Dropped), Is.EqualTo((0L, 1L)));
            buffer.Sample(25 * Ms, _face);
            // It is late, but the face moves on from it still.
            Add(buffer, 1, 20, 0);
            Assert.That((buffer.Late, buffer.Dropped), Is.EqualTo((1L, 1L)));
            buffer.Sample(29 * Ms, _face);
            // Before the first that is held there is nothing to be seen any more.
            Add(buffer, 0, 5, 0);
            Assert.That((buffer.Late, buffer.Dropped), Is.EqualTo((2L, 2L)));
        }

        [Test]
        public void Of_more_than_fit_the_oldest_go()
        {
            var buffer = new JitterBuffer(delayMs: 0, capacity: 4);
            for (int seq = 0; seq < 6; seq++)
            {
                Add(buffer, seq, 10 * seq, seq);
            }
            Assert.That((buffer.Count, buffer.Dropped), Is.EqualTo((4, 2L)));
            buffer.Sample(0, _face);
            Assert.That(_face.Coefficients[0], Is.EqualTo(2f));
            Assert.That(buffer.NewestNs, Is.EqualTo(50 * Ms));
        }

        [Test]
        public void Motion_is_smooth_although_frames_arrive_unevenly()
        {
            var random = new Random(3);
            var buffer = new JitterBuffer(delayMs: 50);
            double arrival = 0;
            int next = 0;
            double worst = 0;
            // A ramp of 1 a second, 60 frames of it a second, each up to 30 ms late, sampled 90 times a second.
            for (double now = 0; now < 5_000; now += 1_000.0 / 90)
            {
                while (arrival <= now)
                {
                    AddAt(buffer, next, (long)(next * 1_000_000_000.0 / 60), next / 60f);
                    next++;
                    arrival = (next * 1_000.0 / 60) + (30 * random.NextDouble());
                }
                if (now > 200)
                {
                    buffer.Sample((long)(now * Ms), _face);
                    worst = Math.Max(worst, Math.Abs(_face.Coefficients[0] - ((now - 50) / 1_000)));
                }
            }
            Assert.That(worst, Is.LessThan(1e-4));
            Assert.That((buffer.Late, buffer.Dropped), Is.EqualTo((0L, 0L)));
        }

        [TestCase(-1.0, 8)]
        [TestCase(50.0, 1)]
        public void A_buffer_of_no_use_is_refused(double delayMs, int capacity)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new JitterBuffer(delayMs, capacity));
        }

        private static void Add(JitterBuffer buffer, int seq, int timeMs, float value)
        {
            AddAt(buffer, seq, timeMs * Ms, value);
        }

        private static void AddAt(JitterBuffer buffer, int seq, long timeNs, float value)
        {
            buffer.Add(Sample.Still(value, seq: seq, timeNs: timeNs));
        }
    }
}
