#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using System;

namespace Mien.Core.Messages
{
    /// <summary>Flags of a frame; bits that are not named here belong to later versions.</summary>
    [Flags]
    public enum FrameFlags : uint
    {
        /// <summary>Within an utterance.</summary>
        None = 0,

        /// <summary>First of an utterance.</summary>
        First = 1,

        /// <summary>Last of an utterance.</summary>
        Last = 2,

        /// <summary>Nobody speaks.</summary>
        Idle = 4,

        /// <summary>On the way to rest after a <c>cancel</c>.</summary>
        Interrupted = 8,
    }
}
