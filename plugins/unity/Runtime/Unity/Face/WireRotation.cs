#nullable enable
using Mien.Core.Motion;
using Mien.Core.Space;
using UnityEngine;

namespace Mien
{
    /// <summary>From the axes of the wire to the engine's types.</summary>
    internal static class WireRotation
    {
        internal static Quaternion ToUnity(in Rotation wire)
        {
            Rotation rotation = UnityAxes.Of(wire);
            return new Quaternion(rotation.X, rotation.Y, rotation.Z, rotation.W);
        }

        internal static Quaternion ToUnity(in Gaze wire)
        {
            Rotation rotation = UnityAxes.Of(wire);
            return new Quaternion(rotation.X, rotation.Y, rotation.Z, rotation.W);
        }

        internal static Vector3 ToUnity(in Translation wire)
        {
            Translation translation = UnityAxes.Of(wire);
            return new Vector3(translation.X, translation.Y, translation.Z);
        }
    }
}
