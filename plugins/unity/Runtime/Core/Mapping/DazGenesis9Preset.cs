#nullable enable
// Generated from protocol/presets/daz_genesis_9.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>Daz Genesis 9.</summary>
    internal static class DazGenesis9Preset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "daz_genesis_9", "Daz Genesis 9", Shapes);

        private const string Shapes = @"
facs_bs_BrowDownLeft = browDownLeft 1
facs_bs_BrowDownRight = browDownRight 1
facs_bs_BrowInnerUpLeft = browInnerUp 1
facs_bs_BrowInnerUpRight = browInnerUp 1
facs_bs_BrowOuterUpLeft = browOuterUpLeft 1
facs_bs_BrowOuterUpRight = browOuterUpRight 1
facs_bs_CheekPuffLeft = cheekPuff 1
facs_bs_CheekPuffRight = cheekPuff 1
facs_bs_CheekSquintLeft = cheekSquintLeft 1
facs_bs_CheekSquintRight = cheekSquintRight 1
facs_bs_EyeBlinkLeft = eyeBlinkLeft 1
facs_bs_EyeBlinkRight = eyeBlinkRight 1
facs_bs_EyeLookDownLeft = eyeLookDownLeft 1
facs_bs_EyeLookDownRight = eyeLookDownRight 1
facs_bs_EyeLookInLeft = eyeLookInLeft 1
facs_bs_EyeLookInRight = eyeLookInRight 1
facs_bs_EyeLookOutLeft = eyeLookOutLeft 1
facs_bs_EyeLookOutRight = eyeLookOutRight 1
facs_bs_EyeLookUpLeft = eyeLookUpLeft 1
facs_bs_EyeLookUpRight = eyeLookUpRight 1
facs_bs_EyeSquintLeft = eyeSquintLeft 1
facs_bs_EyeSquintRight = eyeSquintRight 1
facs_bs_JawForward = jawForward 1
facs_bs_JawLeft = jawLeft 1
facs_bs_JawOpen = jawOpen 1
facs_bs_JawRight = jawRight 1
facs_bs_MouthCloseUpperLeft = mouthClose 1
facs_bs_MouthCloseUpperRight = mouthClose 1
facs_bs_MouthCloseLowerLeft = mouthClose 1
facs_bs_MouthCloseLowerRight = mouthClose 1
facs_bs_MouthDimpleLeft = mouthDimpleLeft 1
facs_bs_MouthDimpleRight = mouthDimpleRight 1
facs_bs_MouthFrownLeft = mouthFrownLeft 1
facs_bs_MouthFrownRight = mouthFrownRight 1
facs_bs_MouthFunnelUpperLeft = mouthFunnel 1
facs_bs_MouthFunnelUpperRight = mouthFunnel 1
facs_bs_MouthFunnelLowerLeft = mouthFunnel 1
facs_bs_MouthFunnelLowerRight = mouthFunnel 1
facs_bs_MouthLeft = mouthLeft 1
facs_bs_MouthLowerDownLeft = mouthLowerDownLeft 1
facs_bs_MouthLowerDownRight = mouthLowerDownRight 1
facs_bs_MouthPressUpperLeft = mouthPressLeft 1
facs_bs_MouthPressUpperRight = mouthPressRight 1
facs_bs_MouthPressLowerLeft = mouthPressLeft 1
facs_bs_MouthPressLowerRight = mouthPressRight 1
facs_bs_MouthPurseUpperLeft = mouthPucker 1
facs_bs_MouthPurseUpperRight = mouthPucker 1
facs_bs_MouthPurseLowerLeft = mouthPucker 1
facs_bs_MouthPurseLowerRight = mouthPucker 1
facs_bs_MouthRight = mouthRight 1
facs_bs_MouthRollUpperLeft = mouthRollUpper 1
facs_bs_MouthRollUpperRight = mouthRollUpper 1
facs_bs_MouthRollLowerLeft = mouthRollLower 1
facs_bs_MouthRollLowerRight = mouthRollLower 1
facs_bs_MouthShrugUpperLeft = mouthShrugUpper 1
facs_bs_MouthShrugUpperRight = mouthShrugUpper 1
facs_bs_MouthShrugLowerLeft = mouthShrugLower 1
facs_bs_MouthShrugLowerRight = mouthShrugLower 1
facs_bs_MouthSmileLeft = mouthSmileLeft 1
facs_bs_MouthSmileRight = mouthSmileRight 1
facs_bs_MouthStretchLeft = mouthStretchLeft 1
facs_bs_MouthStretchRight = mouthStretchRight 1
facs_bs_MouthUpperUpLeft = mouthUpperUpLeft 1
facs_bs_MouthUpperUpRight = mouthUpperUpRight 1
facs_bs_NoseSneerLeft = noseSneerLeft 1
facs_bs_NoseSneerRight = noseSneerRight 1
";
    }
}
