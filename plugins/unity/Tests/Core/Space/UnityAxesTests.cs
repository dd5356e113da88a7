#nullable enable
using System;
using Mien.Core.Motion;
using Mien.Core.Space;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    /// <summary>
    /// Held against the derivation by points: turning a point in the wire's axes and taking it to Unity's is the same as
    /// taking it there and turning it by the rotation that was taken there.
    /// </summary>
    public sealed class UnityAxesTests
    {
        [Test]
        public void The_characters_left_is_minus_x_and_its_nose_stays_in_front()
        {
            Translation left = UnityAxes.Of(new Translation(1, 2, 3));
            Assert.That((left.X, left.Y, left.Z), Is.EqualTo((-1f, 2f, 3f)));
        }

        [Test]
        public void Turning_and_changing_axes_can_be_done_in_either_order()
        {
            var random = new Random(11);
            for (int number = 0; number < 100; number++)
            {
                Rotation turn = Any(random);
                var point = new Translation(Number(random), Number(random), Number(random));
                Translation one = UnityAxes.Of(Turned(turn, point));
                Translation other = Turned(UnityAxes.Of(turn), UnityAxes.Of(point));
                Assert.That(one.X, Is.EqualTo(other.X).Within(1e-5));
                Assert.That(one.Y, Is.EqualTo(other.Y).Within(1e-5));
                Assert.That(one.Z, Is.EqualTo(other.Z).Within(1e-5));
            }
        }

        [Test]
        public void One_rotation_after_another_stays_so()
        {
            var random = new Random(12);
            Rotation first = Any(random);
            Rotation second = Any(random);
            RotationTests.AssertSame(UnityAxes.Of(second.After(first)), UnityAxes.Of(second).After(UnityAxes.Of(first)));
        }

        [TestCase(0.3f, 0f, -1, 0)]
        [TestCase(-0.3f, 0f, 1, 0)]
        [TestCase(0f, 0.3f, 0, 1)]
        [TestCase(0f, -0.3f, 0, -1)]
        public void A_gaze_to_the_left_is_towards_minus_x_and_one_up_is_up(float yaw, float pitch, int signX, int signY)
        {
            Translation direction = Turned(UnityAxes.Of(new Gaze(yaw, pitch)), new Translation(0, 0, 1));
            Assert.That(Math.Sign(Math.Round(direction.X, 4)), Is.EqualTo(signX));
            Assert.That(Math.Sign(Math.Round(direction.Y, 4)), Is.EqualTo(signY));
            Assert.That(direction.Z, Is.EqualTo(Math.Cos(0.3)).Within(1e-5));
        }

        [Test]
        public void A_gaze_to_both_is_at_its_angles()
        {
            Translation direction = Turned(UnityAxes.Of(new Gaze(0.4f, 0.2f)), new Translation(0, 0, 1));
            Assert.That(Math.Atan2(-direction.X, direction.Z), Is.EqualTo(0.4).Within(1e-5));
            Assert.That(Math.Asin(direction.Y), Is.EqualTo(0.2).Within(1e-5));
        }

        [Test]
        public void A_mesh_is_turned_over_as_a_whole()
        {
            var positions = new float[] { 1, 2, 3, -4, 5, 6 };
            UnityAxes.Positions(positions);
            Assert.That(positions, Is.EqualTo(new float[] { -1, 2, 3, 4, 5, 6 }));
            var triangles = new[] { 0, 1, 2, 3, 4, 5 };
            UnityAxes.Triangles(triangles);
            Assert.That(triangles, Is.EqualTo(new[] { 0, 2, 1, 3, 5, 4 }));
            var uv = new[] { 0.25f, 0.25f, 1f, 0f };
            UnityAxes.Uv(uv);
            Assert.That(uv, Is.EqualTo(new[] { 0.25f, 0.75f, 1f, 1f }));
        }

        private static Rotation Any(Random random)
        {
            return Rotation.Slerp(
                RotationTests.About(1, 0, 0, 3 * Number(random)),
                RotationTests.About(0, 0.6, 0.8, 3 * Number(random)),
                0.4);
        }

        private static float Number(Random random)
        {
            return (float)((2 * random.NextDouble()) - 1);
        }

        /// <summary>A point turned by a quaternion: v + 2 q x (q x v + w v).</summary>
        private static Translation Turned(in Rotation by, in Translation point)
        {
            double x = (by.Y * point.Z) - (by.Z * point.Y) + (by.W * point.X);
            double y = (by.Z * point.X) - (by.X * point.Z) + (by.W * point.Y);
            double z = (by.X * point.Y) - (by.Y * point.X) + (by.W * point.Z);
            return new Translation(
                (float)(point.X + (2 * ((by.Y * z) - (by.Z * y)))),
                (float)(point.Y + (2 * ((by.Z * x) - (by.X * z)))),
                (float)(point.Z + (2 * ((by.X * y) - (by.Y * x)))));
        }
    }
}
