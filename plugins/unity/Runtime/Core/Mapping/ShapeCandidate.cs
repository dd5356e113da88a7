#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;

namespace Mien.Core.Mapping
{
    /// <summary>Part of a region that a preset would move.</summary>
    internal sealed class ShapeCandidate
    {
        private readonly HashSet<ShapeRule> _moving = new HashSet<ShapeRule>();

        internal ShapeCandidate(FaceRegion region, PresetFinding finding, bool isPreferred)
        {
            Preset = finding.Preset;
            var here = new HashSet<ShapeRule>();
            foreach (ShapeRule rule in Preset.Rules)
            {
                if (FaceRegion.Of(rule) == region)
                {
                    here.Add(rule);
                }
            }
            Expected = here.Count;
            if (!Preset.IsWhole || isPreferred || here.IsSubsetOf(finding.Rules))
            {
                Take(region, finding, here);
            }
        }

        internal ShapePreset Preset { get; }

        /// <summary>Number of the preset's shapes in the region.</summary>
        internal int Expected { get; }

        /// <summary>Number of them that are there and move something.</summary>
        internal int Moving => _moving.Count;

        /// <summary>Moving share of it, 0..1, as candidates are compared.</summary>
        internal double Share => Math.Min(Moving / Math.Max(1.0, Expected), FaceRegions.Enough);

        /// <summary>True if what the region is for moves: the jaw of a mouth, the blink of lids.</summary>
        internal bool IsUseful { get; private set; }

        /// <summary>Its shapes that are there and move something.</summary>
        internal List<BoundShape> Shapes { get; } = new List<BoundShape>();

        /// <summary>Names of its shapes that are there and move nothing.</summary>
        internal List<string> Empty { get; } = new List<string>();

        /// <summary>True if it moves all shapes that another moves, and more.</summary>
        internal bool MovesMoreThan(ShapeCandidate other)
        {
            var shapes = new HashSet<int>(Shapes.Select(shape => shape.Shape));
            return shapes.IsProperSupersetOf(other.Shapes.Select(shape => shape.Shape));
        }

        private void Take(FaceRegion region, PresetFinding finding, HashSet<ShapeRule> here)
        {
            var still = new List<ShapeRule>();
            foreach (FoundShape found in finding.Shapes)
            {
                if (!here.Contains(found.Rule))
                {
                    continue;
                }
                if (found.IsEmpty)
                {
                    still.Add(found.Rule);
                    continue;
                }
                Shapes.Add(new BoundShape(found.Shape, found.Rule, Preset));
                _moving.Add(found.Rule);
                IsUseful |= region.IsServedBy(found.Rule);
            }
            foreach (ShapeRule rule in still)
            {
                if (!_moving.Contains(rule) && !Empty.Contains(rule.Shape))
                {
                    Empty.Add(rule.Shape);
                }
            }
        }
    }
}
