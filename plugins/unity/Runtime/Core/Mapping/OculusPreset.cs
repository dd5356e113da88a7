#nullable enable
// Generated from protocol/presets/oculus.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>Oculus visemes.</summary>
    internal static class OculusPreset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "oculus", "Oculus visemes", Shapes);

        private const string Shapes = @"
viseme_aa = jawOpen 1.05, mouthClose -0.95, mouthPucker -0.1, mouthUpperUpLeft 0.125, mouthUpperUpRight 0.125,
    mouthRollLower -0.15, mouthRollUpper -0.15, mouthShrugLower -0.2, mouthSmileLeft -0.05, mouthSmileRight
    -0.05 | v_aa
viseme_E = jawOpen 0.2, mouthPucker -0.15, mouthLowerDownLeft 0.275, mouthLowerDownRight 0.275 | v_e | v_ee
viseme_I = mouthPucker -0.1, mouthLowerDownLeft 0.25, mouthLowerDownRight 0.25 | viseme_ih | v_ih
viseme_O = jawOpen 0.7, mouthClose -0.8, mouthPressLeft -0.05, mouthPressRight -0.05 | viseme_oh | v_oh
viseme_U = jawOpen 0.25, mouthClose -0.15, mouthPucker 0.55, mouthStretchLeft -0.075, mouthStretchRight -0.075 |
    viseme_ou | v_ou
viseme_CH = jawOpen 0.2, mouthClose -0.2 | v_ch
viseme_PP = jawOpen -2.35, mouthClose 6.15, mouthPucker -0.25, mouthUpperUpLeft -0.325, mouthUpperUpRight
    -0.325, mouthRollLower 0.75, mouthRollUpper 0.8, mouthPressLeft 0.65, mouthPressRight 0.65, mouthShrugLower
    0.1, mouthSmileLeft 0.15, mouthSmileRight 0.15 | v_pp
viseme_FF = jawOpen -0.6, mouthRollLower 2.1, mouthRollUpper -0.75 | v_ff
";
    }
}
