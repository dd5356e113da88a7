#nullable enable

namespace Mien.Core.Mapping
{
    /// <summary>A shape of a character, and what moves it.</summary>
    public readonly struct BoundShape
    {
        /// <summary>A shape that is moved by a rule.</summary>
        public BoundShape(int shape, ShapeRule rule, ShapePreset? preset = null)
        {
            Shape = shape;
            Rule = rule;
            Preset = preset;
        }

        /// <summary>Index among the character's shapes.</summary>
        public int Shape { get; }

        /// <summary>Mapping that moves it.</summary>
        public ShapeRule Rule { get; }

        /// <summary>By which preset it was recognised; null where somebody said so.</summary>
        public ShapePreset? Preset { get; }
    }
}
