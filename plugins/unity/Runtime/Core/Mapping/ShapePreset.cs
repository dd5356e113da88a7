#nullable enable
using System.Collections.Generic;

namespace Mien.Core.Mapping
{
    /// <summary>One kind of character: the names of its shapes, and what moves each.</summary>
    public sealed class ShapePreset
    {
        internal ShapePreset(
            string name,
            string title,
            bool isWhole,
            IReadOnlyList<ShapeRule> rules,
            IReadOnlyDictionary<string, string> aliases)
        {
            Name = name;
            Title = title;
            IsWhole = isWhole;
            Rules = rules;
            Aliases = aliases;
        }

        /// <summary>For programs, as <c>arkit</c>.</summary>
        public string Name { get; }

        /// <summary>Name for users.</summary>
        public string Title { get; }

        /// <summary>
        /// Whether its names are so short that they mean something only where they are the whole name of a shape.
        /// </summary>
        public bool IsWhole { get; }

        /// <summary>Its shapes.</summary>
        public IReadOnlyList<ShapeRule> Rules { get; }

        /// <summary>Other names of its shapes, each with the name that it has here.</summary>
        public IReadOnlyDictionary<string, string> Aliases { get; }
    }
}
