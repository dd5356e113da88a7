#nullable enable
using System;

namespace Mien.Core.Motion
{
    /// <summary>A unit quaternion, scalar first, acting on column vectors.</summary>
    public readonly struct Rotation
    {
        /// <summary>None at all.</summary>
        public static readonly Rotation Identity = new Rotation(1, 0, 0, 0);

        /// <summary>
        /// Above this cosine the sines of a great circle are too small to divide by; a straight line, normalised, is then
        /// exact to a float.
        /// </summary>
        private const double Parallel = 1.0 - 1e-6;

        /// <summary>A quaternion.</summary>
        public Rotation(float w, float x, float y, float z)
        {
            W = w;
            X = x;
            Y = y;
            Z = z;
        }

        /// <summary>Cosine of half the angle.</summary>
        public float W { get; }

        /// <summary>Axis, times the sine of half the angle.</summary>
        public float X { get; }

        /// <summary>Axis, times the sine of half the angle.</summary>
        public float Y { get; }

        /// <summary>Axis, times the sine of half the angle.</summary>
        public float Z { get; }

        /// <summary>Shortest way along a great circle (Shoemake 1985).</summary>
        /// <param name="start">At fraction 0.</param>
        /// <param name="end">At fraction 1.</param>
        /// <param name="fraction">0..1.</param>
        public static Rotation Slerp(in Rotation start, in Rotation end, double fraction)
        {
            double cosine = ((double)start.W * end.W) + ((double)start.X * end.X)
                + ((double)start.Y * end.Y) + ((double)start.Z * end.Z);
            // Both signs are the same rotation; the nearer one is the shorter way.
            double sign = cosine < 0 ? -1 : 1;
            cosine = Math.Abs(cosine);
            double fromStart = 1 - fraction;
            double fromEnd = fraction;
            if (cosine <= Parallel)
            {
                double angle = Math.Acos(Math.Min(cosine, 1));
                double sine = Math.Sin(angle);
                fromStart = Math.Sin((1 - fraction) * angle) / sine;
                fromEnd = Math.Sin(fraction * angle) / sine;
            }
            fromEnd *= sign;
            return Normalised(
                (fromStart * start.W) + (fromEnd * end.W),
                (fromStart * start.X) + (fromEnd * end.X),
                (fromStart * start.Y) + (fromEnd * end.Y),
                (fromStart * start.Z) + (fromEnd * end.Z));
        }

        /// <summary>This rotation after another one.</summary>
        public Rotation After(in Rotation first)
        {
            return new Rotation(
                (W * first.W) - (X * first.X) - (Y * first.Y) - (Z * first.Z),
                (W * first.X) + (X * first.W) + (Y * first.Z) - (Z * first.Y),
                (W * first.Y) - (X * first.Z) + (Y * first.W) + (Z * first.X),
                (W * first.Z) + (X * first.Y) - (Y * first.X) + (Z * first.W));
        }

        private static Rotation Normalised(double w, double x, double y, double z)
        {
            double length = Math.Sqrt((w * w) + (x * x) + (y * y) + (z * z));
            // Nothing that the wire carries for a rotation is this short; better none than none that is a number.
            return length < 1e-9
                ? Identity
                : new Rotation((float)(w / length), (float)(x / length), (float)(y / length), (float)(z / length));
        }
    }
}
