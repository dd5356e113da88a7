#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using System.Collections.Generic;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>The mesh whose UV layout a face texture has.</summary>
    public sealed partial class FaceMesh
    {
        internal FaceMesh(in HeaderMap map)
        {
            Uv = ReadUv(map);
            Triangles = ReadTriangles(map);
            Placement = map.Numbers("placement", 4, 0, 1);
            Openings = ReadOpenings(map);
            Positions = ReadPositions(map);
            Landmarks = ReadLandmarks(map);
            UvLayout = map.TextOrNull("uv_layout", 64);
            CheckFields(map);
        }

        /// <summary>Pairs, across the texture and down from its top left, 0..1; one pair a vertex.</summary>
        public IReadOnlyList<float> Uv { get; }

        /// <summary>Triples of vertices, counter-clockwise seen from outside.</summary>
        public IReadOnlyList<int> Triangles { get; }

        /// <summary>Left, top, right, bottom of the face in the portrait, 0..1.</summary>
        public IReadOnlyList<double> Placement { get; }

        /// <summary>Number of triangles, the last ones, that close the eyes and the mouth.</summary>
        public int Openings { get; }

        /// <summary>Triples: the neutral face in the wire's axes, metres, one a vertex; or null.</summary>
        public IReadOnlyList<float>? Positions { get; }

        /// <summary>Vertices by the name of the landmark there, such as <c>noseTip</c>.</summary>
        public IReadOnlyDictionary<string, int> Landmarks { get; }

        /// <summary>
        /// Name shared by all meshes with the same <c>uv</c>, <c>triangles</c> and <c>openings</c>; or null.
        /// </summary>
        public string? UvLayout { get; }

        partial void CheckFields(in HeaderMap map);
    }
}
