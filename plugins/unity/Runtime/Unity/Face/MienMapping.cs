#nullable enable
using System.Collections.Generic;
using Mien.Core.Mapping;
using Mien.Core.Rig;
using UnityEngine;

namespace Mien
{
    /// <summary>
    /// What moves the shapes of a kind of character; serves all characters that have the same. A face needs none whose
    /// shapes are recognised by their names.
    /// </summary>
    [CreateAssetMenu(menuName = "Mien/Mapping", fileName = "Mapping")]
    public sealed class MienMapping : ScriptableObject
    {
        [SerializeField]
        private List<MappedShape> _shapes = new List<MappedShape>();

        /// <summary>The shapes. Faces in use must be told of a change by <see cref="MienFace.Rebind"/>.</summary>
        public List<MappedShape> Shapes => _shapes;

        /// <summary>Takes over what a preset says of all its shapes.</summary>
        public void Fill(ShapePreset preset)
        {
            _shapes.Clear();
            foreach (ShapeRule rule in preset.Rules)
            {
                _shapes.Add(Mapped(rule.Shape, rule));
            }
        }

        /// <summary>Takes over what is recognised of a mesh, in the mesh's own spelling.</summary>
        public void Fill(IReadOnlyList<string> names)
        {
            _shapes.Clear();
            foreach (BoundShape bound in ShapeMatcher.Match(names).Shapes)
            {
                _shapes.Add(Mapped(names[bound.Shape], bound.Rule));
            }
        }

        /// <summary>Takes over what is recognised of all meshes of a face, each name once.</summary>
        internal void Fill(RecognisedFace face)
        {
            _shapes.Clear();
            foreach (BoundShape bound in face.Match.Shapes)
            {
                string name = face.NameOf(bound);
                if (!_shapes.Exists(shape => shape.Shape == name))
                {
                    _shapes.Add(Mapped(name, bound.Rule));
                }
            }
        }

        private static MappedShape Mapped(string name, ShapeRule rule)
        {
            var mapped = new MappedShape(name);
            foreach (ShapeTerm term in rule.Terms)
            {
                mapped.Shares.Add(new ShapeShare(Expression.Names[term.Coefficient], term.Weight));
            }
            return mapped;
        }
    }
}
