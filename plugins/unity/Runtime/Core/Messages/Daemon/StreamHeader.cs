#nullable enable
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>What a receiver must know before a stream's frames mean anything.</summary>
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

        /// <summary>What flows.</summary>
        public StreamKind Kind { get; }

        /// <summary>The current epoch.</summary>
        public uint Epoch { get; }

        /// <summary>Frames a second; samples a second for audio.</summary>
        public uint RateHz { get; }
    }
}
