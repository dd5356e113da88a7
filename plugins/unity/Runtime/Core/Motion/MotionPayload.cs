#nullable enable
using System;
using System.Runtime.InteropServices;
using Mien.Core.Messages;
using Mien.Core.Rig;

namespace Mien.Core.Motion
{
    /// <summary>Reads frames of the layouts <c>m1</c> and <c>m1l</c>, as a stream or a bake describes them.</summary>
    public sealed class MotionPayload
    {
        private const int FaceBytes = 4 * MotionFrame.Numbers;

        private readonly ExpressionOrder _order;

        /// <summary>A reader of frames of a layout.</summary>
        public MotionPayload(MotionLayout layout)
        {
            Layout = layout;
            FrameBytes = FaceBytes + (2 * layout.LatentSize);
            _order = new ExpressionOrder(layout.ExpressionNames);
        }

        /// <summary>Layout of the frames.</summary>
        public MotionLayout Layout { get; }

        /// <summary>Bytes of a frame: 244, and 2 for each number of the latent.</summary>
        public int FrameBytes { get; }

        /// <summary>Reads a frame.</summary>
        /// <param name="payload">Its bytes, and no others.</param>
        /// <param name="into">Takes the face; its header stays.</param>
        /// <exception cref="ProtocolException"><c>malformed</c>: it is of another size, or a number is not finite.</exception>
        public void Read(ReadOnlySpan<byte> payload, MotionFrame into)
        {
            if (payload.Length != FrameBytes)
            {
                throw ProtocolException.Malformed("motion", FrameBytes + " bytes", payload.Length.ToString());
            }
            // Every platform of Unity has the byte order of the wire.
            payload.Slice(0, FaceBytes).CopyTo(MemoryMarshal.AsBytes(into.Raw));
            foreach (float number in into.Raw)
            {
                if (float.IsNaN(number) || float.IsInfinity(number))
                {
                    throw ProtocolException.Malformed("motion", "finite numbers", "others");
                }
            }
            _order.Apply(into.Raw.Slice(0, Expression.Count));
        }

        /// <summary>Reads the latent of a frame.</summary>
        /// <param name="payload">The frame's bytes.</param>
        /// <param name="into">Takes as many numbers as the layout says.</param>
        public void ReadLatent(ReadOnlySpan<byte> payload, Span<float> into)
        {
            ReadOnlySpan<ushort> halves = MemoryMarshal.Cast<byte, ushort>(payload.Slice(FaceBytes, 2 * Layout.LatentSize));
            for (int at = 0; at < halves.Length; at++)
            {
                into[at] = Half.ToSingle(halves[at]);
            }
        }
    }
}
