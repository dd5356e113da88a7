#nullable enable
// Generated from protocol/presets/vroid.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>VRoid.</summary>
    internal static class VroidPreset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "vroid", "VRoid", Shapes);

        private const string Shapes = @"
Fcl_MTH_A = jawOpen 0.9, mouthClose -0.8, mouthPucker -0.15, mouthUpperUpLeft 0.1, mouthUpperUpRight 0.1,
    mouthRollLower -0.1, mouthRollUpper -0.1, mouthShrugLower -0.15, mouthSmileLeft -0.05, mouthSmileRight -0.05
Fcl_MTH_I = mouthLowerDownLeft 0.175, mouthLowerDownRight 0.175
Fcl_MTH_U = mouthPucker 0.65, jawOpen 0.2, mouthClose -0.7, mouthPressLeft -0.05, mouthPressRight -0.05
Fcl_MTH_E = mouthLowerDownLeft 0.175, mouthLowerDownRight 0.175, mouthUpperUpLeft 0.05, mouthUpperUpRight 0.05
Fcl_MTH_O = jawOpen 0.8, mouthClose -0.85
Fcl_EYE_Close_L = eyeBlinkLeft 1
Fcl_EYE_Close_R = eyeBlinkRight 1
";
    }
}
