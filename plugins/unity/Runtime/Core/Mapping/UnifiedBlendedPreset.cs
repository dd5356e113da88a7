#nullable enable
// Generated from protocol/presets/unified_blended.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>Unified Expressions, blended.</summary>
    internal static class UnifiedBlendedPreset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "unified_blended", "Unified Expressions, blended", Shapes);

        private const string Shapes = @"
JawForward = jawForward 1
JawLeft = jawLeft 1
JawOpen = jawOpen 1
JawRight = jawRight 1
MouthClosed = mouthClose 1
LipFunnel = mouthFunnel 1
LipPucker = mouthPucker 1
LipSuckUpper = mouthRollUpper 1
LipSuckLower = mouthRollLower 1
MouthLeft = mouthLeft 1
MouthRight = mouthRight 1
MouthRaiserUpper = mouthShrugUpper 1
MouthRaiserLower = mouthShrugLower 1
TongueOut = tongueOut 1
MouthUpperUpLeft = mouthUpperUpLeft 1
MouthUpperUpRight = mouthUpperUpRight 1
MouthLowerDownLeft = mouthLowerDownLeft 1
MouthLowerDownRight = mouthLowerDownRight 1
MouthSmileLeft = mouthSmileLeft 1
MouthSmileRight = mouthSmileRight 1
MouthDimpleLeft = mouthDimpleLeft 1
MouthDimpleRight = mouthDimpleRight 1
MouthFrownLeft = mouthFrownLeft 1
MouthFrownRight = mouthFrownRight 1
MouthStretchLeft = mouthStretchLeft 1
MouthStretchRight = mouthStretchRight 1
MouthPressLeft = mouthPressLeft 1
MouthPressRight = mouthPressRight 1
EyeClosedLeft = eyeBlinkLeft 1
EyeClosedRight = eyeBlinkRight 1
EyeSquintLeft = eyeSquintLeft 1
EyeSquintRight = eyeSquintRight 1
EyeWideLeft = eyeWideLeft 1
EyeWideRight = eyeWideRight 1
BrowDownLeft = browDownLeft 1
BrowDownRight = browDownRight 1
BrowInnerUp = browInnerUp 1
BrowOuterUpLeft = browOuterUpLeft 1
BrowOuterUpRight = browOuterUpRight 1
CheekPuff = cheekPuff 1
CheekSquintLeft = cheekSquintLeft 1
CheekSquintRight = cheekSquintRight 1
NoseSneerLeft = noseSneerLeft 1
NoseSneerRight = noseSneerRight 1
";
    }
}
