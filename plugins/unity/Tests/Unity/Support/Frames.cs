#nullable enable
using System.Collections.Generic;
using Mien.Core.Motion;
using Mien.Core.Rig;

namespace Mien.Tests
{
    /// <summary>Faces, made to order.</summary>
    internal static class Frames
    {
        /// <summary>A face of which some coefficients are not 0.</summary>
        internal static MotionFrame Of(params (string Name, float Value)[] coefficients)
        {
            var frame = new MotionFrame();
            foreach ((string name, float value) in coefficients)
            {
                frame.Raw[Expression.IndexOf(name)] = value;
            }
            return frame;
        }

        /// <summary>Puts the head into a pose: a quaternion, scalar first.</summary>
        internal static MotionFrame With(this MotionFrame frame, Rotation head)
        {
            IReadOnlyList<float> numbers = new[] { head.W, head.X, head.Y, head.Z };
            for (int at = 0; at < 4; at++)
            {
                frame.Raw[Expression.Count + at] = numbers[at];
            }
            return frame;
        }

        /// <summary>Moves the head, metres.</summary>
        internal static MotionFrame Moved(this MotionFrame frame, float x, float y, float z)
        {
            frame.Raw[Expression.Count + 4] = x;
            frame.Raw[Expression.Count + 5] = y;
            frame.Raw[Expression.Count + 6] = z;
            return frame;
        }

        /// <summary>Lets the eyes look somewhere, radians.</summary>
        internal static MotionFrame Looking(this MotionFrame frame, float yaw, float pitch)
        {
            frame.Raw[Expression.Count + 7] = yaw;
            frame.Raw[Expression.Count + 8] = pitch;
            return frame;
        }
    }
}
