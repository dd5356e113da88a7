#nullable enable
using System.Collections.Generic;
using Mien.Core.Messages;
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class SpeechMarksTests
    {
        private const FrameFlags First = FrameFlags.First;
        private const FrameFlags Last = FrameFlags.Last;
        private const FrameFlags Idle = FrameFlags.Idle;
        private const FrameFlags None = FrameFlags.None;
        private const FrameFlags Interrupted = FrameFlags.Interrupted;

        [Test]
        public void An_utterance_begins_and_ends_when_it_is_heard()
        {
            SpeechMarks marks = Read(Idle, First, None, Last, Idle);
            Assert.That(Told(marks, 0), Is.Empty);
            Assert.That(Told(marks, 1), Is.EqualTo(new[] { "1 start" }));
            Assert.That(Told(marks, 2), Is.Empty);
            Assert.That(Told(marks, 9), Is.EqualTo(new[] { "3 end" }));
        }

        [Test]
        public void It_is_open_as_far_as_frames_have_come()
        {
            Assert.That(Read(Idle).IsOpen, Is.False);
            Assert.That(Read(Idle, First, None).IsOpen, Is.True);
            Assert.That(Read(Idle, First, None, Last).IsOpen, Is.False);
        }

        [Test]
        public void What_was_lost_is_made_up_for()
        {
            Assert.That(Told(Read(Idle, None, None, Idle), 9), Is.EqualTo(new[] { "1 start", "3 end" }));
            Assert.That(Told(Read(First, None, First, Last), 9), Is.EqualTo(new[] { "0 start", "2 end", "2 start", "3 end" }));
        }

        [Test]
        public void On_the_way_to_rest_nobody_speaks()
        {
            Assert.That(Told(Read(Interrupted, Interrupted, Interrupted | Idle, Idle), 9), Is.Empty);
            Assert.That(Told(Read(Interrupted | Idle, Interrupted | First, Interrupted, Last), 9), Is.EqualTo(new[] { "1 start", "3 end" }));
        }

        [Test]
        public void One_frame_can_be_an_utterance()
        {
            Assert.That(Told(Read(Idle, First | Last, Idle), 9), Is.EqualTo(new[] { "1 start", "1 end" }));
        }

        private static SpeechMarks Read(params FrameFlags[] flags)
        {
            var marks = new SpeechMarks();
            for (int at = 0; at < flags.Length; at++)
            {
                marks.Read(new FrameHeader(0, at, at, 0, flags[at]));
            }
            return marks;
        }

        private static List<string> Told(SpeechMarks marks, long heard)
        {
            var told = new List<string>();
            while (marks.TryTake(heard, out SpeechMark mark))
            {
                told.Add(mark.TimeNs + (mark.IsStart ? " start" : " end"));
            }
            return told;
        }
    }
}
