#nullable enable
using System;
using Mien.Core.Messages;
using Mien.Core.Rig;

namespace Mien.Core.Motion
{
    /// <summary>
    /// A face at one instant, in the axes of the wire. Made once and filled again and again: what is handed out holds
    /// until then.
    /// </summary>
    public sealed class MotionFrame
    {
        /// <summary>Numbers of a frame: expression, rotation, translation, gaze.</summary>
        public const int Numbers = Expression.Count + 4 + 3 + 2;

        private const int RotationAt = Expression.Count;
        private const int TranslationAt = RotationAt + 4;
        private const int GazeAt = TranslationAt + 3;

        private readonly float[] _numbers = new float[Numbers];

        /// <summary>A face at rest.</summary>
        public MotionFrame()
        {
            _numbers[RotationAt] = 1;
        }

        /// <summary>Place of the frame in its stream.</summary>
        public FrameHeader Header { get; set; }

        /// <summary>The 52 coefficients in the order of <see cref="Rig.Expression"/>, 0..1.</summary>
        public ReadOnlySpan<float> Coefficients => new ReadOnlySpan<float>(_numbers, 0, Expression.Count);

        /// <summary>Rotation of the head, relative to its neutral pose.</summary>
        public Rotation Head => new Rotation(
            _numbers[RotationAt],
            _numbers[RotationAt + 1],
            _numbers[RotationAt + 2],
            _numbers[RotationAt + 3]);

        /// <summary>Translation of the head, relative to its neutral pose.</summary>
        public Translation HeadTranslation => new Translation(
            _numbers[TranslationAt],
            _numbers[TranslationAt + 1],
            _numbers[TranslationAt + 2]);

        /// <summary>Direction of the eyes.</summary>
        public Gaze Gaze => new Gaze(_numbers[GazeAt], _numbers[GazeAt + 1]);

        /// <summary>All numbers as the wire has them, but for the order of the coefficients.</summary>
        public Span<float> Raw => _numbers;

        /// <summary>Becomes the same as another frame.</summary>
        public void CopyFrom(MotionFrame other)
        {
            Header = other.Header;
            other._numbers.CopyTo(_numbers, 0);
        }

        /// <summary>Becomes what lies between two frames: linear, but for the head, which takes the great circle.</summary>
        /// <param name="start">At fraction 0.</param>
        /// <param name="end">At fraction 1; its header is kept.</param>
        /// <param name="fraction">0..1.</param>
        public void Mix(MotionFrame start, MotionFrame end, double fraction)
        {
            Header = end.Header;
            float share = (float)fraction;
            float[] low = start._numbers;
            float[] high = end._numbers;
            for (int at = 0; at < Numbers; at++)
            {
                _numbers[at] = ((1 - share) * low[at]) + (share * high[at]);
            }
            Rotation head = Rotation.Slerp(start.Head, end.Head, fraction);
            _numbers[RotationAt] = head.W;
            _numbers[RotationAt + 1] = head.X;
            _numbers[RotationAt + 2] = head.Y;
            _numbers[RotationAt + 3] = head.Z;
        }
    }
}
