#nullable enable
// Generated from protocol/presets/mmd_wink.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>MikuMikuDance, smiling lids.</summary>
    internal static class MmdWinkPreset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "mmd_wink", "MikuMikuDance, smiling lids", Shapes, isWhole: true);

        private const string Shapes = @"
ウィンク = eyeBlinkLeft 1
ウィンク右 = eyeBlinkRight 1
";
    }
}
