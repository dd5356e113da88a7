#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.

namespace Mien.Core.Messages
{
    /// <summary>
    /// Type of a daemon's message, by the header's <c>type</c>; frames, whose header is an array, have none.
    /// </summary>
    internal enum MessageType
    {
        /// <summary>Of a later version of the protocol, or none at all.</summary>
        Unknown,
        Welcome,
        Pong,
        Error,
        Opened,
        Closed,
        SessionEnded,
        AudioProgress,
        AudioEnded,
        Said,
        ControlsSet,
        Cancelled,
        SnapshotReply,
        StreamHeader,
        Keepalive,
        BakeOpened,
        BakeChunk,
        BakeEnd,
    }
}
