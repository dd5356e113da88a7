#nullable enable
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Streams;
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class PictureQueueTests
    {
        private readonly PictureQueue _queue = new PictureQueue();
        private MienClient _client = null!;
        private MienSession _session = null!;
        private Wire _wire = null!;

        [SetUp]
        public void Open()
        {
            _client = new MienClient();
            _session = _client.OpenSession(new SessionOptions());
            _wire = new Wire(_session);
            _wire.BeginPictures(1, 1, "rgba8", hasAlpha: false);
            _queue.Clear();
        }

        [TearDown]
        public void Close()
        {
            _client.Dispose();
        }

        [Test]
        public void A_picture_waits_for_its_time()
        {
            Add(100);
            Add(200);
            Assert.That(_queue.TryTake(99, out _), Is.False);
            Assert.That(_queue.TryTake(150, out PictureCopy first), Is.True);
            Assert.That(first.Header.TimeNs, Is.EqualTo(100));
            Assert.That(_queue.TryTake(150, out _), Is.False);
        }

        [Test]
        public void Of_several_that_are_due_the_newest_is_shown()
        {
            Add(100);
            Add(200);
            Add(300);
            Assert.That(_queue.TryTake(250, out PictureCopy due), Is.True);
            Assert.That(due.Header.TimeNs, Is.EqualTo(200));
            Assert.That(_queue.Count, Is.EqualTo(1));
        }

        [Test]
        public void Another_epoch_puts_the_others_out()
        {
            Add(500);
            _wire.Interrupt(300);
            Add(300);
            Assert.That(_queue.Count, Is.EqualTo(1));
            Assert.That(_queue.TryTake(400, out PictureCopy due), Is.True);
            Assert.That(due.Header.Epoch, Is.EqualTo(1));
        }

        [Test]
        public void A_full_queue_is_thinned_evenly_and_keeps_what_is_due_next()
        {
            for (int at = 0; at < 40; at++)
            {
                Add(at);
            }
            Assert.That(_queue.Count, Is.EqualTo(16));
            long before = -1;
            for (int now = 0; now < 40; now++)
            {
                if (_queue.TryTake(now, out PictureCopy due))
                {
                    Assert.That(due.Header.TimeNs, Is.EqualTo(now));
                    Assert.That(now - before, Is.LessThanOrEqualTo(4));
                    before = now;
                }
            }
            Assert.That(before, Is.EqualTo(39), "the newest is the last");
        }

        [TestCase(40, 0.3)]
        [TestCase(60, 0.5)]
        [TestCase(120, 1)]
        [TestCase(120, 2)]
        public void However_long_pictures_wait_some_are_shown_all_the_time(int rateHz, double waitS)
        {
            var shown = new System.Collections.Generic.List<long>();
            for (int at = 0; at < 10 * rateHz; at++)
            {
                Add(at * 1_000_000_000L / rateHz);
                long heardNs = (long)(((at / (double)rateHz) - waitS) * 1e9);
                if (_queue.TryTake(heardNs, out PictureCopy due))
                {
                    Assert.That(heardNs - due.Header.TimeNs, Is.LessThanOrEqualTo((1_000_000_000L / rateHz) + 1), "when it is due");
                    shown.Add(heardNs);
                }
            }
            double expectedHz = System.Math.Min(rateHz, 15 / waitS);
            Assert.That(shown.Count, Is.GreaterThan((9.5 - waitS) * expectedHz * 0.8));
            for (int at = 1; at < shown.Count; at++)
            {
                Assert.That(shown[at] - shown[at - 1], Is.LessThan(3e9 / expectedHz), "evenly");
            }
        }

        private void Add(long timeNs)
        {
            _wire.SendPicture(timeNs, new byte[4]);
            Assert.That(_session.Pictures.TryTake(out Picture picture), Is.True);
            _queue.Add(picture);
        }
    }
}
