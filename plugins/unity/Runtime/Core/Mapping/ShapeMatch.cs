#nullable enable
using System.Collections.Generic;

namespace Mien.Core.Mapping
{
    /// <summary>Recognised shapes of a character.</summary>
    public sealed class ShapeMatch
    {
        internal ShapeMatch(
            IReadOnlyList<BoundShape> shapes,
            IReadOnlyList<int> unmatched,
            IReadOnlyList<int> missing,
            IReadOnlyList<int> empty,
            IReadOnlyList<RegionChoice> choices)
        {
            Shapes = shapes;
            Unmatched = unmatched;
            Missing = missing;
            Empty = empty;
            Choices = choices;
        }

        /// <summary>The shapes that move, each with what moves it.</summary>
        public IReadOnlyList<BoundShape> Shapes { get; }

        /// <summary>Indices of the shapes that do not move: nothing is known of them, or others move their part.</summary>
        public IReadOnlyList<int> Unmatched { get; }

        /// <summary>Indices of the coefficients that move nothing.</summary>
        public IReadOnlyList<int> Missing { get; }

        /// <summary>Indices of the shapes that are left out, since they move nothing.</summary>
        public IReadOnlyList<int> Empty { get; }

        /// <summary>Preset that moves each part of the face, with the reason.</summary>
        public IReadOnlyList<RegionChoice> Choices { get; }
    }
}
