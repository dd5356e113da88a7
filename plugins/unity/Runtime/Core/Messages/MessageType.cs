#nullable enable

namespace Mien.Core.Messages
{
    /// <summary>What a daemon says, by its <c>type</c>; frames, whose header is an array, have none.</summary>
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
