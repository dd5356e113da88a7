#nullable enable
// Generated from protocol/presets/vrm_blink.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>VRM expressions, both eyes at once.</summary>
    internal static class VrmBlinkPreset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "vrm_blink", "VRM expressions, both eyes at once", Shapes, isWhole: true);

        private const string Shapes = @"
blink = eyeBlinkLeft 0.5, eyeBlinkRight 0.5 | Blink
";
    }
}
