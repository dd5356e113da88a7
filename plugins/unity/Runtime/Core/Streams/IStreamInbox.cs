#nullable enable
using System;
using Mien.Core.Messages;
using Mien.Core.Wire;

namespace Mien.Core.Streams
{
    /// <summary>Takes what a stream brings, on the thread that receives it.</summary>
    internal interface IStreamInbox
    {
        /// <summary>Takes the stream's header.</summary>
        void TakeHeader(in HeaderMap header);

        /// <summary>Takes a sign of life.</summary>
        void TakeKeepalive(in Keepalive keepalive);

        /// <summary>Takes a frame.</summary>
        void TakeFrame(in FrameHeader header, ReadOnlySpan<byte> payload);

        /// <summary>Learns that an epoch has ended, at a media time.</summary>
        void BeginEpoch(uint epoch, long timeNs);
    }
}
