#nullable enable
// Generated from protocol/presets/metahuman.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>MetaHuman, controls or meshes.</summary>
    internal static class MetahumanPreset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "metahuman", "MetaHuman, controls or meshes", Shapes);

        private const string Shapes = @"
browRaiseInL = browInnerUp 1
browRaiseInR = browInnerUp 1
browRaiseOuterL = browOuterUpLeft 1
browRaiseOuterR = browOuterUpRight 1
browDownL = browDownLeft 1
browDownR = browDownRight 1
browLateralL = browDownLeft 0.5
browLateralR = browDownRight 0.5
eyeBlinkL = eyeBlinkLeft 1
eyeBlinkR = eyeBlinkRight 1
eyeSquintInnerL = eyeSquintLeft 1
eyeSquintInnerR = eyeSquintRight 1
eyeUpperLidUpL = eyeWideLeft 1
eyeUpperLidUpR = eyeWideRight 1
eyeWidenL = eyeWideLeft 1
eyeWidenR = eyeWideRight 1
eyeCheekRaiseL = cheekSquintLeft 1
eyeCheekRaiseR = cheekSquintRight 1
eyeLookUpL = eyeLookUpLeft 1
eyeLookUpR = eyeLookUpRight 1
eyeLookDownL = eyeLookDownLeft 1
eyeLookDownR = eyeLookDownRight 1
eyeLookLeftL = eyeLookOutLeft 1
eyeLookRightL = eyeLookInLeft 1
eyeLookLeftR = eyeLookInRight 1
eyeLookRightR = eyeLookOutRight 1
noseWrinkleL = noseSneerLeft 1
noseWrinkleR = noseSneerRight 1
mouthCheekBlowL = cheekPuff 1 | cheek_blow_cor
mouthCheekBlowR = cheekPuff 1
jawOpen
jawFwd = jawForward 1
jawLeft
jawRight
jawChinRaiseDL = mouthShrugLower 1
jawChinRaiseDR = mouthShrugLower 1
jawChinRaiseUL = mouthShrugUpper 1
jawChinRaiseUR = mouthShrugUpper 1
mouthLeft
mouthRight
mouthLipsTogetherUL = mouthClose 1
mouthLipsTogetherUR = mouthClose 1
mouthLipsTogetherDL = mouthClose 1
mouthLipsTogetherDR = mouthClose 1
mouthCornerPullL = mouthSmileLeft 1
mouthCornerPullR = mouthSmileRight 1
mouthCornerDepressL = mouthFrownLeft 1
mouthCornerDepressR = mouthFrownRight 1
mouthDimpleL = mouthDimpleLeft 1
mouthDimpleR = mouthDimpleRight 1
mouthStretchL = mouthStretchLeft 1
mouthStretchR = mouthStretchRight 1
mouthLipsPressL = mouthPressLeft 1
mouthLipsPressR = mouthPressRight 1
mouthLipsPurseUL = mouthPucker 1
mouthLipsPurseUR = mouthPucker 1
mouthLipsPurseDL = mouthPucker 1
mouthLipsPurseDR = mouthPucker 1
mouthFunnelUL = mouthFunnel 1
mouthFunnelUR = mouthFunnel 1
mouthFunnelDL = mouthFunnel 1
mouthFunnelDR = mouthFunnel 1
mouthUpperLipRollInL = mouthRollUpper 1
mouthUpperLipRollInR = mouthRollUpper 1
mouthLowerLipRollInL = mouthRollLower 1
mouthLowerLipRollInR = mouthRollLower 1
mouthUpperLipRaiseL = mouthUpperUpLeft 1
mouthUpperLipRaiseR = mouthUpperUpRight 1
mouthLowerLipDepressL = mouthLowerDownLeft 1
mouthLowerLipDepressR = mouthLowerDownRight 1
tongueOut
";
    }
}
