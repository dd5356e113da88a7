#nullable enable
using System;
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>What every frame tells, of motion, of a picture or of audio.</summary>
    public readonly struct FrameHeader
    {
        /// <summary>Tells what a frame tells.</summary>
        /// <param name="epoch">One more after each interruption.</param>
        /// <param name="seq">One more each within a stream, across epochs.</param>
        /// <param name="timeNs">Media time, nanoseconds.</param>
        /// <param name="daemonNs">Daemon time at sending, nanoseconds.</param>
        /// <param name="flags">What the frame is within its utterance.</param>
        /// <param name="detail">Of a picture, the length of its JPEG; of audio, the index of its first sample.</param>
        public FrameHeader(uint epoch, long seq, long timeNs, long daemonNs, FrameFlags flags, long? detail = null)
        {
            Epoch = epoch;
            Seq = seq;
            TimeNs = timeNs;
            DaemonNs = daemonNs;
            Flags = flags;
            Detail = detail;
        }

        /// <summary>One more after each interruption; frames of an older one than the newest seen are to be dropped.</summary>
        public uint Epoch { get; }

        /// <summary>One more each within a stream, across epochs: a gap is what was lost.</summary>
        public long Seq { get; }

        /// <summary>Media time, nanoseconds: what is seen at this time belongs to what is heard at it.</summary>
        public long TimeNs { get; }

        /// <summary>Daemon time at sending, nanoseconds.</summary>
        public long DaemonNs { get; }

        /// <summary>What the frame is within its utterance.</summary>
        public FrameFlags Flags { get; }

        /// <summary>Of a picture, the length of its JPEG; of audio, the index of its first sample; null of others.</summary>
        public long? Detail { get; }

        /// <summary>Reads a header that is an array, checked by <see cref="HeaderCheck"/> before.</summary>
        /// <exception cref="ProtocolException"><c>malformed</c>: too few elements, or one out of its range.</exception>
        internal static FrameHeader Read(ReadOnlySpan<byte> header, StreamKind kind)
        {
            var reader = new MessagePackReader(header);
            int count = reader.ReadArrayHeader();
            int least = kind == StreamKind.Audio ? 6 : 5;
            if (count < least)
            {
                throw ProtocolException.Malformed("frame", "an array of at least " + least, count.ToString());
            }
            uint epoch = (uint)Unsigned(ref reader, "epoch", uint.MaxValue);
            long seq = Unsigned(ref reader, "seq", long.MaxValue);
            long timeNs = reader.ReadInt64();
            long daemonNs = reader.ReadInt64();
            var flags = (FrameFlags)Unsigned(ref reader, "flags", uint.MaxValue);
            // What a later version adds to a frame of motion is none of ours.
            bool isDetailed = kind != StreamKind.Motion && count > 5 && !reader.TryReadNil();
            long? detail = isDetailed ? Unsigned(ref reader, "detail", long.MaxValue) : (long?)null;
            return new FrameHeader(epoch, seq, timeNs, daemonNs, flags, detail);
        }

        private static long Unsigned(ref MessagePackReader reader, string name, long most)
        {
            long number = reader.ReadInt64();
            return number >= 0 && number <= most
                ? number
                : throw ProtocolException.Malformed("frame." + name, "0.." + most, number.ToString());
        }
    }
}
