#nullable enable
using System.Collections.Generic;

namespace Mien.Core.Mapping
{
    /// <summary>Known kinds of characters, the more likely first.</summary>
    public static class ShapePresets
    {
        /// <summary>All presets; where several fit well enough, the first is taken.</summary>
        public static IReadOnlyList<ShapePreset> All => KnownPresets.InOrder;

        /// <summary>The preset of a name; null where there is none.</summary>
        public static ShapePreset? Find(string name)
        {
            foreach (ShapePreset preset in All)
            {
                if (preset.Name == name)
                {
                    return preset;
                }
            }
            return null;
        }
    }
}
