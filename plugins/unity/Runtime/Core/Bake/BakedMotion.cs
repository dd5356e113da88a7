#nullable enable
using System;
using Mien.Core.Messages;
using Mien.Core.Motion;
using Mien.Core.Rig;

namespace Mien.Core.Bake
{
    /// <summary>All of a recording's motion, in the axes of the wire.</summary>
    public sealed class BakedMotion
    {
        private const long NsPerSecond = 1_000_000_000;

        private float[] _numbers;

        internal BakedMotion(int rateHz, int expectedFrames)
        {
            RateHz = rateHz;
            _numbers = new float[expectedFrames * MotionFrame.Numbers];
        }

        /// <summary>Frames a second.</summary>
        public int RateHz { get; }

        /// <summary>Number of frames.</summary>
        public int Count { get; private set; }

        /// <summary>Media time of a frame, nanoseconds rounded down.</summary>
        public long TimeNs(int frame)
        {
            long seconds = Math.DivRem(frame, RateHz, out int rest);
            return (seconds * NsPerSecond) + (rest * NsPerSecond / RateHz);
        }

        /// <summary>Reads a frame.</summary>
        public void Read(int frame, MotionFrame into)
        {
            Numbers(frame).CopyTo(into.Raw);
            into.Header = new FrameHeader(0, frame, TimeNs(frame), 0, FrameFlags.None);
        }

        /// <summary>A coefficient of a frame, 0..1.</summary>
        /// <param name="frame">0..<see cref="Count"/>-1.</param>
        /// <param name="coefficient">Index in <see cref="Expression"/>.</param>
        public float Coefficient(int frame, int coefficient)
        {
            return Numbers(frame)[coefficient];
        }

        internal void Add(MotionFrame frame)
        {
            int at = Count * MotionFrame.Numbers;
            if (at + MotionFrame.Numbers > _numbers.Length)
            {
                Array.Resize(ref _numbers, Math.Max(2 * _numbers.Length, at + MotionFrame.Numbers));
            }
            frame.Raw.CopyTo(new Span<float>(_numbers, at, MotionFrame.Numbers));
            Count++;
        }

        private ReadOnlySpan<float> Numbers(int frame)
        {
            if ((uint)frame >= (uint)Count)
            {
                throw new ArgumentOutOfRangeException(nameof(frame), frame, "expected 0.." + (Count - 1));
            }
            return new ReadOnlySpan<float>(_numbers, frame * MotionFrame.Numbers, MotionFrame.Numbers);
        }
    }
}
