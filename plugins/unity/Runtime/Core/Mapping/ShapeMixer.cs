#nullable enable
using System;
using System.Collections.Generic;

namespace Mien.Core.Mapping
{
    /// <summary>Turns coefficients into the weights of a character's shapes; allocates nothing once made.</summary>
    public sealed class ShapeMixer
    {
        private readonly BoundShape[] _shapes;
        private readonly int[] _ends;
        private readonly int[] _coefficients;
        private readonly float[] _weights;

        /// <summary>A mixer for some shapes.</summary>
        public ShapeMixer(IReadOnlyList<BoundShape> shapes)
        {
            _shapes = new BoundShape[shapes.Count];
            _ends = new int[shapes.Count];
            var terms = new List<ShapeTerm>();
            for (int at = 0; at < shapes.Count; at++)
            {
                _shapes[at] = shapes[at];
                terms.AddRange(shapes[at].Rule.Terms);
                _ends[at] = terms.Count;
            }
            _coefficients = new int[terms.Count];
            _weights = new float[terms.Count];
            for (int at = 0; at < terms.Count; at++)
            {
                _coefficients[at] = terms[at].Coefficient;
                _weights[at] = terms[at].Weight;
            }
        }

        /// <summary>Number of shapes that it moves.</summary>
        public int Count => _shapes.Length;

        /// <summary>The character's index of a shape that it moves.</summary>
        public int ShapeAt(int index)
        {
            return _shapes[index].Shape;
        }

        /// <summary>The weights of the shapes for a face.</summary>
        /// <param name="coefficients">The 52, 0..1.</param>
        /// <param name="into">Takes one for each shape that it moves, 0..1.</param>
        public void Mix(ReadOnlySpan<float> coefficients, Span<float> into)
        {
            int term = 0;
            for (int shape = 0; shape < _ends.Length; shape++)
            {
                float sum = 0;
                for (; term < _ends[shape]; term++)
                {
                    sum += _weights[term] * coefficients[_coefficients[term]];
                }
                into[shape] = Math.Max(0, Math.Min(1, sum));
            }
        }
    }
}
