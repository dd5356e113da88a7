#nullable enable
// Generated from protocol/presets/mmd.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>MikuMikuDance.</summary>
    internal static class MmdPreset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "mmd", "MikuMikuDance", Shapes, isWhole: true);

        private const string Shapes = @"
あ = jawOpen 0.9, mouthClose -0.8, mouthPucker -0.15, mouthUpperUpLeft 0.1, mouthUpperUpRight 0.1, mouthRollLower
    -0.1, mouthRollUpper -0.1, mouthShrugLower -0.15, mouthSmileLeft -0.05, mouthSmileRight -0.05
い = mouthLowerDownLeft 0.175, mouthLowerDownRight 0.175
う = mouthPucker 0.65, jawOpen 0.2, mouthClose -0.7, mouthPressLeft -0.05, mouthPressRight -0.05
え = mouthLowerDownLeft 0.175, mouthLowerDownRight 0.175, mouthUpperUpLeft 0.05, mouthUpperUpRight 0.05
お = jawOpen 0.8, mouthClose -0.85
ウィンク２ = eyeBlinkLeft 1 | ｳｨﾝｸ２ | ウィンク2
ｳｨﾝｸ２右 = eyeBlinkRight 1 | ウィンク２右 | ウィンク2右
";
    }
}
