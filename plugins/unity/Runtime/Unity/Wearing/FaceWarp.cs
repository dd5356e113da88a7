#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core;
using Mien.Core.Messages;
using UnityEngine;

namespace Mien
{
    /// <summary>
    /// Bends a face onto a character: landmarks go to their places on it, and what lies between follows smoothly. An affine
    /// map and the biharmonic radial basis |r|, which is what bends least in space (Duchon 1977).
    /// </summary>
    internal sealed class FaceWarp
    {
        private const int Axes = 3;
        private const int Affine = 4;

        /// <summary>Landmarks nearer to each other than this, metres, are one: the lips meet at rest.</summary>
        private const double SamePlace = 1e-5;

        private readonly List<Vector3> _centres = new List<Vector3>();
        private readonly double[,] _weights;

        /// <summary>A warp of a face texture's mesh.</summary>
        /// <exception cref="MienException">The mesh has no positions, or too few landmarks are placed.</exception>
        internal FaceWarp(FaceMesh mesh, IReadOnlyList<FaceLandmark> landmarks)
        {
            var targets = new List<Vector3>();
            foreach (FaceLandmark landmark in landmarks)
            {
                if (mesh.Landmarks.TryGetValue(landmark.Name, out int vertex))
                {
                    Take(Position(mesh, vertex), landmark.Position, targets);
                }
            }
            int count = _centres.Count;
            _weights = new double[count + Affine, Axes];
            if (count < Affine || !LinearSystem.TrySolve(System(targets), _weights))
            {
                throw new MienException(
                    "a face is bent onto a character by its landmarks: expected at least eyes, nose, mouth and chin, got "
                    + count + " places");
            }
        }

        /// <summary>Place to which a point of the face goes.</summary>
        internal Vector3 Apply(Vector3 point)
        {
            var moved = new double[Axes];
            for (int axis = 0; axis < Axes; axis++)
            {
                int at = _centres.Count;
                moved[axis] = _weights[at, axis]
                    + (_weights[at + 1, axis] * point.x)
                    + (_weights[at + 2, axis] * point.y)
                    + (_weights[at + 3, axis] * point.z);
            }
            for (int centre = 0; centre < _centres.Count; centre++)
            {
                double distance = Distance(point, _centres[centre]);
                for (int axis = 0; axis < Axes; axis++)
                {
                    moved[axis] += distance * _weights[centre, axis];
                }
            }
            return new Vector3((float)moved[0], (float)moved[1], (float)moved[2]);
        }

        /// <summary>A vertex of the neutral face, in the axes of the wire.</summary>
        /// <exception cref="MienException">The mesh has no positions.</exception>
        internal static Vector3 Position(FaceMesh mesh, int vertex)
        {
            IReadOnlyList<float> positions = mesh.Positions
                ?? throw new MienException("the daemon tells no positions of the face's mesh: it cannot be bent");
            int at = Axes * vertex;
            return new Vector3(positions[at], positions[at + 1], positions[at + 2]);
        }

        private static double Distance(Vector3 one, Vector3 other)
        {
            double x = (double)one.x - other.x;
            double y = (double)one.y - other.y;
            double z = (double)one.z - other.z;
            return Math.Sqrt((x * x) + (y * y) + (z * z));
        }

        private void Take(Vector3 centre, Vector3 target, List<Vector3> targets)
        {
            foreach (Vector3 known in _centres)
            {
                if (Distance(known, centre) < SamePlace)
                {
                    return;
                }
            }
            _centres.Add(centre);
            targets.Add(target);
        }

        private double[,] System(List<Vector3> targets)
        {
            int count = _centres.Count;
            var system = new double[count + Affine, count + Affine];
            for (int row = 0; row < count; row++)
            {
                for (int column = 0; column < count; column++)
                {
                    system[row, column] = Distance(_centres[row], _centres[column]);
                }
                for (int term = 0; term < Affine; term++)
                {
                    double value = term == 0 ? 1 : _centres[row][term - 1];
                    system[row, count + term] = value;
                    system[count + term, row] = value;
                }
                for (int axis = 0; axis < Axes; axis++)
                {
                    _weights[row, axis] = targets[row][axis];
                }
            }
            return system;
        }
    }
}
