#nullable enable
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    public sealed partial class FaceMesh
    {
        private const int PairBytes = 8;

        private const int TripleBytes = 12;

        private static IReadOnlyList<float> ReadUv(in HeaderMap map)
        {
            return Numbers(map, "uv", PairBytes) ?? throw map.Wrong("uv", "a value", "none");
        }

        private static IReadOnlyList<float>? ReadPositions(in HeaderMap map)
        {
            return Numbers(map, "positions", TripleBytes);
        }

        private static IReadOnlyList<int> ReadTriangles(in HeaderMap map)
        {
            byte[] bytes = map.BinaryOrNull("triangles", Limits.Default.MeshBytes, TripleBytes)
                ?? throw map.Wrong("triangles", "a value", "none");
            return MemoryMarshal.Cast<byte, int>(bytes).ToArray();
        }

        private static int ReadOpenings(in HeaderMap map)
        {
            return (int)(map.IntegerOrNull("openings", 0, int.MaxValue) ?? 0);
        }

        private static IReadOnlyDictionary<string, int> ReadLandmarks(in HeaderMap map)
        {
            var landmarks = new Dictionary<string, int>();
            if (map.TryMap("landmarks", out _))
            {
                foreach (KeyValuePair<string, long> landmark in map.Integers("landmarks", int.MaxValue))
                {
                    landmarks[landmark.Key] = (int)landmark.Value;
                }
            }
            return landmarks;
        }

        /// <summary>Checks that a GPU may be given the mesh as it is.</summary>
        partial void CheckFields(in HeaderMap map)
        {
            int vertices = Uv.Count / 2;
            foreach (int index in Triangles)
            {
                if ((uint)index >= (uint)vertices)
                {
                    throw map.Wrong("triangles", "indices of " + vertices + " vertices", ((uint)index).ToString());
                }
            }
            if (Openings > Triangles.Count / 3)
            {
                throw map.Wrong("openings", "at most " + (Triangles.Count / 3) + " triangles", Openings.ToString());
            }
            if (Positions != null && Positions.Count != 3 * vertices)
            {
                throw map.Wrong("positions", "those of " + vertices + " vertices", (Positions.Count / 3).ToString());
            }
            foreach (KeyValuePair<string, int> landmark in Landmarks)
            {
                if (landmark.Value >= vertices)
                {
                    string expected = "an index of " + vertices + " vertices";
                    throw map.Wrong("landmarks." + landmark.Key, expected, landmark.Value.ToString());
                }
            }
        }

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
    }
}
