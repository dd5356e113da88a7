#nullable enable
using System.Collections.Generic;

namespace Mien.Core.Mapping
{
    /// <summary>Shapes of a preset that a character has; of several of a mesh that may be the same, one.</summary>
    internal sealed class PresetFinding
    {
        private readonly Dictionary<(int Mesh, ShapeRule Rule), FoundShape> _found =
            new Dictionary<(int Mesh, ShapeRule Rule), FoundShape>();

        internal PresetFinding(ShapePreset preset, IReadOnlyList<CharacterShape> shapes)
        {
            Preset = preset;
            Dictionary<string, ShapeRule> known = Known(preset);
            for (int at = 0; at < shapes.Count; at++)
            {
                if (Find(shapes[at].Name, known, preset.IsWhole, out int before) is ShapeRule rule)
                {
                    var found = new FoundShape(at, rule, before, shapes[at].IsEmpty);
                    (int Mesh, ShapeRule Rule) place = (shapes[at].Mesh, rule);
                    if (!_found.TryGetValue(place, out FoundShape former) || found.IsBetterThan(former))
                    {
                        _found[place] = found;
                        Rules.Add(rule);
                    }
                }
            }
        }

        internal ShapePreset Preset { get; }

        /// <summary>The shapes that were found.</summary>
        internal IEnumerable<FoundShape> Shapes => _found.Values;

        /// <summary>Their rules.</summary>
        internal HashSet<ShapeRule> Rules { get; } = new HashSet<ShapeRule>();

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

        private static ShapeRule? Find(string name, Dictionary<string, ShapeRule> known, bool isWhole, out int before)
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
    }
}
