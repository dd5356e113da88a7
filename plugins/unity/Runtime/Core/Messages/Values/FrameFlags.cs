#nullable enable
using System;

namespace Mien.Core.Messages
{
    /// <summary>What a frame is within its utterance; bits that are not named here belong to later versions.</summary>
    [Flags]
    public enum FrameFlags : uint
    {
        /// <summary>In the midst of one.</summary>
        None = 0,

        /// <summary>First of an utterance.</summary>
        First = 1,

        /// <summary>Last of an utterance.</summary>
        Last = 2,

        /// <summary>Nobody speaks.</summary>
        Idle = 4,

        /// <summary>On the way to rest after an interruption.</summary>
        Interrupted = 8,
    }
}
