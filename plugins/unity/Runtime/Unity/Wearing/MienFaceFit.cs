#nullable enable
using System.Collections.Generic;
using Mien.Core.Messages;
using UnityEngine;

namespace Mien
{
    /// <summary>
    /// How a mesh wears face textures: for each of its vertices the place in the texture, and whether it is of the face. Made
    /// once for a character; holds for every photo whose mesh has the same layout.
    /// </summary>
    public sealed class MienFaceFit : ScriptableObject
    {
        [SerializeField]
        private string _uvLayout = "";

        [SerializeField]
        private Vector3[] _places = new Vector3[0];

        /// <summary>The layout of the textures that it is for.</summary>
        public string UvLayout => _uvLayout;

        /// <summary>For each vertex the place from the bottom left, 0..1, and in z 1 where it is of the face, otherwise 0.</summary>
        public IReadOnlyList<Vector3> Places => _places;

        /// <summary>True if it is for a mesh of so many vertices, and a texture of this layout.</summary>
        public bool Suits(int vertices, string? uvLayout)
        {
            return _places.Length == vertices && _uvLayout == uvLayout && uvLayout != null;
        }

        /// <summary>Fits a face texture's mesh onto the vertices of a character, at rest.</summary>
        /// <exception cref="Core.MienException">The mesh has no positions, or too few landmarks are placed.</exception>
        public static MienFaceFit Make(FaceMesh mesh, Vector3[] vertices, IReadOnlyList<FaceLandmark> landmarks)
        {
            var bent = new BentFace(mesh, landmarks);
            MienFaceFit fit = CreateInstance<MienFaceFit>();
            fit._uvLayout = mesh.UvLayout ?? "";
            fit._places = new Vector3[vertices.Length];
            for (int at = 0; at < vertices.Length; at++)
            {
                fit._places[at] = bent.Uv(vertices[at]);
            }
            return fit;
        }
    }
}
