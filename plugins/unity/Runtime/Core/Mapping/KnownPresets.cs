#nullable enable
// Generated from protocol/presets/matching.json by `python3 run.py generate`; edit that.
using System.Collections.Generic;

namespace Mien.Core.Mapping
{
    /// <summary>Known kinds of characters, the more likely first.</summary>
    internal static class KnownPresets
    {
        internal static readonly IReadOnlyList<ShapePreset> InOrder = new[]
        {
            ArkitPreset.Preset,
            CharacterCreatorPreset.Preset,
            MetahumanPreset.Preset,
            DazGenesis9Preset.Preset,
            DazGenesis8Preset.Preset,
            UnifiedExpressionsPreset.Preset,
            UnifiedBlendedPreset.Preset,
            CatsPreset.Preset,
            OculusPreset.Preset,
            VrmPreset.Preset,
            VroidPreset.Preset,
            MmdPreset.Preset,
            VrmBlinkPreset.Preset,
            MmdBlinkPreset.Preset,
            MmdWinkPreset.Preset,
            ReadyPlayerMePreset.Preset,
        };
    }
}
