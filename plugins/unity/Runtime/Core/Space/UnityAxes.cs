#nullable enable
using System;
using Mien.Core.Motion;

namespace Mien.Core.Space
{
    /// <summary>
    /// From the axes of the wire to Unity's.
    /// <para>
    /// The wire is right-handed: +X the character's left, +Y up, +Z out of the face. Unity is left-handed, and a character
    /// that looks along +Z, with +Y up, has its left at -X. So the two differ in the sign of X alone: a point <c>p</c> of
    /// the wire is <c>M p</c> in Unity, with <c>M = diag(-1, 1, 1)</c>.
    /// </para>
    /// <para>
    /// A rotation <c>R</c> of the wire is <c>M R M</c> in Unity, since <c>M</c> is its own inverse. Its axis is a vector
    /// that keeps its direction under a reflection only up to the determinant, <c>det(M) M a = (a.x, -a.y, -a.z)</c>, and
    /// its angle stays, so that the quaternion <c>(w, x, y, z)</c> becomes <c>(w, x, -y, -z)</c>. Both systems turn vectors
    /// by the same formula of their components.
    /// </para>
    /// <para>
    /// Triangles that are counter-clockwise seen from outside are taken for the outside by Unity if they are clockwise: two
    /// corners change places. A texture's V counts from the bottom.
    /// </para>
    /// </summary>
    public static class UnityAxes
    {
        /// <summary>A translation, or a point, in Unity's axes, metres.</summary>
        public static Translation Of(in Translation wire)
        {
            return new Translation(-wire.X, wire.Y, wire.Z);
        }

        /// <summary>A rotation in Unity's axes.</summary>
        public static Rotation Of(in Rotation wire)
        {
            return new Rotation(wire.W, wire.X, -wire.Y, -wire.Z);
        }

        /// <summary>The rotation of an eye that looks along +Z at rest, in Unity's axes.</summary>
        public static Rotation Of(in Gaze gaze)
        {
            // In the wire's axes: a turn about +Y is to the left, a turn about +X is a nod down.
            var yaw = new Rotation((float)Math.Cos(gaze.YawRad / 2), 0, (float)Math.Sin(gaze.YawRad / 2), 0);
            var pitch = new Rotation((float)Math.Cos(gaze.PitchRad / 2), -(float)Math.Sin(gaze.PitchRad / 2), 0, 0);
            return Of(yaw.After(pitch));
        }

        /// <summary>Points of a mesh in Unity's axes: triples, in place.</summary>
        public static void Positions(Span<float> triples)
        {
            for (int at = 0; at < triples.Length; at += 3)
            {
                triples[at] = -triples[at];
            }
        }

        /// <summary>Corners of triangles in Unity's order: triples, in place.</summary>
        public static void Triangles(Span<int> triples)
        {
            for (int at = 0; at + 2 < triples.Length; at += 3)
            {
                int second = triples[at + 1];
                triples[at + 1] = triples[at + 2];
                triples[at + 2] = second;
            }
        }

        /// <summary>Places in a texture in Unity's axes: pairs, in place.</summary>
        public static void Uv(Span<float> pairs)
        {
            for (int at = 1; at < pairs.Length; at += 2)
            {
                pairs[at] = 1 - pairs[at];
            }
        }
    }
}
