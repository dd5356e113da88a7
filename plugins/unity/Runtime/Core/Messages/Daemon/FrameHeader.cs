#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;

namespace Mien.Core.Messages
{
    /// <summary>Header of a frame of motion, of a picture or of audio.</summary>
    public readonly partial struct FrameHeader
    {
        /// <summary>Makes a header.</summary>
        /// <param name="epoch">Frames of an older epoch than the newest seen must be dropped.</param>
        /// <param name="seq">One more each within a stream, across epochs; a gap is what was lost.</param>
        /// <param name="timeNs">Media time, nanoseconds; strictly increasing within an epoch.</param>
        /// <param name="daemonNs">Daemon time at sending, nanoseconds.</param>
        /// <param name="flags">
        /// Bits of <see cref="FrameFlags"/>: 1 first of an utterance, 2 last, 4 idle, 8 interrupted.
        /// </param>
        /// <param name="detail">
        /// Of a picture, the length of its JPEG; of audio, the index of its first sample; null of others.
        /// </param>
        public FrameHeader(uint epoch, long seq, long timeNs, long daemonNs, FrameFlags flags, long? detail = null)
        {
            Epoch = epoch;
            Seq = seq;
            TimeNs = timeNs;
            DaemonNs = daemonNs;
            Flags = flags;
            Detail = detail;
        }

        /// <summary>Frames of an older epoch than the newest seen must be dropped.</summary>
        public uint Epoch { get; }

        /// <summary>One more each within a stream, across epochs; a gap is what was lost.</summary>
        public long Seq { get; }

        /// <summary>Media time, nanoseconds; strictly increasing within an epoch.</summary>
        public long TimeNs { get; }

        /// <summary>Daemon time at sending, nanoseconds.</summary>
        public long DaemonNs { get; }

        /// <summary>Bits of <see cref="FrameFlags"/>: 1 first of an utterance, 2 last, 4 idle, 8 interrupted.</summary>
        public FrameFlags Flags { get; }

        /// <summary>
        /// Of a picture, the length of its JPEG; of audio, the index of its first sample; null of others.
        /// </summary>
        public long? Detail { get; }

        private static FrameHeader ReadFields(ref MessagePackReader reader)
        {
            uint epoch = (uint)Unsigned(ref reader, "epoch", uint.MaxValue);
            long seq = Unsigned(ref reader, "seq", long.MaxValue);
            long timeNs = reader.ReadInt64();
            long daemonNs = reader.ReadInt64();
            FrameFlags flags = (FrameFlags)Unsigned(ref reader, "flags", uint.MaxValue);
            return new FrameHeader(epoch, seq, timeNs, daemonNs, flags);
        }
    }
}
