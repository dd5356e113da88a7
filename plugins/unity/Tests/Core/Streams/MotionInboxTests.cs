#nullable enable
using System.Linq;
using Mien.Core.Motion;
using Mien.Core.Rig;
using Mien.Core.Streams;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class MotionInboxTests
    {
        private readonly MotionFrame _frame = new MotionFrame();
        private StreamRouter _router = null!;
        private MotionInbox _inbox = null!;

        [SetUp]
        public void Make()
        {
            _router = new StreamRouter(SocketKind.Motion);
            _inbox = new MotionInbox(4);
            _router.Add("motion/k3v9/", _inbox);
        }

        [Test]
        public void Frames_come_out_as_they_went_in()
        {
            _router.Take(Sample.MotionHeader());
            _router.Take(Sample.MotionFrame(0, 7, 123, 0.5f));
            Assert.That(_inbox.TryRead(_frame));
            Assert.That((_frame.Header.Seq, _frame.Header.TimeNs), Is.EqualTo((7L, 123L)));
            Assert.That(_frame.Coefficients.ToArray(), Is.All.EqualTo(0.5f));
            Assert.That(_inbox.TryRead(_frame), Is.False);
        }

        [Test]
        public void Without_the_streams_header_bytes_mean_nothing()
        {
            _router.Take(Sample.MotionFrame(0, 0, 0));
            Assert.That(_inbox.TryRead(_frame), Is.False);
        }

        [Test]
        public void Another_order_of_coefficients_is_put_right()
        {
            string[] reversed = Expression.Names.Reverse().ToArray();
            reversed[3] = "unheardOf";
            _router.Take(Sample.MotionHeader(names: reversed));
            byte[] bytes = Sample.MotionBytes(0.5f);
            System.BitConverter.GetBytes(0.75f).CopyTo(bytes, 0);
            _router.Take(Sample.Frame("motion", 0, 0, 0, bytes));
            _inbox.TryRead(_frame);
            Assert.That(_frame.Coefficients[51], Is.EqualTo(0.75f));
            Assert.That(_frame.Coefficients[48], Is.Zero);
            Assert.That(_frame.Coefficients[0], Is.EqualTo(0.5f));
        }

        [Test]
        public void Gaps_are_counted_and_what_follows_is_whole()
        {
            _router.Take(Sample.MotionHeader());
            _router.Take(Sample.MotionFrame(0, 0, 0));
            _router.Take(Sample.MotionFrame(0, 3, 30));
            _router.Take(Sample.Keepalive("motion", 0, 6));
            Assert.That(_inbox.Lost, Is.EqualTo(4));
        }

        [Test]
        public void Older_epochs_are_dropped_wherever_the_newer_is_told()
        {
            _router.Take(Sample.MotionHeader());
            _router.Take(Sample.MotionFrame(0, 0, 0));
            _router.Take(Sample.Keepalive("motion", 1, 1));
            Assert.That(_inbox.TryRead(_frame), Is.False);
            _router.Take(Sample.MotionFrame(0, 1, 10));
            Assert.That((_inbox.Stale, _inbox.Epoch), Is.EqualTo((1L, 1u)));
            ((IStreamInbox)_inbox).BeginEpoch(2, 0);
            _router.Take(Sample.MotionFrame(1, 2, 20));
            _router.Take(Sample.MotionFrame(2, 3, 30));
            Assert.That(_inbox.TryRead(_frame));
            Assert.That(_frame.Header.Epoch, Is.EqualTo(2));
        }

        [Test]
        public void Of_more_than_fit_the_oldest_go()
        {
            _router.Take(Sample.MotionHeader());
            for (int seq = 0; seq < 6; seq++)
            {
                _router.Take(Sample.MotionFrame(0, seq, seq));
            }
            Assert.That(_inbox.Lost, Is.EqualTo(2));
            _inbox.TryRead(_frame);
            Assert.That(_frame.Header.Seq, Is.EqualTo(2));
        }

        [Test]
        public void Two_who_want_the_same_get_the_same()
        {
            var other = new MotionInbox(4);
            _router.Add("motion/k3v9/", other);
            Assert.That(_router.Topics(), Is.EqualTo(new[] { "motion/k3v9/" }));
            _router.Take(Sample.MotionHeader());
            _router.Take(Sample.MotionFrame(0, 0, 0, 0.5f));
            Assert.That((_inbox.TryRead(_frame), other.TryRead(_frame)), Is.EqualTo((true, true)));
            Assert.That(_router.Remove("motion/k3v9/", other));
        }

        [Test]
        public void Messages_of_sessions_that_nobody_wants_any_more_are_passed_over()
        {
            Assert.That(_router.Remove("motion/k3v9/", _inbox), Is.False);
            _router.Take(Sample.MotionHeader());
            Assert.That(_inbox.Header, Is.Null);
            Assert.That(_router.IsEmpty);
        }
    }
}
