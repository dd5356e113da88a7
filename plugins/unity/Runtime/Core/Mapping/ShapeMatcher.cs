#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Rig;

namespace Mien.Core.Mapping
{
    /// <summary>Finds by their names what a character's shapes are.</summary>
    public static class ShapeMatcher
    {
        /// <summary>
        /// Share of a preset's shapes in a region from which on it is taken, whatever those after it have: few characters
        /// stick out their tongue, but many with ARKit's shapes have visemes too.
        /// </summary>
        private const double Enough = 0.8;

        /// <summary>Recognises as much of a character as it can.</summary>
        /// <param name="names">Names of all its shapes, as a mesh has them.</param>
        /// <param name="presets">What is known, the more likely first; null for all.</param>
        public static ShapeMatch Match(IReadOnlyList<string> names, IReadOnlyList<ShapePreset>? presets = null)
        {
            var best = new Dictionary<ShapeRule, BoundShape>?[FaceRegion.Count];
            var bestShare = new double[FaceRegion.Count];
            foreach (ShapePreset preset in presets ?? ShapePresets.All)
            {
                Dictionary<ShapeRule, BoundShape> found = Recognise(names, preset);
                for (int region = 0; region < FaceRegion.Count; region++)
                {
                    double share = Math.Min(Share(preset, found, region), Enough);
                    if (share > bestShare[region])
                    {
                        bestShare[region] = share;
                        best[region] = found;
                    }
                }
            }
            return Summary(names.Count, Chosen(best));
        }

        private static List<BoundShape> Chosen(Dictionary<ShapeRule, BoundShape>?[] best)
        {
            var shapes = new List<BoundShape>();
            for (int region = 0; region < FaceRegion.Count; region++)
            {
                foreach (KeyValuePair<ShapeRule, BoundShape> match in best[region] ?? new Dictionary<ShapeRule, BoundShape>())
                {
                    if (FaceRegion.Of(match.Key) == region)
                    {
                        shapes.Add(match.Value);
                    }
                }
            }
            shapes.Sort((one, other) => one.Shape.CompareTo(other.Shape));
            return shapes;
        }

        private static ShapeMatch Summary(int count, List<BoundShape> shapes)
        {
            var isMatched = new bool[count];
            var isMoving = new bool[Expression.Count];
            foreach (BoundShape shape in shapes)
            {
                isMatched[shape.Shape] = true;
                foreach (ShapeTerm term in shape.Rule.Terms)
                {
                    isMoving[term.Coefficient] = true;
                }
            }
            return new ShapeMatch(shapes, Without(isMatched), Without(isMoving));
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

        /// <summary>Which shapes of a preset are there; of several that may be the same, the one with least before it.</summary>
        private static Dictionary<ShapeRule, BoundShape> Recognise(IReadOnlyList<string> names, ShapePreset preset)
        {
            Dictionary<string, ShapeRule> known = Known(preset);
            var found = new Dictionary<ShapeRule, BoundShape>();
            var extra = new Dictionary<ShapeRule, int>();
            for (int shape = 0; shape < names.Count; shape++)
            {
                if (Find(names[shape], known, preset.IsWhole, out int before) is ShapeRule rule
                    && (!extra.TryGetValue(rule, out int least) || before < least))
                {
                    extra[rule] = before;
                    found[rule] = new BoundShape(shape, rule, preset);
                }
            }
            return found;
        }

        private static Dictionary<string, ShapeRule> Known(ShapePreset preset)
        {
            var known = new Dictionary<string, ShapeRule>();
            foreach (ShapeRule rule in preset.Rules)
            {
                known[preset.IsWhole ? rule.Shape : ShapeSpelling.Of(rule.Shape)] = rule;
            }
            foreach (KeyValuePair<string, string> alias in preset.Aliases)
            {
                string name = preset.IsWhole ? alias.Key : ShapeSpelling.Of(alias.Key);
                known[name] = known[preset.IsWhole ? alias.Value : ShapeSpelling.Of(alias.Value)];
            }
            return known;
        }

        private static ShapeRule? Find(
            string name, Dictionary<string, ShapeRule> known, bool isWhole, out int before)
        {
            before = 0;
            if (isWhole)
            {
                return known.TryGetValue(name, out ShapeRule? whole) ? whole : null;
            }
            foreach (string ending in ShapeSpelling.Endings(name))
            {
                if (known.TryGetValue(ending, out ShapeRule? rule))
                {
                    return rule;
                }
                before++;
            }
            return null;
        }

        private static double Share(ShapePreset preset, Dictionary<ShapeRule, BoundShape> found, int region)
        {
            int expected = 0;
            int got = 0;
            foreach (ShapeRule rule in preset.Rules)
            {
                bool isHere = FaceRegion.Of(rule) == region;
                expected += isHere ? 1 : 0;
                got += isHere && found.ContainsKey(rule) ? 1 : 0;
            }
            bool isPart = preset.IsWhole && got != expected;
            return got == 0 || isPart ? 0 : got / (double)expected;
        }
    }
}
