#nullable enable

namespace Mien.Core.Mapping
{
    /// <summary>MetaHuman's raw controls, as shapes.</summary>
    internal static class MetaHumanPreset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read("metahuman", "MetaHuman, controls as shape keys", Shapes);

        private const string Shapes = @"
CTRL_expressions_browRaiseInL = browInnerUp 1
CTRL_expressions_browRaiseInR = browInnerUp 1
CTRL_expressions_browRaiseOuterL = browOuterUpLeft 1
CTRL_expressions_browRaiseOuterR = browOuterUpRight 1
CTRL_expressions_browDownL = browDownLeft 1
CTRL_expressions_browDownR = browDownRight 1
CTRL_expressions_browLateralL = browDownLeft 0.5
CTRL_expressions_browLateralR = browDownRight 0.5
CTRL_expressions_eyeBlinkL = eyeBlinkLeft 1
CTRL_expressions_eyeBlinkR = eyeBlinkRight 1
CTRL_expressions_eyeSquintInnerL = eyeSquintLeft 1
CTRL_expressions_eyeSquintInnerR = eyeSquintRight 1
CTRL_expressions_eyeUpperLidUpL = eyeWideLeft 1
CTRL_expressions_eyeUpperLidUpR = eyeWideRight 1
CTRL_expressions_eyeWidenL = eyeWideLeft 1
CTRL_expressions_eyeWidenR = eyeWideRight 1
CTRL_expressions_eyeCheekRaiseL = cheekSquintLeft 1
CTRL_expressions_eyeCheekRaiseR = cheekSquintRight 1
CTRL_expressions_eyeLookUpL = eyeLookUpLeft 1
CTRL_expressions_eyeLookUpR = eyeLookUpRight 1
CTRL_expressions_eyeLookDownL = eyeLookDownLeft 1
CTRL_expressions_eyeLookDownR = eyeLookDownRight 1
CTRL_expressions_eyeLookLeftL = eyeLookOutLeft 1
CTRL_expressions_eyeLookRightL = eyeLookInLeft 1
CTRL_expressions_eyeLookLeftR = eyeLookInRight 1
CTRL_expressions_eyeLookRightR = eyeLookOutRight 1
CTRL_expressions_noseWrinkleL = noseSneerLeft 1
CTRL_expressions_noseWrinkleR = noseSneerRight 1
CTRL_expressions_mouthCheekBlowL = cheekPuff 1
CTRL_expressions_mouthCheekBlowR = cheekPuff 1
CTRL_expressions_jawOpen = jawOpen 1
CTRL_expressions_jawFwd = jawForward 1
CTRL_expressions_jawLeft = jawLeft 1
CTRL_expressions_jawRight = jawRight 1
CTRL_expressions_jawChinRaiseDL = mouthShrugLower 1
CTRL_expressions_jawChinRaiseDR = mouthShrugLower 1
CTRL_expressions_jawChinRaiseUL = mouthShrugUpper 1
CTRL_expressions_jawChinRaiseUR = mouthShrugUpper 1
CTRL_expressions_mouthLeft = mouthLeft 1
CTRL_expressions_mouthRight = mouthRight 1
CTRL_expressions_mouthLipsTogetherUL = mouthClose 1
CTRL_expressions_mouthLipsTogetherUR = mouthClose 1
CTRL_expressions_mouthLipsTogetherDL = mouthClose 1
CTRL_expressions_mouthLipsTogetherDR = mouthClose 1
CTRL_expressions_mouthCornerPullL = mouthSmileLeft 1
CTRL_expressions_mouthCornerPullR = mouthSmileRight 1
CTRL_expressions_mouthCornerDepressL = mouthFrownLeft 1
CTRL_expressions_mouthCornerDepressR = mouthFrownRight 1
CTRL_expressions_mouthDimpleL = mouthDimpleLeft 1
CTRL_expressions_mouthDimpleR = mouthDimpleRight 1
CTRL_expressions_mouthStretchL = mouthStretchLeft 1
CTRL_expressions_mouthStretchR = mouthStretchRight 1
CTRL_expressions_mouthLipsPressL = mouthPressLeft 1
CTRL_expressions_mouthLipsPressR = mouthPressRight 1
CTRL_expressions_mouthLipsPurseUL = mouthPucker 1
CTRL_expressions_mouthLipsPurseUR = mouthPucker 1
CTRL_expressions_mouthLipsPurseDL = mouthPucker 1
CTRL_expressions_mouthLipsPurseDR = mouthPucker 1
CTRL_expressions_mouthFunnelUL = mouthFunnel 1
CTRL_expressions_mouthFunnelUR = mouthFunnel 1
CTRL_expressions_mouthFunnelDL = mouthFunnel 1
CTRL_expressions_mouthFunnelDR = mouthFunnel 1
CTRL_expressions_mouthUpperLipBiteL = mouthRollUpper 1
CTRL_expressions_mouthUpperLipBiteR = mouthRollUpper 1
CTRL_expressions_mouthLowerLipBiteL = mouthRollLower 1
CTRL_expressions_mouthLowerLipBiteR = mouthRollLower 1
CTRL_expressions_mouthUpperLipRaiseL = mouthUpperUpLeft 1
CTRL_expressions_mouthUpperLipRaiseR = mouthUpperUpRight 1
CTRL_expressions_mouthLowerLipDepressL = mouthLowerDownLeft 1
CTRL_expressions_mouthLowerLipDepressR = mouthLowerDownRight 1
CTRL_expressions_tongueOut = tongueOut 1
";
    }
}
