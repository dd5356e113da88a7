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
        public void A_full_queue_drops_the_oldest()
        {
            for (int at = 0; at < 40; at++)
            {
                Add(at);
            }
            Assert.That(_queue.Count, Is.EqualTo(16));
            Assert.That(_queue.TryTake(24, out PictureCopy due), Is.True);
            Assert.That(due.Header.TimeNs, Is.EqualTo(24));
        }

        private void Add(long timeNs)
        {
            _wire.SendPicture(timeNs, new byte[4]);
            Assert.That(_session.Pictures.TryTake(out Picture picture), Is.True);
            _queue.Add(picture);
        }
    }
}
