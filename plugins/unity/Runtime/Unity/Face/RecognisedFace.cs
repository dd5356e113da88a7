#nullable enable
using System.Collections.Generic;
using Mien.Core.Mapping;
using UnityEngine;

namespace Mien
{
    /// <summary>Mapping recognised by the names of a character's shapes, on all its meshes at once.</summary>
    internal sealed class RecognisedFace
    {
        private readonly List<CharacterShape> _shapes = new List<CharacterShape>();
        private readonly List<int> _first = new List<int>();

        /// <summary>Recognises what is on some meshes.</summary>
        /// <param name="renderers">The meshes.</param>
        /// <param name="prefer">Name of a preset that is taken wherever it moves anything; empty for none.</param>
        internal RecognisedFace(IReadOnlyList<SkinnedMeshRenderer> renderers, string prefer)
        {
            for (int mesh = 0; mesh < renderers.Count; mesh++)
            {
                _first.Add(_shapes.Count);
                if (renderers[mesh] != null)
                {
                    _shapes.AddRange(MeshShapes.Of(renderers[mesh], mesh));
                }
            }
            Match = ShapeMatcher.Match(_shapes, prefer);
        }

        /// <summary>Recognised mapping; shapes are counted through all meshes.</summary>
        internal ShapeMatch Match { get; }

        /// <summary>The name of a shape.</summary>
        internal string NameOf(BoundShape bound)
        {
            return _shapes[bound.Shape].Name;
        }

        /// <summary>Moving shapes of a mesh; shapes are counted on it.</summary>
        internal List<BoundShape> On(int mesh)
        {
            var bound = new List<BoundShape>();
            foreach (BoundShape shape in Match.Shapes)
            {
                if (_shapes[shape.Shape].Mesh == mesh)
                {
                    bound.Add(new BoundShape(shape.Shape - _first[mesh], shape.Rule, shape.Preset));
                }
            }
            return bound;
        }
    }
}
