#nullable enable
// Generated from protocol/presets/daz_genesis_8.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>Daz Genesis 3 and 8.</summary>
    internal static class DazGenesis8Preset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "daz_genesis_8", "Daz Genesis 3 and 8", Shapes);

        private const string Shapes = @"
eCTRLvAA = jawOpen 1.05, mouthClose -0.95, mouthPucker -0.1, mouthUpperUpLeft 0.125, mouthUpperUpRight 0.125,
    mouthRollLower -0.15, mouthRollUpper -0.15, mouthShrugLower -0.2, mouthSmileLeft -0.05, mouthSmileRight
    -0.05
eCTRLvEH = jawOpen 0.2, mouthPucker -0.15, mouthLowerDownLeft 0.275, mouthLowerDownRight 0.275
eCTRLvIY = mouthPucker -0.1, mouthLowerDownLeft 0.25, mouthLowerDownRight 0.25
eCTRLvOW = jawOpen 0.7, mouthClose -0.8, mouthPressLeft -0.05, mouthPressRight -0.05
eCTRLvUW = jawOpen 0.25, mouthClose -0.15, mouthPucker 0.55, mouthStretchLeft -0.075, mouthStretchRight -0.075
eCTRLvSH = jawOpen 0.2, mouthClose -0.2
eCTRLvM = jawOpen -2.35, mouthClose 6.15, mouthPucker -0.25, mouthUpperUpLeft -0.325, mouthUpperUpRight -0.325,
    mouthRollLower 0.75, mouthRollUpper 0.8, mouthPressLeft 0.65, mouthPressRight 0.65, mouthShrugLower 0.1,
    mouthSmileLeft 0.15, mouthSmileRight 0.15
eCTRLvF = jawOpen -0.6, mouthRollLower 2.1, mouthRollUpper -0.75
eCTRLEyesClosedL = eyeBlinkLeft 1
eCTRLEyesClosedR = eyeBlinkRight 1
";
    }
}
