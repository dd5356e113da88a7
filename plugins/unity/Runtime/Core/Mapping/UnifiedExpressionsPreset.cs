#nullable enable
// Generated from protocol/presets/unified_expressions.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>Unified Expressions.</summary>
    internal static class UnifiedExpressionsPreset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "unified_expressions", "Unified Expressions", Shapes);

        private const string Shapes = @"
JawForward = jawForward 1
JawLeft = jawLeft 1
JawOpen = jawOpen 1
JawRight = jawRight 1
MouthClosed = mouthClose 1
LipFunnelUpperLeft = mouthFunnel 1
LipFunnelUpperRight = mouthFunnel 1
LipFunnelLowerLeft = mouthFunnel 1
LipFunnelLowerRight = mouthFunnel 1
LipPuckerUpperLeft = mouthPucker 1
LipPuckerUpperRight = mouthPucker 1
LipPuckerLowerLeft = mouthPucker 1
LipPuckerLowerRight = mouthPucker 1
LipSuckUpperLeft = mouthRollUpper 1
LipSuckUpperRight = mouthRollUpper 1
LipSuckLowerLeft = mouthRollLower 1
LipSuckLowerRight = mouthRollLower 1
MouthUpperLeft = mouthLeft 1
MouthUpperRight = mouthRight 1
MouthLowerLeft = mouthLeft 1
MouthLowerRight = mouthRight 1
MouthUpperUpLeft = mouthUpperUpLeft 1
MouthUpperUpRight = mouthUpperUpRight 1
MouthLowerDownLeft = mouthLowerDownLeft 1
MouthLowerDownRight = mouthLowerDownRight 1
MouthCornerPullLeft = mouthSmileLeft 1
MouthCornerPullRight = mouthSmileRight 1
MouthCornerSlantLeft = mouthSmileLeft 1
MouthCornerSlantRight = mouthSmileRight 1
MouthDimpleLeft = mouthDimpleLeft 1
MouthDimpleRight = mouthDimpleRight 1
MouthFrownLeft = mouthFrownLeft 1
MouthFrownRight = mouthFrownRight 1
MouthStretchLeft = mouthStretchLeft 1
MouthStretchRight = mouthStretchRight 1
MouthPressLeft = mouthPressLeft 1
MouthPressRight = mouthPressRight 1
MouthRaiserUpper = mouthShrugUpper 1
MouthRaiserLower = mouthShrugLower 1
TongueOut = tongueOut 1
EyeClosedLeft = eyeBlinkLeft 1
EyeClosedRight = eyeBlinkRight 1
EyeSquintLeft = eyeSquintLeft 1
EyeSquintRight = eyeSquintRight 1
EyeWideLeft = eyeWideLeft 1
EyeWideRight = eyeWideRight 1
EyeLookUpLeft = eyeLookUpLeft 1
EyeLookUpRight = eyeLookUpRight 1
EyeLookDownLeft = eyeLookDownLeft 1
EyeLookDownRight = eyeLookDownRight 1
EyeLookInLeft = eyeLookInLeft 1
EyeLookInRight = eyeLookInRight 1
EyeLookOutLeft = eyeLookOutLeft 1
EyeLookOutRight = eyeLookOutRight 1
BrowPinchLeft = browDownLeft 1
BrowLowererLeft = browDownLeft 1
BrowPinchRight = browDownRight 1
BrowLowererRight = browDownRight 1
BrowInnerUpLeft = browInnerUp 1
BrowInnerUpRight = browInnerUp 1
BrowOuterUpLeft = browOuterUpLeft 1
BrowOuterUpRight = browOuterUpRight 1
CheekPuffLeft = cheekPuff 1
CheekPuffRight = cheekPuff 1
CheekSquintLeft = cheekSquintLeft 1
CheekSquintRight = cheekSquintRight 1
NoseSneerLeft = noseSneerLeft 1
NoseSneerRight = noseSneerRight 1
";
    }
}
