#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Rig;

namespace Mien.Core.Mapping
{
    /// <summary>
    /// A part of a face that one preset moves as a whole: the visemes of a character would move its mouth a second time if
    /// its ARKit shapes move it already.
    /// </summary>
    internal sealed class FaceRegion
    {
        private readonly string[] _begins;

        internal FaceRegion(string name, string[] begins, string[] needs)
        {
            Name = name;
            Needs = needs;
            _begins = begins;
        }

        /// <summary>For people.</summary>
        internal string Name { get; }

        /// <summary>Coefficients of which one has to move it, for what moves it to be of use; none where any will do.</summary>
        internal IReadOnlyList<string> Needs { get; }

        /// <summary>The region that a rule moves most.</summary>
        internal static FaceRegion Of(ShapeRule rule)
        {
            ShapeTerm heaviest = rule.Terms[0];
            foreach (ShapeTerm term in rule.Terms)
            {
                heaviest = Math.Abs(term.Weight) > Math.Abs(heaviest.Weight) ? term : heaviest;
            }
            string coefficient = Expression.Names[heaviest.Coefficient];
            return Array.Find(FaceRegions.All, region => region.Has(coefficient)) ?? throw new KeyNotFoundException(coefficient);
        }

        /// <summary>True if a rule does what the region is for: opens the mouth, closes the lids.</summary>
        internal bool IsServedBy(ShapeRule rule)
        {
            foreach (ShapeTerm term in rule.Terms)
            {
                foreach (string needed in Needs)
                {
                    if (term.Weight > 0 && Expression.Names[term.Coefficient] == needed)
                    {
                        return true;
                    }
                }
            }
            return Needs.Count == 0;
        }

        private bool Has(string coefficient)
        {
            return Array.Exists(_begins, beginning => coefficient.StartsWith(beginning, StringComparison.Ordinal));
        }
    }
}
