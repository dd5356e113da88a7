#nullable enable
using System;
using UnityEngine;

namespace Mien.Tests
{
    /// <summary>A character, built in the scene.</summary>
    internal sealed class Rig : IDisposable
    {
        internal Rig(params string[] shapes)
        {
            Root = new GameObject("Character");
            Face = AddMesh("Face", shapes);
            Neck = Child(Root.transform, "neck");
            Head = Child(Neck, "head");
        }

        internal GameObject Root { get; }

        internal SkinnedMeshRenderer Face { get; }

        internal Transform Neck { get; }

        internal Transform Head { get; }

        /// <summary>Adds a mesh that has shapes.</summary>
        internal SkinnedMeshRenderer AddMesh(string name, params string[] shapes)
        {
            return AddMesh(name, shapes, _ => true);
        }

        /// <summary>Adds a mesh that has shapes, of which some move nothing.</summary>
        internal SkinnedMeshRenderer AddMesh(string name, string[] shapes, Predicate<string> moves)
        {
            var mesh = new Mesh
            {
                name = name,
                vertices = new[] { Vector3.zero, Vector3.right, Vector3.up },
                triangles = new[] { 0, 1, 2 },
            };
            foreach (string shape in shapes)
            {
                Vector3 by = moves(shape) ? Vector3.up : Vector3.zero;
                mesh.AddBlendShapeFrame(shape, 100, new[] { by, by, by }, new Vector3[3], new Vector3[3]);
            }
            SkinnedMeshRenderer renderer = Child(Root.transform, name).gameObject.AddComponent<SkinnedMeshRenderer>();
            renderer.sharedMesh = mesh;
            return renderer;
        }

        /// <summary>The weight of a shape.</summary>
        internal float Weight(string shape)
        {
            return Face.GetBlendShapeWeight(Face.sharedMesh.GetBlendShapeIndex(shape));
        }

        internal static Transform Child(Transform parent, string name)
        {
            var child = new GameObject(name).transform;
            child.SetParent(parent, false);
            return child;
        }

        public void Dispose()
        {
            UnityEngine.Object.DestroyImmediate(Root);
        }
    }
}
