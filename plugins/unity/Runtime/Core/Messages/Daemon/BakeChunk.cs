#nullable enable
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Consecutive frames of a bake, which are the payload.</summary>
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

        /// <summary>Index of the first; frame <c>k</c> is at <c>k / rate</c> seconds.</summary>
        public long FirstFrame { get; }

        /// <summary>How many, 1..6000.</summary>
        public int Count { get; }
    }
}
