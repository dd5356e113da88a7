#nullable enable
using Mien.Core.Streams;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class EchoInboxTests
    {
        private const int RateHz = 1_000;
        private const long Ms = 1_000_000;

        private StreamRouter _router = null!;
        private EchoInbox _inbox = null!;

        [SetUp]
        public void Make()
        {
            _router = new StreamRouter(SocketKind.Motion);
            _inbox = new EchoInbox(1);
            _router.Add("audio/k3v9/", _inbox);
            _router.Take(Sample.AudioHeader(RateHz));
        }

        [Test]
        public void Sound_lies_at_its_media_time_and_silence_between()
        {
            Take(0, 0, 10, start: 100);
            Take(1, 20, 10, start: 200);
            float[] heard = Read(5, 20, out int there);
            Assert.That(heard[0], Is.EqualTo(105 / 32_768f));
            Assert.That(heard[5], Is.Zero);
            Assert.That(heard[15], Is.EqualTo(200 / 32_768f));
            Assert.That(there, Is.EqualTo(20));
            Assert.That(_inbox.End, Is.EqualTo(30));
        }

        [Test]
        public void What_has_not_come_is_silent_and_told()
        {
            Take(0, 0, 10, start: 1);
            float[] heard = Read(8, 10, out int there);
            Assert.That(there, Is.EqualTo(2));
            Assert.That(heard[2], Is.Zero);
            Read(100, 10, out there);
            Assert.That(there, Is.Zero);
        }

        [Test]
        public void An_interruption_takes_back_what_was_not_heard()
        {
            Take(0, 0, 100, start: 1);
            ((IStreamInbox)_inbox).BeginEpoch(1, 40 * Ms);
            float[] heard = Read(30, 20, out int there);
            Assert.That(there, Is.EqualTo(10));
            Assert.That(heard[9], Is.Not.Zero);
            Assert.That(heard[10], Is.Zero);
            // What was on its way is over.
            Take(1, 100, 10, start: 1);
            Assert.That(_inbox.End, Is.EqualTo(40));
        }

        [Test]
        public void An_interruption_that_a_keepalive_tells_cuts_where_the_next_sound_is()
        {
            Take(0, 0, 100, start: 1);
            _router.Take(Sample.Keepalive("audio", 1, 1));
            Take(1, 50, 10, start: 7, epoch: 1);
            Assert.That(_inbox.End, Is.EqualTo(60));
            Assert.That(Read(50, 1, out _)[0], Is.EqualTo(7 / 32_768f));
        }

        [Test]
        public void No_more_is_held_than_there_is_room_for()
        {
            for (int piece = 0; piece < 30; piece++)
            {
                Take(piece, 100 * piece, 100, start: 1_000 * (piece % 30));
            }
            Assert.That(_inbox.End, Is.EqualTo(3_000));
            Assert.That(Read(1_999, 1, out _)[0], Is.Zero);
            Assert.That(Read(2_000, 1, out _)[0], Is.EqualTo(20_000 / 32_768f));
        }

        [Test]
        public void A_leap_ahead_leaves_silence_behind()
        {
            Take(0, 0, 100, start: 1);
            Take(1, 1_000_000, 10, start: 1);
            Assert.That(Read(50, 1, out _)[0], Is.Zero);
            Assert.That(Read(1_000_000, 1, out _)[0], Is.EqualTo(1 / 32_768f));
        }

        [TestCase(16_000)]
        [TestCase(22_050)]
        [TestCase(44_100)]
        [TestCase(48_000)]
        public void Pieces_of_any_rate_lie_side_by_side(int rateHz)
        {
            _router.Take(Sample.AudioHeader(rateHz));
            // A length that is no whole number of nanoseconds at 22,050 and at 44,100 samples a second.
            const int Piece = 320;
            for (int piece = 0; piece < 40; piece++)
            {
                // As the daemon tells it: rounded down to whole nanoseconds.
                long timeNs = (long)piece * Piece * 1_000_000_000 / rateHz;
                short[] samples = Sample.Ramp(Piece, piece * Piece);
                _router.Take(Sample.Frame("audio", 0, piece, timeNs, Sample.Bytes(samples), piece * Piece));
            }
            int last = (40 * Piece) - 1;
            Assert.That(_inbox.End, Is.EqualTo(last + 1));
            foreach (int position in new[] { last - 1_000, last - Piece + 1, last - Piece, last })
            {
                Assert.That(Read(position, 1, out _)[0], Is.EqualTo((short)position / 32_768f));
            }
        }

        [Test]
        public void A_time_before_the_beginning_is_refused()
        {
            Assert.Throws<ProtocolException>(
                () => _router.Take(Sample.Frame("audio", 0, 0, -1, new byte[2], 0)));
        }

        private void Take(int seq, int timeMs, int count, int start, uint epoch = 0)
        {
            byte[] payload = Sample.Bytes(Sample.Ramp(count, start));
            _router.Take(Sample.Frame("audio", epoch, seq, timeMs * Ms, payload, 0));
        }

        private float[] Read(long position, int count, out int there)
        {
            var samples = new float[count];
            there = _inbox.Read(position, samples);
            return samples;
        }
    }
}
