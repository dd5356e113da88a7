#nullable enable
using System;
using System.Collections.Generic;
using System.Globalization;
using Mien.Core.Rig;

namespace Mien.Core.Mapping
{
    /// <summary>
    /// Reads a preset as it is written here: a line a shape, <c>viseme_U = jawOpen 0.25, mouthPucker 0.55</c>, and after a
    /// bar other names of the shape, <c>| v_ou</c>. A shape that is called like its coefficient needs no more than that. A
    /// line that begins with a space goes on with the one before.
    /// </summary>
    internal static class PresetTable
    {
        private static readonly char[] Newline = { '\n' };

        private static readonly char[] Space = { ' ' };

        internal static ShapePreset Read(string name, string title, string text, bool isWhole = false)
        {
            var rules = new List<ShapeRule>();
            var aliases = new Dictionary<string, string>();
            string joined = text.Replace("\r", "").Replace("\n ", " ");
            foreach (string line in joined.Split(Newline, StringSplitOptions.RemoveEmptyEntries))
            {
                string[] halves = line.Split('|');
                string[] sides = halves[0].Split('=');
                string shape = sides[0].Trim();
                rules.Add(new ShapeRule(shape, Terms(sides.Length > 1 ? sides[1] : shape + " 1")));
                for (int at = 1; at < halves.Length; at++)
                {
                    aliases[halves[at].Trim()] = shape;
                }
            }
            return new ShapePreset(name, title, isWhole, rules, aliases);
        }

        private static List<ShapeTerm> Terms(string text)
        {
            var terms = new List<ShapeTerm>();
            foreach (string term in text.Split(','))
            {
                string[] words = term.Split(Space, StringSplitOptions.RemoveEmptyEntries);
                float weight = float.Parse(words[1], CultureInfo.InvariantCulture);
                int coefficient = Expression.IndexOf(words[0]);
                if (coefficient < 0)
                {
                    throw new MienException("no coefficient is called " + words[0]);
                }
                terms.Add(new ShapeTerm(coefficient, weight));
            }
            return terms;
        }
    }
}
