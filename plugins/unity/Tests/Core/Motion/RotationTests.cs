#nullable enable
using System;
using Mien.Core.Motion;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class RotationTests
    {
        [Test]
        public void Half_way_is_half_the_angle_about_the_same_axis()
        {
            Rotation half = Rotation.Slerp(Rotation.Identity, About(0, 1, 0, 1.0), 0.5);
            AssertSame(half, About(0, 1, 0, 0.5));
        }

        [Test]
        public void The_ends_are_met()
        {
            Rotation start = About(1, 0, 0, 0.3);
            Rotation end = About(0, 0, 1, -0.8);
            AssertSame(Rotation.Slerp(start, end, 0), start);
            AssertSame(Rotation.Slerp(start, end, 1), end);
        }

        [Test]
        public void The_shorter_way_is_taken_whatever_the_sign()
        {
            Rotation end = About(0, 1, 0, 0.6);
            var negated = new Rotation(-end.W, -end.X, -end.Y, -end.Z);
            AssertSame(Rotation.Slerp(Rotation.Identity, negated, 0.5), About(0, 1, 0, 0.3));
        }

        [Test]
        public void The_speed_is_constant()
        {
            Rotation start = About(1, 0, 0, -1.2);
            Rotation end = About(0, 1, 0, 1.4);
            double whole = Angle(start, end);
            for (double fraction = 0; fraction <= 1; fraction += 0.125)
            {
                Rotation between = Rotation.Slerp(start, end, fraction);
                Assert.That(Angle(start, between), Is.EqualTo(fraction * whole).Within(1e-3));
                Assert.That(Length(between), Is.EqualTo(1).Within(1e-6));
            }
        }

        [Test]
        public void Rotations_that_are_nearly_the_same_are_mixed_without_dividing_by_nothing()
        {
            Rotation mixed = Rotation.Slerp(About(0, 1, 0, 0.5), About(0, 1, 0, 0.5 + 1e-5), 0.5);
            AssertSame(mixed, About(0, 1, 0, 0.5 + 0.5e-5));
        }

        [Test]
        public void One_after_another_is_both()
        {
            AssertSame(About(0, 1, 0, 0.25).After(About(0, 1, 0, 0.5)), About(0, 1, 0, 0.75));
            // A quarter about X takes Y to Z; then one about Y takes Z to X.
            Rotation both = About(0, 1, 0, Math.PI / 2).After(About(1, 0, 0, Math.PI / 2));
            AssertSame(both, new Rotation(0.5f, 0.5f, 0.5f, -0.5f));
        }

        internal static Rotation About(double x, double y, double z, double angle)
        {
            double sine = Math.Sin(angle / 2);
            return new Rotation((float)Math.Cos(angle / 2), (float)(x * sine), (float)(y * sine), (float)(z * sine));
        }

        internal static void AssertSame(in Rotation one, in Rotation other)
        {
            Assert.That(Angle(one, other), Is.LessThan(1.5e-3), $"{one.W} {one.X} {one.Y} {one.Z}");
        }

        private static double Angle(in Rotation one, in Rotation other)
        {
            double cosine = (one.W * other.W) + (one.X * other.X) + (one.Y * other.Y) + (one.Z * other.Z);
            return 2 * Math.Acos(Math.Min(1, Math.Abs(cosine)));
        }

        private static double Length(in Rotation one)
        {
            return Math.Sqrt((one.W * one.W) + (one.X * one.X) + (one.Y * one.Y) + (one.Z * one.Z));
        }
    }
}
