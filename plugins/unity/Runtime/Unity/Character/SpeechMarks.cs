#nullable enable
using Mien.Core.Messages;

namespace Mien
{
    /// <summary>Beginnings and ends of utterances, read from frames as they come, told when they are heard.</summary>
    internal sealed class SpeechMarks
    {
        private const int Most = 64;

        private readonly SpeechMark[] _marks = new SpeechMark[Most];
        private int _first;
        private int _count;

        /// <summary>True if somebody speaks, as far as frames have come.</summary>
        internal bool IsOpen { get; private set; }

        /// <summary>Takes a frame that has come. One that was lost is made up for by those after it.</summary>
        internal void Read(in FrameHeader frame)
        {
            bool isFirst = (frame.Flags & FrameFlags.First) != 0;
            bool isLast = (frame.Flags & FrameFlags.Last) != 0;
            // On the way to rest nobody speaks, unless the next utterance has begun already.
            bool isResting = (frame.Flags & FrameFlags.Interrupted) != 0 && !isFirst && !IsOpen;
            bool isSpeech = (frame.Flags & FrameFlags.Idle) == 0 && !isResting;
            if (IsOpen && (isFirst || !isSpeech))
            {
                Add(frame.TimeNs, isStart: false);
            }
            if (isSpeech && (isFirst || !IsOpen))
            {
                Add(frame.TimeNs, isStart: true);
            }
            if (isLast)
            {
                Add(frame.TimeNs, isStart: false);
            }
        }

        /// <summary>The next mark that has been heard by now, if there is one that was not told before.</summary>
        internal bool TryTake(long heardNs, out SpeechMark mark)
        {
            mark = default;
            if (_count == 0 || _marks[_first].TimeNs > heardNs)
            {
                return false;
            }
            mark = _marks[_first];
            _first = (_first + 1) % Most;
            _count--;
            return true;
        }

        /// <summary>Forgets what was not told.</summary>
        internal void Clear()
        {
            _count = 0;
            IsOpen = false;
        }

        private void Add(long timeNs, bool isStart)
        {
            IsOpen = isStart;
            if (_count < Most)
            {
                _marks[(_first + _count) % Most] = new SpeechMark(timeNs, isStart);
                _count++;
            }
        }
    }
}
