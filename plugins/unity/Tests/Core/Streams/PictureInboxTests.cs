#nullable enable
using System.Threading;
using Mien.Core.Streams;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class PictureInboxTests
    {
        private StreamRouter _router = null!;
        private PictureInbox _inbox = null!;

        [SetUp]
        public void Make()
        {
            _router = new StreamRouter(SocketKind.Face);
            _inbox = new PictureInbox();
            _router.Add("face/k3v9/", _inbox);
        }

        [Test]
        public void The_newest_picture_is_handed_out_once()
        {
            _router.Take(Sample.FaceHeader(2, 1));
            _router.Take(Sample.Frame("face", 0, 0, 0, Filled(8, 1)));
            _router.Take(Sample.Frame("face", 0, 1, 10, Filled(8, 2)));
            Assert.That(_inbox.TryTake(out Picture picture));
            Assert.That(picture.Bytes, Is.EqualTo(Filled(8, 2)));
            Assert.That(picture.Header.Seq, Is.EqualTo(1));
            Assert.That(_inbox.TryTake(out _), Is.False);
            Assert.That((_inbox.Skipped, _inbox.Lost), Is.EqualTo((1L, 0L)));
        }

        [Test]
        public void What_is_shown_stays_while_others_come()
        {
            _router.Take(Sample.FaceHeader(2, 1));
            _router.Take(Sample.Frame("face", 0, 0, 0, Filled(8, 1)));
            _inbox.TryTake(out Picture shown);
            for (int seq = 1; seq < 10; seq++)
            {
                _router.Take(Sample.Frame("face", 0, seq, seq, Filled(8, (byte)(seq + 1))));
            }
            Assert.That(shown.Bytes, Is.EqualTo(Filled(8, 1)));
        }

        [Test]
        public void A_jpeg_is_told_from_its_alpha()
        {
            _router.Take(Sample.FaceHeader(2, 1, "jpeg", "straight"));
            _router.Take(Sample.Frame("face", 0, 0, 0, new byte[] { 255, 216, 9, 100, 200 }, detail: 3));
            _inbox.TryTake(out Picture picture);
            Assert.That(picture.Jpeg.ToArray(), Is.EqualTo(new byte[] { 255, 216, 9 }));
            Assert.That(picture.Alpha.ToArray(), Is.EqualTo(new byte[] { 100, 200 }));
        }

        [TestCase("rgba8", "none", 7, null)]
        [TestCase("jpeg", "none", 7, null)]
        [TestCase("jpeg", "none", 7, 6L)]
        [TestCase("jpeg", "straight", 7, 7L)]
        public void What_is_no_picture_of_its_stream_is_refused(string layout, string alpha, int length, long? detail)
        {
            _router.Take(Sample.FaceHeader(2, 1, layout, alpha));
            Assert.Throws<ProtocolException>(
                () => _router.Take(Sample.Frame("face", 0, 0, 0, new byte[length], detail)));
            Assert.That(_inbox.TryTake(out _), Is.False);
        }

        [Test]
        public void An_interruption_takes_the_picture_back_that_nobody_has_seen()
        {
            _router.Take(Sample.FaceHeader(2, 1));
            _router.Take(Sample.Frame("face", 0, 0, 0, Filled(8, 1)));
            ((IStreamInbox)_inbox).BeginEpoch(1, 0);
            Assert.That(_inbox.TryTake(out _), Is.False);
        }

        [Test]
        public void No_picture_is_torn_while_one_thread_writes_and_another_shows()
        {
            const int Pictures = 3_000;
            _router.Take(Sample.FaceHeader(16, 16));
            var writer = new Thread(() =>
            {
                for (int seq = 0; seq < Pictures; seq++)
                {
                    _router.Take(Sample.Frame("face", 0, seq, seq, Filled(1_024, (byte)seq)));
                }
            });
            writer.Start();
            long last = -1;
            while (last < Pictures - 1)
            {
                if (!_inbox.TryTake(out Picture picture))
                {
                    continue;
                }
                Assert.That(picture.Header.Seq, Is.GreaterThan(last));
                last = picture.Header.Seq;
                Assert.That(System.Array.TrueForAll(picture.Bytes, each => each == (byte)last), "picture " + last);
            }
            writer.Join();
        }

        private static byte[] Filled(int length, byte value)
        {
            var bytes = new byte[length];
            System.Array.Fill(bytes, value);
            return bytes;
        }
    }
}
