#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Header of a stream, needed to read its frames.</summary>
    public abstract class StreamHeader
    {
        private protected StreamHeader(in HeaderMap map, StreamKind kind)
        {
            Session = map.Session();
            ServerId = map.Hexadecimal("server_id", 16);
            Kind = (StreamKind)map.Choice("kind", Names.StreamKinds);
            Epoch = (uint)map.Integer("epoch", 0, uint.MaxValue);
            RateHz = (uint)map.Integer("rate_hz", 1, uint.MaxValue);
            if (Kind != kind)
            {
                throw map.Wrong("kind", Names.StreamKinds[(int)kind], Names.StreamKinds[(int)Kind]);
            }
        }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>16 hexadecimal digits, new at every start of the daemon.</summary>
        public string ServerId { get; }

        /// <summary>Kind of the stream, one of <see cref="StreamKind"/>.</summary>
        public StreamKind Kind { get; }

        /// <summary>The current epoch.</summary>
        public uint Epoch { get; }

        /// <summary>Frames a second; samples a second for audio.</summary>
        public uint RateHz { get; }
    }
}
