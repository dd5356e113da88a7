#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Tells that all frames of a bake were sent.</summary>
    public readonly struct BakeEnd
    {
        internal BakeEnd(in HeaderMap map)
        {
            Session = map.Session();
            Frames = map.Integer("frames");
            Crc32 = (uint)map.Integer("crc32", 0, uint.MaxValue);
        }

        /// <summary>The bake.</summary>
        public SessionName Session { get; }

        /// <summary>Number of frames in all.</summary>
        public long Frames { get; }

        /// <summary>CRC-32 (as in zlib) of all payloads in order, from frame 0.</summary>
        public uint Crc32 { get; }
    }
}
