#nullable enable
// Generated from protocol/presets/mmd_blink.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>MikuMikuDance, both eyes at once.</summary>
    internal static class MmdBlinkPreset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "mmd_blink", "MikuMikuDance, both eyes at once", Shapes, isWhole: true);

        private const string Shapes = @"
まばたき = eyeBlinkLeft 0.5, eyeBlinkRight 0.5
";
    }
}
