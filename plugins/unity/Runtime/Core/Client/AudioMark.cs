#nullable enable
using System;

namespace Mien.Core.Client
{
    /// <summary>A request that has its place among the audio: the end of an utterance, or a text to be said.</summary>
    internal sealed class AudioMark
    {
        /// <summary>A request after what was pushed so far.</summary>
        /// <param name="answer">Of the request.</param>
        /// <param name="send">Sends it, given the number that the next piece of audio has.</param>
        /// <param name="isRepeated">Whether it is sent again where a broken connection may have lost it.</param>
        internal AudioMark(Awaited answer, Action<long> send, bool isRepeated)
        {
            Answer = answer;
            Send = send;
            IsRepeated = isRepeated;
        }

        internal Awaited Answer { get; }

        internal Action<long> Send { get; }

        internal bool IsRepeated { get; }

        /// <summary>Number of samples before it.</summary>
        internal long At { get; set; }

        /// <summary>True if it was sent; perhaps in vain.</summary>
        internal bool IsSent { get; set; }
    }
}
