#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Rig;

namespace Mien.Core.Mapping
{
    /// <summary>
    /// Parts of a face that one preset moves as a whole: the visemes of a character would move its mouth a second time if
    /// its ARKit shapes move it already.
    /// </summary>
    internal static class FaceRegion
    {
        internal const int Count = 5;

        private static readonly string[][] Beginnings =
        {
            new[] { "jaw", "mouth", "tongue" },
            new[] { "eyeBlink", "eyeSquint", "eyeWide" },
            new[] { "eyeLook" },
            new[] { "brow" },
            new[] { "cheek", "nose" },
        };

        /// <summary>The region that a rule moves most.</summary>
        internal static int Of(ShapeRule rule)
        {
            ShapeTerm heaviest = rule.Terms[0];
            foreach (ShapeTerm term in rule.Terms)
            {
                heaviest = Math.Abs(term.Weight) > Math.Abs(heaviest.Weight) ? term : heaviest;
            }
            return Of(Expression.Names[heaviest.Coefficient]);
        }

        private static int Of(string coefficient)
        {
            for (int region = 0; region < Count; region++)
            {
                foreach (string beginning in Beginnings[region])
                {
                    if (coefficient.StartsWith(beginning, StringComparison.Ordinal))
                    {
                        return region;
                    }
                }
            }
            throw new KeyNotFoundException(coefficient);
        }
    }
}
