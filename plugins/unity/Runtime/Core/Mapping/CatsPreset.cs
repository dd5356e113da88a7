#nullable enable
// Generated from protocol/presets/cats.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>VRChat, as CATS names it.</summary>
    internal static class CatsPreset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "cats", "VRChat, as CATS names it", Shapes);

        private const string Shapes = @"
vrc.v_aa = jawOpen 1.05, mouthClose -0.95, mouthPucker -0.1, mouthUpperUpLeft 0.125, mouthUpperUpRight 0.125,
    mouthRollLower -0.15, mouthRollUpper -0.15, mouthShrugLower -0.2, mouthSmileLeft -0.05, mouthSmileRight
    -0.05
vrc.v_e = jawOpen 0.2, mouthPucker -0.15, mouthLowerDownLeft 0.275, mouthLowerDownRight 0.275
vrc.v_ih = mouthPucker -0.1, mouthLowerDownLeft 0.25, mouthLowerDownRight 0.25
vrc.v_oh = jawOpen 0.7, mouthClose -0.8, mouthPressLeft -0.05, mouthPressRight -0.05
vrc.v_ou = jawOpen 0.25, mouthClose -0.15, mouthPucker 0.55, mouthStretchLeft -0.075, mouthStretchRight -0.075
vrc.v_ch = jawOpen 0.2, mouthClose -0.2
vrc.v_pp = jawOpen -2.35, mouthClose 6.15, mouthPucker -0.25, mouthUpperUpLeft -0.325, mouthUpperUpRight -0.325,
    mouthRollLower 0.75, mouthRollUpper 0.8, mouthPressLeft 0.65, mouthPressRight 0.65, mouthShrugLower 0.1,
    mouthSmileLeft 0.15, mouthSmileRight 0.15
vrc.v_ff = jawOpen -0.6, mouthRollLower 2.1, mouthRollUpper -0.75
vrc.blink_left = eyeBlinkLeft 1
vrc.blink_right = eyeBlinkRight 1
";
    }
}
