#nullable enable
using System.Collections.Generic;
using System.Linq;
using Mien.Core.Rig;

namespace Mien.Core.Mapping
{
    /// <summary>Finds by their names what a character's shapes are.</summary>
    public static class ShapeMatcher
    {
        /// <summary>Recognises as much of a mesh as it can.</summary>
        /// <param name="names">Names of all its shapes, of which each moves something.</param>
        /// <param name="presets">What is known, the more likely first; null for all.</param>
        public static ShapeMatch Match(IReadOnlyList<string> names, IReadOnlyList<ShapePreset>? presets = null)
        {
            return Match(CharacterShape.Of(names), "", presets);
        }

        /// <summary>Recognises as much of a character as it can; what moves nothing is left out.</summary>
        /// <param name="shapes">All its shapes, of all its meshes.</param>
        /// <param name="prefer">Name of a preset that is taken wherever it moves anything; empty for none.</param>
        /// <param name="presets">What is known, the more likely first; null for all.</param>
        public static ShapeMatch Match(
            IReadOnlyList<CharacterShape> shapes, string prefer, IReadOnlyList<ShapePreset>? presets = null)
        {
            var findings = new List<PresetFinding>();
            foreach (ShapePreset preset in presets ?? ShapePresets.All)
            {
                findings.Add(new PresetFinding(preset, shapes));
            }
            var choices = new List<RegionChoice>();
            foreach (FaceRegion region in FaceRegions.All)
            {
                if (Choose(region, findings, prefer) is RegionChoice choice)
                {
                    choices.Add(choice);
                }
            }
            return Summary(shapes, choices);
        }

        private static RegionChoice? Choose(FaceRegion region, List<PresetFinding> findings, string prefer)
        {
            var candidates = new List<ShapeCandidate>();
            ShapeCandidate? taken = null;
            foreach (PresetFinding finding in findings)
            {
                var candidate = new ShapeCandidate(region, finding, finding.Preset.Name == prefer);
                if (candidate.Moving > 0 || candidate.Empty.Count > 0)
                {
                    candidates.Add(candidate);
                    taken = IsBetter(candidate, taken, prefer) ? candidate : taken;
                }
            }
            if (taken is null)
            {
                return null;
            }
            taken = candidates.Aggregate(
                taken,
                (former, next) => next.MovesMoreThan(former) && CanReplace(next, former, prefer) ? next : former);
            candidates.Remove(taken);
            return new RegionChoice(region, taken, candidates, taken.Preset.Name == prefer);
        }

        /// <summary>The preferred one, then what is of use, then what has more: enough is as good as all.</summary>
        private static bool IsBetter(ShapeCandidate candidate, ShapeCandidate? former, string prefer)
        {
            if (candidate.Moving == 0 || former is null)
            {
                return candidate.Moving > 0;
            }
            bool isPreferred = candidate.Preset.Name == prefer;
            if (isPreferred || former.Preset.Name == prefer)
            {
                return isPreferred;
            }
            return candidate.IsUseful == former.IsUseful ? candidate.Share > former.Share : candidate.IsUseful;
        }

        /// <summary>Of standards that share names, the one that moves all that another moves, and more, is meant.</summary>
        private static bool CanReplace(ShapeCandidate candidate, ShapeCandidate former, string prefer)
        {
            return former.Preset.Name != prefer && (candidate.IsUseful || !former.IsUseful);
        }

        private static ShapeMatch Summary(IReadOnlyList<CharacterShape> shapes, List<RegionChoice> choices)
        {
            var bound = new List<BoundShape>();
            foreach (RegionChoice choice in choices)
            {
                bound.AddRange(choice.Shapes);
            }
            bound.Sort((one, other) => one.Shape.CompareTo(other.Shape));
            var isMatched = new bool[shapes.Count];
            var isMoving = new bool[Expression.Count];
            foreach (BoundShape shape in bound)
            {
                isMatched[shape.Shape] = true;
                foreach (ShapeTerm term in shape.Rule.Terms)
                {
                    isMoving[term.Coefficient] = true;
                }
            }
            var empty = new List<int>();
            for (int at = 0; at < shapes.Count; at++)
            {
                if (shapes[at].IsEmpty)
                {
                    empty.Add(at);
                    isMatched[at] = true;
                }
            }
            return new ShapeMatch(bound, Without(isMatched), Without(isMoving), empty, choices);
        }

        private static List<int> Without(bool[] marked)
        {
            var rest = new List<int>();
            for (int at = 0; at < marked.Length; at++)
            {
                if (!marked[at])
                {
                    rest.Add(at);
                }
            }
            return rest;
        }
    }
}
