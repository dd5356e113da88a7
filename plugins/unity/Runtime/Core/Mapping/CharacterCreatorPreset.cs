#nullable enable
// Generated from protocol/presets/character_creator.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>Character Creator 4, extended.</summary>
    internal static class CharacterCreatorPreset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "character_creator", "Character Creator 4, extended", Shapes);

        private const string Shapes = @"
Brow_Raise_Inner_L = browInnerUp 1
Brow_Raise_Inner_R = browInnerUp 1
Brow_Raise_Outer_L = browOuterUpLeft 1
Brow_Raise_Outer_R = browOuterUpRight 1
Brow_Drop_L = browDownLeft 1
Brow_Drop_R = browDownRight 1
Eye_Blink_L = eyeBlinkLeft 1
Eye_Blink_R = eyeBlinkRight 1
Eye_Squint_L = eyeSquintLeft 1
Eye_Squint_R = eyeSquintRight 1
Eye_Wide_L = eyeWideLeft 1
Eye_Wide_R = eyeWideRight 1
Eye_L_Look_L = eyeLookOutLeft 1
Eye_L_Look_R = eyeLookInLeft 1
Eye_R_Look_L = eyeLookInRight 1
Eye_R_Look_R = eyeLookOutRight 1
Eye_L_Look_Up = eyeLookUpLeft 1
Eye_R_Look_Up = eyeLookUpRight 1
Eye_L_Look_Down = eyeLookDownLeft 1
Eye_R_Look_Down = eyeLookDownRight 1
Nose_Sneer_L = noseSneerLeft 1
Nose_Sneer_R = noseSneerRight 1
Cheek_Raise_L = cheekSquintLeft 1
Cheek_Raise_R = cheekSquintRight 1
Cheek_Puff_L = cheekPuff 1
Cheek_Puff_R = cheekPuff 1
Jaw_Open = jawOpen 1
Jaw_Forward = jawForward 1
Jaw_L = jawLeft 1
Jaw_R = jawRight 1
Mouth_Close = mouthClose 1
Mouth_L = mouthLeft 1
Mouth_R = mouthRight 1
Mouth_Smile_L = mouthSmileLeft 1
Mouth_Smile_R = mouthSmileRight 1
Mouth_Frown_L = mouthFrownLeft 1
Mouth_Frown_R = mouthFrownRight 1
Mouth_Dimple_L = mouthDimpleLeft 1
Mouth_Dimple_R = mouthDimpleRight 1
Mouth_Stretch_L = mouthStretchLeft 1
Mouth_Stretch_R = mouthStretchRight 1
Mouth_Press_L = mouthPressLeft 1
Mouth_Press_R = mouthPressRight 1
Mouth_Pucker_Up_L = mouthPucker 1
Mouth_Pucker_Up_R = mouthPucker 1
Mouth_Pucker_Down_L = mouthPucker 1
Mouth_Pucker_Down_R = mouthPucker 1
Mouth_Funnel_Up_L = mouthFunnel 1
Mouth_Funnel_Up_R = mouthFunnel 1
Mouth_Funnel_Down_L = mouthFunnel 1
Mouth_Funnel_Down_R = mouthFunnel 1
Mouth_Roll_In_Upper_L = mouthRollUpper 1
Mouth_Roll_In_Upper_R = mouthRollUpper 1
Mouth_Roll_In_Lower_L = mouthRollLower 1
Mouth_Roll_In_Lower_R = mouthRollLower 1
Mouth_Shrug_Upper = mouthShrugUpper 1
Mouth_Shrug_Lower = mouthShrugLower 1
Mouth_Up_Upper_L = mouthUpperUpLeft 1
Mouth_Up_Upper_R = mouthUpperUpRight 1
Mouth_Down_Lower_L = mouthLowerDownLeft 1
Mouth_Down_Lower_R = mouthLowerDownRight 1
Tongue_Out = tongueOut 1
";
    }
}
