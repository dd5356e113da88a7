#nullable enable
using System.Collections.Generic;
using Mien.Core.Messages;
using UnityEngine;

namespace Mien
{
    /// <summary>A face texture's mesh, bent onto a character: its skin, in the character's units and axes.</summary>
    internal sealed class BentFace
    {
        private readonly FaceMesh _mesh;
        private readonly Vector3[] _positions;
        private readonly float[] _reach;
        private readonly bool[] _isOutline;
        private readonly int _skinTriangles;
        private readonly Bounds _bounds;

        /// <summary>Bends a mesh.</summary>
        /// <exception cref="Core.MienException">The mesh has no positions, or too few landmarks are placed.</exception>
        internal BentFace(FaceMesh mesh, IReadOnlyList<FaceLandmark> landmarks)
        {
            _mesh = mesh;
            var warp = new FaceWarp(mesh, landmarks);
            _positions = new Vector3[mesh.Uv.Count / 2];
            for (int at = 0; at < _positions.Length; at++)
            {
                _positions[at] = warp.Apply(FaceWarp.Position(mesh, at));
            }
            _bounds = new Bounds(_positions[0], Vector3.zero);
            foreach (Vector3 position in _positions)
            {
                _bounds.Encapsulate(position);
            }
            // Skin a third of a face away from the face is none of its own.
            _bounds.Expand(_bounds.size.magnitude / 3);
            // A head has lips and lids of its own, between which it shows teeth and eyes: the skin alone is worn.
            _skinTriangles = (mesh.Triangles.Count / 3) - mesh.Openings;
            _isOutline = Outline(mesh);
            _reach = new float[_skinTriangles];
            for (int triangle = 0; triangle < _skinTriangles; triangle++)
            {
                _reach[triangle] = Reach(triangle);
            }
        }

        /// <summary>The vertices.</summary>
        internal IReadOnlyList<Vector3> Positions => _positions;

        /// <summary>
        /// The texture's place for a point of the character, from the bottom left, and in z whether the point is of the face,
        /// 1 or 0.
        /// </summary>
        internal Vector3 Uv(Vector3 point)
        {
            if (!_bounds.Contains(point))
            {
                return Vector3.zero;
            }
            NearestPlace nearest = Nearest(point);
            Vector2 uv = Vector2.zero;
            bool isInside = false;
            for (int corner = 0; corner < 3; corner++)
            {
                int vertex = _mesh.Triangles[(3 * nearest.Triangle) + corner];
                float share = nearest.Shares[corner];
                uv += share * new Vector2(_mesh.Uv[2 * vertex], 1 - _mesh.Uv[(2 * vertex) + 1]);
                // What is nearest to the face's edge lies beyond it.
                isInside |= share >= 1e-6f && !_isOutline[vertex];
            }
            return new Vector3(uv.x, uv.y, isInside ? 1 : 0);
        }

        private NearestPlace Nearest(Vector3 point)
        {
            NearestPlace best = On(0, point);
            for (int triangle = 1; triangle < _skinTriangles; triangle++)
            {
                Vector3 corner = _positions[_mesh.Triangles[3 * triangle]];
                // No place on a triangle is nearer than its corner is, less its longest side; most are far away.
                if ((corner - point).magnitude - _reach[triangle] < best.Distance)
                {
                    NearestPlace place = On(triangle, point);
                    best = place.Distance < best.Distance ? place : best;
                }
            }
            return best;
        }

        private NearestPlace On(int triangle, Vector3 point)
        {
            int at = 3 * triangle;
            return NearestPlace.On(
                triangle,
                point,
                _positions[_mesh.Triangles[at]],
                _positions[_mesh.Triangles[at + 1]],
                _positions[_mesh.Triangles[at + 2]]);
        }

        /// <summary>Reach of a triangle from its first corner.</summary>
        private float Reach(int triangle)
        {
            Vector3 corner = _positions[_mesh.Triangles[3 * triangle]];
            Vector3 second = _positions[_mesh.Triangles[(3 * triangle) + 1]];
            Vector3 third = _positions[_mesh.Triangles[(3 * triangle) + 2]];
            return Mathf.Max((second - corner).magnitude, (third - corner).magnitude);
        }

        /// <summary>True if a vertex lies on the outer edge of a mesh, whose openings are closed.</summary>
        private static bool[] Outline(FaceMesh mesh)
        {
            var times = new Dictionary<long, int>();
            for (int at = 0; at < mesh.Triangles.Count; at++)
            {
                int next = at % 3 == 2 ? at - 2 : at + 1;
                long edge = Edge(mesh.Triangles[at], mesh.Triangles[next]);
                times.TryGetValue(edge, out int before);
                times[edge] = before + 1;
            }
            var isOutline = new bool[mesh.Uv.Count / 2];
            foreach (KeyValuePair<long, int> each in times)
            {
                if (each.Value == 1)
                {
                    isOutline[each.Key >> 32] = true;
                    isOutline[each.Key & 0xffffffff] = true;
                }
            }
            return isOutline;
        }

        private static long Edge(int one, int other)
        {
            return one < other ? ((long)one << 32) | (uint)other : ((long)other << 32) | (uint)one;
        }
    }
}
