#nullable enable
using System.Collections.Generic;

namespace Mien.Core.Mapping
{
    /// <summary>Source of a shape's weight: the sum of some coefficients, each with its weight, within 0..1.</summary>
    public sealed class ShapeRule
    {
        /// <summary>A rule.</summary>
        /// <param name="shape">Name of the shape.</param>
        /// <param name="terms">Mapping that moves it.</param>
        public ShapeRule(string shape, IReadOnlyList<ShapeTerm> terms)
        {
            Shape = shape;
            Terms = terms;
        }

        /// <summary>Name of the shape.</summary>
        public string Shape { get; }

        /// <summary>Mapping that moves it.</summary>
        public IReadOnlyList<ShapeTerm> Terms { get; }
    }
}
