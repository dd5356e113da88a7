#nullable enable

namespace Mien.Core.Mapping
{
    /// <summary>A character's shape that a preset knows.</summary>
    internal readonly struct FoundShape
    {
        internal FoundShape(int shape, ShapeRule rule, int before, bool isEmpty)
        {
            Shape = shape;
            Rule = rule;
            Before = before;
            IsEmpty = isEmpty;
        }

        /// <summary>Index among the character's shapes.</summary>
        internal int Shape { get; }

        internal ShapeRule Rule { get; }

        /// <summary>Number of words before its name.</summary>
        internal int Before { get; }

        internal bool IsEmpty { get; }

        /// <summary>True if this is rather meant than another that may be the same.</summary>
        internal bool IsBetterThan(FoundShape other)
        {
            return IsEmpty == other.IsEmpty ? Before < other.Before : other.IsEmpty;
        }
    }
}
