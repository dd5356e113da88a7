#nullable enable
// Generated from protocol/presets/vrm.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>VRM expressions.</summary>
    internal static class VrmPreset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "vrm", "VRM expressions", Shapes, isWhole: true);

        private const string Shapes = @"
aa = jawOpen 0.9, mouthClose -0.8, mouthPucker -0.15, mouthUpperUpLeft 0.1, mouthUpperUpRight 0.1,
    mouthRollLower -0.1, mouthRollUpper -0.1, mouthShrugLower -0.15, mouthSmileLeft -0.05, mouthSmileRight -0.05
    | A | a
ih = mouthLowerDownLeft 0.175, mouthLowerDownRight 0.175 | I | i
ou = mouthPucker 0.65, jawOpen 0.2, mouthClose -0.7, mouthPressLeft -0.05, mouthPressRight -0.05 | U | u
ee = mouthLowerDownLeft 0.175, mouthLowerDownRight 0.175, mouthUpperUpLeft 0.05, mouthUpperUpRight 0.05 | E | e
oh = jawOpen 0.8, mouthClose -0.85 | O | o
blinkLeft = eyeBlinkLeft 1 | Blink_L | blink_l
blinkRight = eyeBlinkRight 1 | Blink_R | blink_r
";
    }
}
