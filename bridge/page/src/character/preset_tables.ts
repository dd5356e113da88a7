// Generated from protocol/presets by `python3 run.py generate`; edit those.

/** A preset as its table has it: a line a shape, and after bars other names of it. */
export interface PresetTable {
  readonly name: string;
  readonly title: string;
  readonly isWhole: boolean;
  readonly shapes: string;
}

/** A part of a face that one preset moves as a whole, and coefficients of which one has to move for it to be of use. */
export interface Region {
  readonly name: string;
  readonly begins: readonly string[];
  readonly needs: readonly string[];
}

/** Share of a preset's shapes in a region from which on it is taken, whatever those after it have. */
export const ENOUGH = 0.8;

export const REGIONS: readonly Region[] = [
  { name: "mouth", begins: ["jaw", "mouth", "tongue"], needs: ["jawOpen"] },
  { name: "lids", begins: ["eyeBlink", "eyeSquint", "eyeWide"], needs: ["eyeBlinkLeft", "eyeBlinkRight"] },
  { name: "gaze", begins: ["eyeLook"], needs: [] },
  { name: "brows", begins: ["brow"], needs: [] },
  { name: "cheeks", begins: ["cheek", "nose"], needs: [] },
];

/** Known shapes of characters, the more likely first. */
export const PRESET_TABLES: readonly PresetTable[] = [
  {
    name: "arkit",
    title: "ARKit",
    isWhole: false,
    shapes: `
browDownLeft
browDownRight
browInnerUp
browOuterUpLeft
browOuterUpRight
cheekPuff
cheekSquintLeft
cheekSquintRight
eyeBlinkLeft
eyeBlinkRight
eyeLookDownLeft
eyeLookDownRight
eyeLookInLeft
eyeLookInRight
eyeLookOutLeft
eyeLookOutRight
eyeLookUpLeft
eyeLookUpRight
eyeSquintLeft
eyeSquintRight
eyeWideLeft
eyeWideRight
jawForward
jawLeft
jawOpen
jawRight
mouthClose
mouthDimpleLeft
mouthDimpleRight
mouthFrownLeft
mouthFrownRight
mouthFunnel
mouthLeft
mouthLowerDownLeft
mouthLowerDownRight
mouthPressLeft
mouthPressRight
mouthPucker
mouthRight
mouthRollLower
mouthRollUpper
mouthShrugLower
mouthShrugUpper
mouthSmileLeft
mouthSmileRight
mouthStretchLeft
mouthStretchRight
mouthUpperUpLeft
mouthUpperUpRight
noseSneerLeft
noseSneerRight
tongueOut
`,
  },
  {
    name: "character_creator",
    title: "Character Creator 4, extended",
    isWhole: false,
    shapes: `
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
`,
  },
  {
    name: "metahuman",
    title: "MetaHuman, controls or meshes",
    isWhole: false,
    shapes: `
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
`,
  },
  {
    name: "daz_genesis_9",
    title: "Daz Genesis 9",
    isWhole: false,
    shapes: `
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
`,
  },
  {
    name: "daz_genesis_8",
    title: "Daz Genesis 3 and 8",
    isWhole: false,
    shapes: `
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
`,
  },
  {
    name: "unified_expressions",
    title: "Unified Expressions",
    isWhole: false,
    shapes: `
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
`,
  },
  {
    name: "unified_blended",
    title: "Unified Expressions, blended",
    isWhole: false,
    shapes: `
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
`,
  },
  {
    name: "cats",
    title: "VRChat, as CATS names it",
    isWhole: false,
    shapes: `
vrc.v_aa = jawOpen 1.05, mouthClose -0.95, mouthPucker -0.1, mouthUpperUpLeft 0.125, mouthUpperUpRight 0.125,
    mouthRollLower -0.15, mouthRollUpper -0.15, mouthShrugLower -0.2, mouthSmileLeft -0.05, mouthSmileRight
    -0.05
vrc.v_e = jawOpen 0.2, mouthPucker -0.15, mouthLowerDownLeft 0.275, mouthLowerDownRight 0.275
vrc.v_ih = mouthPucker -0.1, mouthLowerDownLeft 0.25, mouthLowerDownRight 0.25
vrc.v_oh = jawOpen 0.7, mouthClose -0.8, mouthPressLeft -0.05, mouthPressRight -0.05
vrc.v_ou = jawOpen 0.25, mouthClose -0.15, mouthPucker 0.55, mouthStretchLeft -0.075, mouthStretchRight -0.075
vrc.v_ch = jawOpen 0.2, mouthClose -0.2
vrc.v_pp = jawOpen -2.35, mouthClose 6.15, mouthPucker -0.25, mouthUpperUpLeft -0.325, mouthUpperUpRight -0.325,
    mouthRollLower 0.75, mouthRollUpper 0.8, mouthPressLeft 0.65, mouthPressRight 0.65, mouthShrugLower 0.1,
    mouthSmileLeft 0.15, mouthSmileRight 0.15
vrc.v_ff = jawOpen -0.6, mouthRollLower 2.1, mouthRollUpper -0.75
vrc.blink_left = eyeBlinkLeft 1
vrc.blink_right = eyeBlinkRight 1
`,
  },
  {
    name: "oculus",
    title: "Oculus visemes",
    isWhole: false,
    shapes: `
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
`,
  },
  {
    name: "vrm",
    title: "VRM expressions",
    isWhole: true,
    shapes: `
aa = jawOpen 0.9, mouthClose -0.8, mouthPucker -0.15, mouthUpperUpLeft 0.1, mouthUpperUpRight 0.1,
    mouthRollLower -0.1, mouthRollUpper -0.1, mouthShrugLower -0.15, mouthSmileLeft -0.05, mouthSmileRight -0.05
    | A | a
ih = mouthLowerDownLeft 0.175, mouthLowerDownRight 0.175 | I | i
ou = mouthPucker 0.65, jawOpen 0.2, mouthClose -0.7, mouthPressLeft -0.05, mouthPressRight -0.05 | U | u
ee = mouthLowerDownLeft 0.175, mouthLowerDownRight 0.175, mouthUpperUpLeft 0.05, mouthUpperUpRight 0.05 | E | e
oh = jawOpen 0.8, mouthClose -0.85 | O | o
blinkLeft = eyeBlinkLeft 1 | Blink_L | blink_l
blinkRight = eyeBlinkRight 1 | Blink_R | blink_r
`,
  },
  {
    name: "vroid",
    title: "VRoid",
    isWhole: false,
    shapes: `
Fcl_MTH_A = jawOpen 0.9, mouthClose -0.8, mouthPucker -0.15, mouthUpperUpLeft 0.1, mouthUpperUpRight 0.1,
    mouthRollLower -0.1, mouthRollUpper -0.1, mouthShrugLower -0.15, mouthSmileLeft -0.05, mouthSmileRight -0.05
Fcl_MTH_I = mouthLowerDownLeft 0.175, mouthLowerDownRight 0.175
Fcl_MTH_U = mouthPucker 0.65, jawOpen 0.2, mouthClose -0.7, mouthPressLeft -0.05, mouthPressRight -0.05
Fcl_MTH_E = mouthLowerDownLeft 0.175, mouthLowerDownRight 0.175, mouthUpperUpLeft 0.05, mouthUpperUpRight 0.05
Fcl_MTH_O = jawOpen 0.8, mouthClose -0.85
Fcl_EYE_Close_L = eyeBlinkLeft 1
Fcl_EYE_Close_R = eyeBlinkRight 1
`,
  },
  {
    name: "mmd",
    title: "MikuMikuDance",
    isWhole: true,
    shapes: `
あ = jawOpen 0.9, mouthClose -0.8, mouthPucker -0.15, mouthUpperUpLeft 0.1, mouthUpperUpRight 0.1, mouthRollLower
    -0.1, mouthRollUpper -0.1, mouthShrugLower -0.15, mouthSmileLeft -0.05, mouthSmileRight -0.05
い = mouthLowerDownLeft 0.175, mouthLowerDownRight 0.175
う = mouthPucker 0.65, jawOpen 0.2, mouthClose -0.7, mouthPressLeft -0.05, mouthPressRight -0.05
え = mouthLowerDownLeft 0.175, mouthLowerDownRight 0.175, mouthUpperUpLeft 0.05, mouthUpperUpRight 0.05
お = jawOpen 0.8, mouthClose -0.85
ウィンク２ = eyeBlinkLeft 1 | ｳｨﾝｸ２ | ウィンク2
ｳｨﾝｸ２右 = eyeBlinkRight 1 | ウィンク２右 | ウィンク2右
`,
  },
  {
    name: "vrm_blink",
    title: "VRM expressions, both eyes at once",
    isWhole: true,
    shapes: `
blink = eyeBlinkLeft 0.5, eyeBlinkRight 0.5 | Blink
`,
  },
  {
    name: "mmd_blink",
    title: "MikuMikuDance, both eyes at once",
    isWhole: true,
    shapes: `
まばたき = eyeBlinkLeft 0.5, eyeBlinkRight 0.5
`,
  },
  {
    name: "mmd_wink",
    title: "MikuMikuDance, smiling lids",
    isWhole: true,
    shapes: `
ウィンク = eyeBlinkLeft 1
ウィンク右 = eyeBlinkRight 1
`,
  },
  {
    name: "ready_player_me",
    title: "Ready Player Me, without visemes",
    isWhole: false,
    shapes: `
mouthOpen = jawOpen 1.5, mouthClose -1.5
mouthSmile = mouthSmileLeft 0.5, mouthSmileRight 0.5
eyesClosed = eyeBlinkLeft 0.5, eyeBlinkRight 0.5
eyesLookUp = eyeLookUpLeft 0.5, eyeLookUpRight 0.5
eyesLookDown = eyeLookDownLeft 0.5, eyeLookDownRight 0.5
`,
  },
];
