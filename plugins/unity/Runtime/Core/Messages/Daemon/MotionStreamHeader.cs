#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
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

        /// <summary>Layout of its frames.</summary>
        public MotionLayout Layout { get; }
    }
}
