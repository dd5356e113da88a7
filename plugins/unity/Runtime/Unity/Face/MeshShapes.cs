#nullable enable
using System.Collections.Generic;
using Mien.Core.Mapping;
using UnityEngine;

namespace Mien
{
    /// <summary>The shapes of a mesh, and which of them move nothing.</summary>
    internal static class MeshShapes
    {
        /// <summary>Share of its mesh's size below which a movement is none: noise of exporters.</summary>
        private const float Least = 1e-5f;

        /// <summary>All shapes of a mesh; what a mesh without Read/Write moves cannot be told, and is taken for something.</summary>
        internal static List<CharacterShape> Of(SkinnedMeshRenderer renderer, int number = 0)
        {
            var shapes = new List<CharacterShape>();
            Mesh mesh = renderer.sharedMesh;
            if (mesh == null)
            {
                return shapes;
            }
            var moved = new Vector3[mesh.vertexCount];
            for (int at = 0; at < mesh.blendShapeCount; at++)
            {
                shapes.Add(new CharacterShape(mesh.GetBlendShapeName(at), number, IsEmpty(mesh, at, moved)));
            }
            return shapes;
        }

        private static bool IsEmpty(Mesh mesh, int shape, Vector3[] moved)
        {
            if (!mesh.isReadable)
            {
                return false;
            }
            Vector3 size = mesh.bounds.size;
            float least = Least * Mathf.Max(size.x, Mathf.Max(size.y, size.z));
            for (int frame = 0; frame < mesh.GetBlendShapeFrameCount(shape); frame++)
            {
                mesh.GetBlendShapeFrameVertices(shape, frame, moved, null, null);
                foreach (Vector3 by in moved)
                {
                    if (Mathf.Abs(by.x) > least || Mathf.Abs(by.y) > least || Mathf.Abs(by.z) > least)
                    {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
