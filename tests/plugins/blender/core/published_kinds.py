"""Characters as their makers publish them: all names of a kind, also those that nobody is to move.

Sources: Reallusion's manual of Character Creator 4 (extended facial profile); Ready Player Me's documentation of morph
targets (ARKit, Oculus visemes, its own); MetaHuman's meshes as FBX brings them; MPFB's default rig; Auto-Rig Pro's
controllers. Rigify is tried in Blender itself (`inside/rigs.py`).
"""

from mien_protocol.rig import EXPRESSION_NAMES


def sided(*names):
    """Each name for both sides."""
    return [f"{name}_{side}" for name in names for side in "LR"]


_CC_SIDED = """
Brow_Raise_Inner Brow_Raise_Outer Brow_Drop Brow_Compress Eye_Blink Eye_Squint Eye_Wide Eyelash_Upper_Up
Eyelash_Upper_Down Eyelash_Lower_Up Eyelash_Lower_Down Ear_Up Ear_Down Ear_Out Nose_Sneer Nose_Nostril_Raise
Nose_Nostril_Dilate Nose_Crease Nose_Nostril_Down Nose_Nostril_In Nose_Tip Cheek_Raise Cheek_Suck Cheek_Puff
Mouth_Smile Mouth_Smile_Sharp Mouth_Frown Mouth_Stretch Mouth_Dimple Mouth_Press Mouth_Tighten Mouth_Blow
Mouth_Pucker_Up Mouth_Pucker_Down Mouth_Funnel_Up Mouth_Funnel_Down Mouth_Roll_In_Upper Mouth_Roll_In_Lower
Mouth_Roll_Out_Upper Mouth_Roll_Out_Lower Mouth_Push_Upper Mouth_Push_Lower Mouth_Pull_Upper Mouth_Pull_Lower Mouth
Mouth_Upper Mouth_Lower Mouth_Up_Upper Mouth_Down_Lower Tongue_Bulge Jaw Neck_Tighten Head_Turn Head_Tilt
"""

_CC_SINGLE = """
Nose_Tip_Up Nose_Tip_Down Mouth_Up Mouth_Down Mouth_Shrug_Upper Mouth_Shrug_Lower Mouth_Drop_Upper Mouth_Drop_Lower
Mouth_Chin_Up Mouth_Close Mouth_Contract Jaw_Open Jaw_Forward Jaw_Backward Jaw_Up Jaw_Down Neck_Swallow_Up
Neck_Swallow_Down Head_Turn_Up Head_Turn_Down Head_Forward Head_Backward Tongue_Out Tongue_In Tongue_Up Tongue_Down
Tongue_Narrow Tongue_Wide Tongue_Roll Tongue_Tip_Up Tongue_Tip_Down V_Open V_Explosive V_Dental_Lip V_Tight_O V_Tight
V_Wide V_Affricate V_Lip_Open V_Tongue_up V_Tongue_Raise V_Tongue_Out V_Tongue_Narrow V_Tongue_Lower
V_Tongue_Curl_U V_Tongue_Curl_D
"""

CHARACTER_CREATOR = [
    *sided(*_CC_SIDED.split()),
    *_CC_SINGLE.split(),
    *(f"Eye_{eye}_Look_{where}" for eye in "LR" for where in ("L", "R", "Up", "Down")),
]
CHARACTER_CREATOR_BONES = (
    "CC_Base_Hip", "CC_Base_Spine02", "CC_Base_NeckTwist01", "CC_Base_NeckTwist02", "CC_Base_Head",
    "CC_Base_FacialBone", "CC_Base_JawRoot", "CC_Base_Tongue01", "CC_Base_Teeth02", "CC_Base_UpperJaw",
    "CC_Base_Teeth01", "CC_Base_L_Eye", "CC_Base_R_Eye",
)  # fmt: skip

_READY_PLAYER_ME = """
viseme_sil viseme_PP viseme_FF viseme_TH viseme_DD viseme_kk viseme_CH viseme_SS viseme_nn viseme_RR viseme_aa viseme_E
viseme_I viseme_O viseme_U mouthOpen mouthSmile eyesClosed eyesLookUp eyesLookDown
"""

READY_PLAYER_ME = [*_READY_PLAYER_ME.split(), *EXPRESSION_NAMES]
READY_PLAYER_ME_BONES = ("Hips", "Spine", "Spine1", "Spine2", "Neck", "Head", "HeadTop_End", "LeftEye", "RightEye")

_METAHUMAN = """
brow_down_L brow_down_R brow_lateral_L brow_lateral_R brow_raiseIn_L brow_raiseIn_R brow_raiseOuter_left
brow_raiseOuter_right eye_blink_L eye_blink_R eye_lookDown_L eye_lookDown_R eye_lookLeft_L eye_lookLeft_R
eye_lookRight_L eye_lookRight_R eye_lookUp_L eye_lookUp_R eye_squintInner_L eye_squintInner_R eye_widen_L eye_widen_R
eye_cheekRaise_L eye_cheekRaise_R jaw_fwd jaw_left jaw_right jaw_open mouth_left mouth_right mouth_up mouth_down
mouth_cornerPull_left mouth_cornerPull_right mouth_cornersUp_L mouth_cornersUp_R mouth_cornerDepress_L
mouth_cornerDepress_R mouth_cornersDown_L mouth_cornersDown_R mouth_dimple_left mouth_dimple_right mouth_stretch_left
mouth_stretch_right mouth_lowerLipRollIn_L mouth_lowerLipRollIn_R mouth_upperLipRollIn_L mouth_upperLipRollIn_R
mouth_lowerLipRollOut_L mouth_lowerLipRollOut_R mouth_upperLipRollOut_L mouth_upperLipRollOut_R mouth_lipsPress_L
mouth_lipsPress_R mouth_lowerLipDepress_left mouth_lowerLipDepress_right mouth_upperLipRaise_left
mouth_upperLipRaise_right mouth_funnel_UL mouth_funnel_UR mouth_funnel_DL mouth_funnel_DR mouth_lipsPurse_UL
mouth_lipsPurse_UR mouth_lipsPurse_DL mouth_lipsPurse_DR cheek_blow_cor EcheekRaise_EsquintInner_L
EcheekRaise_EsquintInner_R nose_wrinkle_left nose_wrinkle_right
"""

METAHUMAN = [f"head_lod0_mesh__{name}" for name in _METAHUMAN.split()]
METAHUMAN_BONES = (
    "spine_05", "neck_01", "neck_02", "head", "FACIAL_C_Neck1Root", "FACIAL_C_FacialRoot", "FACIAL_C_Jaw",
    "FACIAL_L_Eye", "FACIAL_L_EyeParallel", "FACIAL_R_Eye", "FACIAL_R_EyeParallel",
)  # fmt: skip

MPFB_BONES = (
    "spine01", "neck01", "neck02", "neck03", "head", "jaw", "special04", "tongue00", "eye.L", "eye.R",
    "orbicularis03.L", "orbicularis04.L", "levator02.L", "temporalis01.L",
)  # fmt: skip

AUTO_RIG_PRO_BONES = (
    "c_traj", "root_ref.x", "c_neck.x", "neck.x", "c_head.x", "head.x", "c_skull_01.x", "c_jawbone.x", "jawbone.x",
    "c_eye.l", "c_eye_offset.l", "c_eye_target.l", "c_eye_target.x", "c_eye.r", "c_eye_offset.r", "c_eye_target.r",
    "c_lips_smile.l", "c_eyelid_top.l",
)  # fmt: skip
