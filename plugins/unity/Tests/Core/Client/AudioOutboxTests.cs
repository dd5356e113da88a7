#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class AudioOutboxTests
    {
        private static readonly MienException Over = new MienException("over");

        private AudioOutbox _outbox = null!;
        private List<short> _received = null!;
        private List<long> _numbers = null!;
        private List<string> _log = null!;

        [SetUp]
        public void Make()
        {
            _outbox = new AudioOutbox();
            _received = new List<short>();
            _numbers = new List<long>();
            _log = new List<string>();
        }

        [Test]
        public void Nothing_goes_without_credit_and_no_more_than_that()
        {
            _outbox.Append(Sample.Ramp(1_000));
            Send();
            Assert.That(_received, Is.Empty);
            _outbox.Grant(300);
            Send();
            Assert.That(_received.Count, Is.EqualTo(300));
            _outbox.Progress(300, 1_000_000);
            Send();
            Assert.That(_received, Is.EqualTo(Sample.Ramp(1_000)));
            Assert.That(_outbox.Waiting, Is.Zero);
        }

        [Test]
        public void Any_amounts_arrive_in_order_and_are_numbered_without_gaps()
        {
            var random = new Random(5);
            int pushed = 0;
            while (pushed < 300_000)
            {
                int count = random.Next(20_000);
                _outbox.Append(Sample.Ramp(count, pushed));
                pushed += count;
                _outbox.Progress(_received.Count, _received.Count + random.Next(15_000));
                Send();
            }
            _outbox.Progress(_received.Count, long.MaxValue);
            Send();
            Assert.That(_received.Count, Is.EqualTo(pushed));
            for (int at = 0; at < pushed; at++)
            {
                Assert.That(_received[at] == (short)at, "sample " + at);
            }
            for (int at = 0; at < _numbers.Count; at++)
            {
                Assert.That(_numbers[at], Is.EqualTo(at));
            }
        }

        [Test]
        public void A_mark_goes_after_what_was_pushed_before_it_and_not_later()
        {
            _outbox.Grant(150);
            _outbox.Append(Sample.Ramp(100));
            Mark("first");
            _outbox.Append(Sample.Ramp(100, 100));
            Mark("second");
            Send();
            Assert.That(_log, Is.EqualTo(new[] { "audio 100", "first 1", "audio 50" }));
            _outbox.Progress(150, 1_000);
            Send();
            Assert.That(_log.GetRange(3, 2), Is.EqualTo(new[] { "audio 50", "second 3" }));
        }

        [Test]
        public void What_was_lost_is_sent_again_under_the_numbers_it_had()
        {
            _outbox.Grant(long.MaxValue);
            _outbox.Append(Sample.Ramp(30_000));
            Mark("end");
            Send();
            Assert.That(_numbers, Is.EqualTo(new long[] { 0, 1, 2, 3 }));
            _outbox.Reconnected();
            _outbox.Append(Sample.Ramp(10, 30_000));
            Send();
            Assert.That(_numbers.Count, Is.EqualTo(4), "nothing goes before it is known how far the daemon got");
            _received.RemoveRange(9_600, 20_400);
            _numbers.Clear();
            _log.Clear();
            _outbox.Progress(9_600, long.MaxValue);
            Send();
            Assert.That(_received, Is.EqualTo(Sample.Ramp(30_010)));
            Assert.That(_numbers[0], Is.EqualTo(1));
            Assert.That(_log, Does.Contain("end 4"));
        }

        [Test]
        public void The_end_of_an_utterance_that_the_daemon_has_passed_is_not_sent_again()
        {
            _outbox.Grant(long.MaxValue);
            _outbox.Append(Sample.Ramp(100));
            Mark("end");
            _outbox.Append(Sample.Ramp(100));
            Send();
            _log.Clear();
            _outbox.Reconnected();
            _outbox.Progress(200, long.MaxValue);
            Send();
            Assert.That(_log, Is.Empty);
        }

        [Test]
        public void An_interruption_drops_what_waits_and_does_not_repeat_what_was_lost()
        {
            _outbox.Grant(100);
            _outbox.Append(Sample.Ramp(150));
            Answer<AudioEnded> end = Mark("end");
            Send();
            _outbox.Interrupt(Over);
            Assert.That(_outbox.Waiting, Is.Zero);
            Assert.That(end.Error, Is.SameAs(Over));
            _outbox.Append(Sample.Ramp(10, 500));
            // The daemon got but the first half of what was interrupted, as one piece.
            _outbox.Reconnected();
            _received.Clear();
            _numbers.Clear();
            _outbox.Progress(0, 1_000);
            Send();
            Assert.That(_received, Is.EqualTo(Sample.Ramp(10, 500)));
            Assert.That(_numbers, Is.EqualTo(new long[] { 0 }));
        }

        [Test]
        public void Asking_in_vain_comes_to_an_end()
        {
            _outbox.Grant(1_000);
            _outbox.Append(Sample.Ramp(10));
            Send();
            bool isHopeless = false;
            int asked = 0;
            while (_outbox.MissedSomething(out isHopeless))
            {
                Assert.That(_outbox.MissedSomething(out _), Is.False, "once is enough");
                _outbox.Reconnected();
                _outbox.Progress(0, 1_000);
                Send();
                asked++;
            }
            Assert.That(isHopeless);
            Assert.That(asked, Is.InRange(2, 5));
        }

        [Test]
        public void More_than_any_daemon_takes_is_refused()
        {
            _outbox.Append(new short[AudioOutbox.MostWaiting]);
            Assert.Throws<MienException>(() => _outbox.Append(new short[1]));
        }

        [Test]
        public void What_is_abandoned_is_told()
        {
            Answer<AudioEnded> sent = Mark("end");
            Send();
            Answer<AudioEnded> waiting = Mark("later");
            _outbox.Abandon(Over);
            Assert.That((sent.Error, waiting.Error), Is.EqualTo((Over, Over)));
        }

        private Answer<AudioEnded> Mark(string name)
        {
            var answer = new Answer<AudioEnded>(MessageType.AudioEnded, (in HeaderMap map) => new AudioEnded(map));
            _outbox.Mark(new AudioMark(answer, seq => _log.Add(name + " " + seq), isRepeated: true));
            return answer;
        }

        private void Send()
        {
            while (true)
            {
                if (_outbox.TryTakeMark(out AudioMark mark, out long next))
                {
                    mark.Send(next);
                }
                else if (_outbox.TryTakePiece(int.MaxValue, out ReadOnlySpan<short> piece, out long seq))
                {
                    _log.Add("audio " + piece.Length);
                    _numbers.Add(seq);
                    _received.AddRange(piece.ToArray());
                }
                else
                {
                    return;
                }
            }
        }
    }
}
