#nullable enable
using System.Collections.Generic;
using Mien.Core.Messages;
using Mien.Core.Motion;
using UnityEngine;

namespace Mien
{
    /// <summary>A face texture's mesh as one of the engine's: a mask, as it is or bent onto a character.</summary>
    public static class FaceMask
    {
        /// <summary>Makes a mask of the photo's own shape: metres, +Z out of the face, the origin between the ears.</summary>
        /// <exception cref="Core.MienException">The mesh has no positions.</exception>
        public static Mesh Build(FaceMesh mesh)
        {
            var positions = new Vector3[mesh.Uv.Count / 2];
            for (int at = 0; at < positions.Length; at++)
            {
                Vector3 wire = FaceWarp.Position(mesh, at);
                positions[at] = WireRotation.ToUnity(new Translation(wire.x, wire.y, wire.z));
            }
            return Build(mesh, positions);
        }

        /// <summary>Makes a mask that fits a character, in the units and axes of the landmarks.</summary>
        /// <exception cref="Core.MienException">The mesh has no positions, or too few landmarks are placed.</exception>
        public static Mesh Build(FaceMesh mesh, IReadOnlyList<FaceLandmark> landmarks)
        {
            var bent = new BentFace(mesh, landmarks);
            var positions = new Vector3[bent.Positions.Count];
            for (int at = 0; at < positions.Length; at++)
            {
                positions[at] = bent.Positions[at];
            }
            return Build(mesh, positions);
        }

        private static Mesh Build(FaceMesh mesh, Vector3[] positions)
        {
            var uv = new Vector2[positions.Length];
            for (int at = 0; at < uv.Length; at++)
            {
                // A texture's V counts from the bottom here, and its first row is the bottom one.
                uv[at] = new Vector2(mesh.Uv[2 * at], 1 - mesh.Uv[(2 * at) + 1]);
            }
            var triangles = new int[mesh.Triangles.Count];
            for (int at = 0; at < triangles.Length; at += 3)
            {
                triangles[at] = mesh.Triangles[at];
                // Seen from outside clockwise, which is how the engine knows the outside.
                triangles[at + 1] = mesh.Triangles[at + 2];
                triangles[at + 2] = mesh.Triangles[at + 1];
            }
            var built = new Mesh { name = "Mien face", vertices = positions, uv = uv, triangles = triangles };
            built.RecalculateNormals();
            built.RecalculateBounds();
            return built;
        }
    }
}
