using System;

namespace UnityEngine
{
    // Components and products as the engine's: x, y, z, w, and `a * b` turns by b first.
    public struct Quaternion : IEquatable<Quaternion>
    {
        public float x;
        public float y;
        public float z;
        public float w;

        public Quaternion(float x, float y, float z, float w)
        {
            this.x = x;
            this.y = y;
            this.z = z;
            this.w = w;
        }

        public static Quaternion identity => new Quaternion(0, 0, 0, 1);

        public static Quaternion operator *(Quaternion lhs, Quaternion rhs)
        {
            return new Quaternion(
                (lhs.w * rhs.x) + (lhs.x * rhs.w) + (lhs.y * rhs.z) - (lhs.z * rhs.y),
                (lhs.w * rhs.y) - (lhs.x * rhs.z) + (lhs.y * rhs.w) + (lhs.z * rhs.x),
                (lhs.w * rhs.z) + (lhs.x * rhs.y) - (lhs.y * rhs.x) + (lhs.z * rhs.w),
                (lhs.w * rhs.w) - (lhs.x * rhs.x) - (lhs.y * rhs.y) - (lhs.z * rhs.z));
        }

        public static Vector3 operator *(Quaternion rotation, Vector3 point)
        {
            var axis = new Vector3(rotation.x, rotation.y, rotation.z);
            Vector3 twice = Vector3.Cross(axis, point) * 2;
            return point + (twice * rotation.w) + Vector3.Cross(axis, twice);
        }

        public static Quaternion Inverse(Quaternion rotation)
        {
            return new Quaternion(-rotation.x, -rotation.y, -rotation.z, rotation.w);
        }

        public static Quaternion AngleAxis(float angle, Vector3 axis)
        {
            Vector3 unit = axis.normalized;
            double half = angle * Mathf.Deg2Rad / 2;
            float sine = (float)Math.Sin(half);
            return new Quaternion(unit.x * sine, unit.y * sine, unit.z * sine, (float)Math.Cos(half));
        }

        // About Z, then X, then Y, as the engine has it.
        public static Quaternion Euler(float x, float y, float z)
        {
            return AngleAxis(y, Vector3.up) * AngleAxis(x, Vector3.right) * AngleAxis(z, Vector3.forward);
        }

        public static float Dot(Quaternion a, Quaternion b)
        {
            return (a.x * b.x) + (a.y * b.y) + (a.z * b.z) + (a.w * b.w);
        }

        public static float Angle(Quaternion a, Quaternion b)
        {
            float dot = Math.Min(Math.Abs(Dot(a, b)), 1);
            return dot > 0.999999f ? 0 : (float)(Math.Acos(dot) * 2 * Mathf.Rad2Deg);
        }

        public static Quaternion SlerpUnclamped(Quaternion a, Quaternion b, float t)
        {
            double cosine = Dot(a, b);
            double sign = cosine < 0 ? -1 : 1;
            cosine = Math.Min(Math.Abs(cosine), 1);
            double angle = Math.Acos(cosine);
            double sine = Math.Sin(angle);
            double first = sine < 1e-6 ? 1 - t : Math.Sin((1 - t) * angle) / sine;
            double second = sign * (sine < 1e-6 ? t : Math.Sin(t * angle) / sine);
            return Normalize(new Quaternion(
                (float)((first * a.x) + (second * b.x)),
                (float)((first * a.y) + (second * b.y)),
                (float)((first * a.z) + (second * b.z)),
                (float)((first * a.w) + (second * b.w))));
        }

        public static Quaternion Normalize(Quaternion q)
        {
            float length = (float)Math.Sqrt(Dot(q, q));
            return new Quaternion(q.x / length, q.y / length, q.z / length, q.w / length);
        }

        public bool Equals(Quaternion other)
        {
            return x == other.x && y == other.y && z == other.z && w == other.w;
        }

        public override string ToString()
        {
            return "(" + x + ", " + y + ", " + z + ", " + w + ")";
        }
    }
}
