#nullable enable
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>The mesh whose UV layout a face texture has; checked, so that it may be handed to a GPU.</summary>
    public sealed class FaceMesh
    {
        private const string Uvs = "uv";

        private const string Corners = "triangles";

        internal FaceMesh(in HeaderMap map)
        {
            Uv = Numbers(map, Uvs, 8) ?? throw map.Wrong(Uvs, "a value", "none");
            Triangles = Indices(map, Uv.Count / 2);
            Placement = map.Numbers("placement", 4, 0, 1);
            Openings = (int)(map.IntegerOrNull("openings", 0, Triangles.Count / 3) ?? 0);
            Positions = Numbers(map, "positions", 12);
            if (Positions != null && 2 * Positions.Count != 3 * Uv.Count)
            {
                throw map.Wrong("positions", "those of " + (Uv.Count / 2) + " vertices", (Positions.Count / 3).ToString());
            }
            Landmarks = Named(map, Uv.Count / 2);
            UvLayout = map.TextOrNull("uv_layout", 64);
        }

        /// <summary>Pairs, across the texture and down from its top left, 0..1; one pair a vertex.</summary>
        public IReadOnlyList<float> Uv { get; }

        /// <summary>Triples of vertices, counter-clockwise seen from outside.</summary>
        public IReadOnlyList<int> Triangles { get; }

        /// <summary>Left, top, right, bottom of the face in the portrait, 0..1.</summary>
        public IReadOnlyList<double> Placement { get; }

        /// <summary>So many triangles, the last ones, close the eyes and the mouth.</summary>
        public int Openings { get; }

        /// <summary>Triples: the neutral face in the axes of the wire, metres, one triple a vertex; or null.</summary>
        public IReadOnlyList<float>? Positions { get; }

        /// <summary>Vertices by the name of what lies there, such as <c>noseTip</c>.</summary>
        public IReadOnlyDictionary<string, int> Landmarks { get; }

        /// <summary>Meshes of the same name have the same UV, triangles, openings and landmarks; or null.</summary>
        public string? UvLayout { get; }

        private static float[]? Numbers(in HeaderMap map, string key, int unit)
        {
            byte[]? bytes = map.BinaryOrNull(key, Limits.Default.MeshBytes, unit);
            if (bytes is null)
            {
                return null;
            }
            float[] numbers = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
            foreach (float number in numbers)
            {
                if (float.IsNaN(number) || float.IsInfinity(number))
                {
                    throw map.Wrong(key, "finite numbers", "others");
                }
            }
            return numbers;
        }

        private static int[] Indices(in HeaderMap map, int vertices)
        {
            byte[] bytes = map.BinaryOrNull(Corners, Limits.Default.MeshBytes, 12)
                ?? throw map.Wrong(Corners, "a value", "none");
            int[] indices = MemoryMarshal.Cast<byte, int>(bytes).ToArray();
            foreach (int index in indices)
            {
                if ((uint)index >= (uint)vertices)
                {
                    throw map.Wrong(Corners, "indices of " + vertices + " vertices", ((uint)index).ToString());
                }
            }
            return indices;
        }

        private static Dictionary<string, int> Named(in HeaderMap map, int vertices)
        {
            var named = new Dictionary<string, int>();
            if (map.TryMap("landmarks", out HeaderMap landmarks))
            {
                MessagePackReader pairs = landmarks.Pairs();
                for (int pair = 0; pair < landmarks.Count; pair++)
                {
                    string name = landmarks.NextInteger(ref pairs, out long vertex, vertices - 1);
                    named[name] = (int)vertex;
                }
            }
            return named;
        }
    }
}
