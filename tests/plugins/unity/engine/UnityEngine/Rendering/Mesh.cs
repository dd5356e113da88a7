using System;
using System.Collections.Generic;

namespace UnityEngine
{
    public sealed class Mesh : Object
    {
        private readonly List<string> _shapes = new List<string>();
        private readonly Dictionary<int, Vector3[]> _uvs = new Dictionary<int, Vector3[]>();
        private readonly Dictionary<int, Vector3[]> _deltas = new Dictionary<int, Vector3[]>();
        private Vector3[] _vertices = new Vector3[0];
        private int[] _triangles = new int[0];

        public Vector3[] vertices
        {
            get => (Vector3[])_vertices.Clone();
            set => _vertices = (Vector3[])value.Clone();
        }

        public int[] triangles
        {
            get => (int[])_triangles.Clone();
            set
            {
                if (Array.Exists(value, corner => (uint)corner >= (uint)_vertices.Length) || value.Length % 3 != 0)
                {
                    throw new ArgumentException("Failed setting triangles. Some indices are referencing out of bounds vertices.");
                }
                _triangles = (int[])value.Clone();
            }
        }

        public Vector2[] uv
        {
            get => Array.ConvertAll(GetUv(0), one => new Vector2(one.x, one.y));
            set => _uvs[0] = Array.ConvertAll(Checked(value), one => new Vector3(one.x, one.y, 0));
        }

        public Vector3[] normals { get; set; } = new Vector3[0];

        public Bounds bounds { get; set; }

        public int vertexCount => _vertices.Length;

        public bool isReadable { get; internal set; } = true;

        public int blendShapeCount => _shapes.Count;

        public string GetBlendShapeName(int shapeIndex)
        {
            return _shapes[shapeIndex];
        }

        public int GetBlendShapeIndex(string blendShapeName)
        {
            return _shapes.IndexOf(blendShapeName);
        }

        public int GetBlendShapeFrameCount(int shapeIndex)
        {
            return _deltas.ContainsKey(shapeIndex) ? 1 : 0;
        }

        public void AddBlendShapeFrame(
            string shapeName, float frameWeight, Vector3[] deltaVertices, Vector3[] deltaNormals, Vector3[] deltaTangents)
        {
            _deltas[_shapes.Count] = Checked(deltaVertices);
            _shapes.Add(shapeName);
        }

        public void GetBlendShapeFrameVertices(
            int shapeIndex, int frameIndex, Vector3[] deltaVertices, Vector3[] deltaNormals, Vector3[] deltaTangents)
        {
            _deltas[shapeIndex].CopyTo(deltaVertices, 0);
        }

        public void SetUVs(int channel, List<Vector3> uvs)
        {
            _uvs[channel] = Checked(uvs.ToArray());
        }

        public void GetUVs(int channel, List<Vector3> uvs)
        {
            uvs.Clear();
            uvs.AddRange(GetUv(channel));
        }

        public void RecalculateBounds()
        {
            var found = new Bounds(_vertices.Length > 0 ? _vertices[0] : Vector3.zero, Vector3.zero);
            foreach (Vector3 vertex in _vertices)
            {
                found.Encapsulate(vertex);
            }
            bounds = found;
        }

        public void RecalculateNormals()
        {
            var sums = new Vector3[_vertices.Length];
            for (int at = 0; at < _triangles.Length; at += 3)
            {
                Vector3 a = _vertices[_triangles[at]];
                // Clockwise seen from outside, in left-handed axes.
                Vector3 normal = Vector3.Cross(_vertices[_triangles[at + 1]] - a, _vertices[_triangles[at + 2]] - a);
                for (int corner = 0; corner < 3; corner++)
                {
                    sums[_triangles[at + corner]] += normal;
                }
            }
            normals = Array.ConvertAll(sums, sum => sum.normalized);
        }

        internal Mesh Copy()
        {
            var copy = new Mesh { vertices = _vertices, triangles = _triangles, isReadable = isReadable };
            foreach (KeyValuePair<int, Vector3[]> uvs in _uvs)
            {
                copy._uvs[uvs.Key] = (Vector3[])uvs.Value.Clone();
            }
            for (int shape = 0; shape < _shapes.Count; shape++)
            {
                copy.AddBlendShapeFrame(_shapes[shape], 100, _deltas[shape], null, null);
            }
            return copy;
        }

        private Vector3[] GetUv(int channel)
        {
            return _uvs.TryGetValue(channel, out Vector3[] uvs) ? uvs : new Vector3[0];
        }

        private T[] Checked<T>(T[] values)
        {
            return values.Length == _vertices.Length
                ? values
                : throw new ArgumentException("expected one for each of " + _vertices.Length + " vertices, got " + values.Length);
        }
    }
}
