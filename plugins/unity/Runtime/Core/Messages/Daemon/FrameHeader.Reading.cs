#nullable enable
using System;
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    public readonly partial struct FrameHeader
    {
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
            FrameHeader read = ReadFields(ref reader);
            // Elements that a later version adds to a frame of motion are passed over.
            bool isDetailed = kind != StreamKind.Motion && count > 5 && !reader.TryReadNil();
            return isDetailed ? read.With(Unsigned(ref reader, "detail", long.MaxValue)) : read;
        }

        private FrameHeader With(long detail)
        {
            return new FrameHeader(Epoch, Seq, TimeNs, DaemonNs, Flags, detail);
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
