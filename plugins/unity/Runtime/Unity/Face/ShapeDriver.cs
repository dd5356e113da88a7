#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Mapping;
using Mien.Core.Rig;

namespace Mien
{
    /// <summary>
    /// The weights of some shapes, by name, for a face: recognised by itself or by a mapping. Allocates nothing once made.
    /// </summary>
    internal sealed class ShapeDriver
    {
        private readonly ShapeMixer _mixer;
        private readonly MappedShape?[] _limits;
        private readonly float[] _weights;

        private ShapeDriver(IReadOnlyList<CharacterShape> shapes, List<BoundShape> bound, List<MappedShape?> limits)
        {
            _mixer = new ShapeMixer(bound);
            _limits = limits.ToArray();
            _weights = new float[bound.Count];
            Unmapped = Rest(shapes, bound);
        }

        /// <summary>Number of shapes that it moves.</summary>
        internal int Count => _mixer.Count;

        /// <summary>Names of the shapes that nothing moves, but would move something.</summary>
        internal IReadOnlyList<string> Unmapped { get; }

        /// <summary>A driver of shapes that are recognised, or mapped, by their names.</summary>
        /// <param name="shapes">The shapes.</param>
        /// <param name="mapping">What moves them; null for what is recognised.</param>
        /// <param name="prefer">Name of a preset that is taken wherever it moves anything; empty for none.</param>
        internal static ShapeDriver Of(IReadOnlyList<CharacterShape> shapes, MienMapping? mapping, string prefer = "")
        {
            return mapping != null
                ? Mapped(shapes, mapping)
                : Recognised(shapes, new List<BoundShape>(ShapeMatcher.Match(shapes, prefer).Shapes));
        }

        /// <summary>A driver of shapes of which it is known what moves them.</summary>
        internal static ShapeDriver Recognised(IReadOnlyList<CharacterShape> shapes, List<BoundShape> bound)
        {
            return new ShapeDriver(shapes, bound, new List<MappedShape?>(new MappedShape?[bound.Count]));
        }

        /// <summary>A driver of shapes that a mapping moves.</summary>
        internal static ShapeDriver Mapped(IReadOnlyList<CharacterShape> shapes, MienMapping mapping)
        {
            var bound = new List<BoundShape>();
            var limits = new List<MappedShape?>();
            Bind(shapes, mapping, bound, limits);
            return new ShapeDriver(shapes, bound, limits);
        }

        /// <summary>Name that a shape has.</summary>
        internal int ShapeAt(int index)
        {
            return _mixer.ShapeAt(index);
        }

        /// <summary>The weights of a face: one for each shape that it moves, 1 being the whole shape; until the next call.</summary>
        internal ReadOnlySpan<float> Weights(ReadOnlySpan<float> coefficients)
        {
            _mixer.Mix(coefficients, _weights);
            for (int at = 0; at < _weights.Length; at++)
            {
                if (_limits[at] is MappedShape mapped)
                {
                    float weight = (_weights[at] * mapped.Gain) + mapped.Offset;
                    _weights[at] = Math.Max(mapped.Least, Math.Min(mapped.Most, weight));
                }
            }
            return _weights;
        }

        private static void Bind(
            IReadOnlyList<CharacterShape> shapes, MienMapping mapping, List<BoundShape> bound, List<MappedShape?> limits)
        {
            var taken = new HashSet<int>();
            foreach (MappedShape mapped in mapping.Shapes)
            {
                int shape = Find(shapes, mapped.Shape);
                List<ShapeTerm> terms = Terms(mapped);
                if (shape >= 0 && terms.Count > 0 && taken.Add(shape))
                {
                    bound.Add(new BoundShape(shape, new ShapeRule(mapped.Shape, terms)));
                    limits.Add(mapped);
                }
            }
        }

        private static List<ShapeTerm> Terms(MappedShape mapped)
        {
            var terms = new List<ShapeTerm>();
            foreach (ShapeShare share in mapped.Shares)
            {
                int coefficient = Expression.IndexOf(share.Coefficient);
                if (coefficient >= 0)
                {
                    terms.Add(new ShapeTerm(coefficient, share.Weight));
                }
            }
            return terms;
        }

        /// <summary>Finds a shape by its exact name, otherwise by any spelling of it.</summary>
        private static int Find(IReadOnlyList<CharacterShape> shapes, string wanted)
        {
            for (int at = 0; at < shapes.Count; at++)
            {
                if (shapes[at].Name == wanted)
                {
                    return at;
                }
            }
            string spelling = ShapeSpelling.Of(wanted);
            for (int at = 0; at < shapes.Count; at++)
            {
                foreach (string ending in ShapeSpelling.Endings(shapes[at].Name))
                {
                    if (ending == spelling)
                    {
                        return at;
                    }
                }
            }
            return -1;
        }

        private static List<string> Rest(IReadOnlyList<CharacterShape> shapes, List<BoundShape> bound)
        {
            var isMoved = new bool[shapes.Count];
            foreach (BoundShape shape in bound)
            {
                isMoved[shape.Shape] = true;
            }
            var rest = new List<string>();
            for (int at = 0; at < shapes.Count; at++)
            {
                if (!isMoved[at] && !shapes[at].IsEmpty)
                {
                    rest.Add(shapes[at].Name);
                }
            }
            return rest;
        }
    }
}
