#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Consecutive frames of a bake.</summary>
    public readonly struct BakeChunk
    {
        internal BakeChunk(in HeaderMap map)
        {
            Session = map.Session();
            FirstFrame = map.Integer("first_frame");
            Count = (int)map.Integer("count", 1, Limits.Default.ChunkFrames);
        }

        /// <summary>The bake.</summary>
        public SessionName Session { get; }

        /// <summary>Index of the first; frame <c>k</c> is at <c>k / rate_hz</c> seconds.</summary>
        public long FirstFrame { get; }

        /// <summary>Number of frames, 1..6000.</summary>
        public int Count { get; }
    }
}
