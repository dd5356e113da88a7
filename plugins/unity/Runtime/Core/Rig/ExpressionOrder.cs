#nullable enable
using System;
using System.Collections.Generic;

namespace Mien.Core.Rig
{
    /// <summary>From the order in which a stream tells coefficients to the rig's.</summary>
    public sealed class ExpressionOrder
    {
        private readonly int[]? _places;

        /// <summary>The order of these names; those that are none of the rig's are left out.</summary>
        public ExpressionOrder(IReadOnlyList<string> names)
        {
            var places = new int[Expression.Count];
            bool isSame = true;
            for (int at = 0; at < places.Length; at++)
            {
                places[at] = Expression.IndexOf(names[at]);
                isSame &= places[at] == at;
            }
            _places = isSame ? null : places;
        }

        /// <summary>Puts coefficients into the rig's order, in place.</summary>
        /// <param name="coefficients">52 of them, in the stream's order.</param>
        public void Apply(Span<float> coefficients)
        {
            if (_places is null)
            {
                return;
            }
            Span<float> told = stackalloc float[Expression.Count];
            coefficients.CopyTo(told);
            coefficients.Clear();
            for (int at = 0; at < _places.Length; at++)
            {
                if (_places[at] >= 0)
                {
                    coefficients[_places[at]] = told[at];
                }
            }
        }
    }
}
