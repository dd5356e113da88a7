#nullable enable

namespace Mien
{
    /// <summary>A moment of media time at which an utterance begins or ends.</summary>
    internal readonly struct SpeechMark
    {
        internal SpeechMark(long timeNs, bool isStart)
        {
            TimeNs = timeNs;
            IsStart = isStart;
        }

        internal long TimeNs { get; }

        internal bool IsStart { get; }
    }
}
