#nullable enable
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Describes a stream of motion.</summary>
    public sealed class MotionStreamHeader : StreamHeader
    {
        internal MotionStreamHeader(in HeaderMap map) : base(map, StreamKind.Motion)
        {
            Layout = new MotionLayout(map);
        }

        /// <summary>How its frames are to be read.</summary>
        public MotionLayout Layout { get; }
    }
}
