import pytest

from mien.core.bone_roles import Rig
from mien.core.choice_text import choice_text
from mien.core.mapping import BoneRole
from mien.core.matching import By, Expression, Wish, match_character
from mien.core.presets import read_presets
from mien.core.recognition import How, Shape
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_NAMES
from tests.hygiene.sources import ROOT
from tests.plugins.blender.core import published_kinds as kinds

pytestmark = pytest.mark.unit

PRESETS = read_presets()
BY_NAME = {preset.name: preset for preset in PRESETS}


def shapes(*names, obj="Face"):
    return [Shape(obj, name) for name in names]


def match(found, *rigs, expressions=(), empty=(), **wish):
    return match_character(found, rigs, PRESETS, Wish(**wish), expressions, empty=frozenset(empty))


def kinds_of(matched):
    return {choice.region.name: choice.taken.preset.name for choice in matched.choices}


def rows(matched):
    return {(row.object, row.key): dict(row.weights) for row in matched.mapping.shapes}


def bones(matched):
    return [(row.bone, row.role, row.share) for row in matched.mapping.bones]


WHOLE = {
    "character_creator": (kinds.CHARACTER_CREATOR, kinds.CHARACTER_CREATOR_BONES),
    "ready_player_me": (kinds.READY_PLAYER_ME, kinds.READY_PLAYER_ME_BONES),
    "metahuman": (kinds.METAHUMAN, kinds.METAHUMAN_BONES),
}


def of_kind(kind):
    names, found = WHOLE[kind]
    return match(shapes(*names), Rig("Rig", found, {}))


@pytest.mark.parametrize(("kind", "missing"), [("character_creator", 0), ("ready_player_me", 0), ("metahuman", 4)])
def test_a_whole_character_as_published_moves_by_its_own_preset(kind, missing):
    matched = of_kind(kind)
    assert len(matched.missing) == missing, matched.missing
    assert not [found for found in matched.matches if found.how is How.GUESS]
    mouth = {found.preset.name for found in matched.matches if found.shape.key.lower().find("smile") >= 0}
    assert mouth <= {kind, "arkit"}
    assert {role for _, role, _ in bones(matched)} >= {BoneRole.HEAD, BoneRole.NECK}


def test_what_is_like_a_shape_but_moves_otherwise_is_left_alone():
    moved = rows(of_kind("character_creator"))
    for name in ("Mouth_Upper_L", "Mouth_Lower_R", "Mouth_Roll_Out_Upper_L", "Mouth_Smile_Sharp_L", "V_Tight_O"):
        assert ("Face", name) not in moved
    assert moved["Face", "Mouth_Up_Upper_L"] == {"mouthUpperUpLeft": 1.0}
    assert moved["Face", "Mouth_Pucker_Up_L"] == {"mouthPucker": 1.0}


def test_corners_of_a_metahumans_mouth_are_found_by_its_own_names():
    moved = rows(of_kind("metahuman"))
    assert moved["Face", "head_lod0_mesh__mouth_cornerPull_left"] == {"mouthSmileLeft": 1.0}
    assert moved["Face", "head_lod0_mesh__eye_lookLeft_L"] == {"eyeLookOutLeft": 1.0}
    assert ("FACIAL_C_Jaw", BoneRole.JAW, 1.0) in bones(of_kind("metahuman"))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (kinds.MPFB_BONES, ["neck01", "neck02", "neck03", "head", "jaw", "eye.L", "eye.R"]),
        (kinds.AUTO_RIG_PRO_BONES, ["c_neck.x", "c_head.x", "c_jawbone.x", "c_eye.l", "c_eye.r"]),
    ],
)
def test_of_a_rig_as_published_the_controls_move(names, expected):
    assert [bone for bone, _, _ in bones(match([], Rig("Rig", names, {})))] == expected


def test_of_rigify_no_mechanism_is_touched_and_eyes_follow_their_target():
    names = (
        "MCH-ROT-neck",
        "neck",
        "head",
        "jaw",
        "jaw_master",
        "eye.L",
        "eye.R",
        "ORG-eye.L",
        "MCH-eye.L",
        "eye_common",
    )
    found = {bone: role for bone, role, _ in bones(match([], Rig("Rig", names, {})))}
    assert found == {
        "neck": BoneRole.NECK,
        "head": BoneRole.HEAD,
        "jaw_master": BoneRole.JAW,
        "eye_common": BoneRole.EYES_TARGET,
    }


def test_of_rigs_that_have_only_what_deforms_that_is_moved():
    found = bones(match([], Rig("Rig", ("DEF-neck", "DEF-head", "DEF-jaw"), {})))
    assert [bone for bone, _, _ in found] == ["DEF-neck", "DEF-head", "DEF-jaw"]


STOCK = Rig("Rig", ("chest", "neck", "head", "jaw", "eyeLeft", "eyeRight"), {})


def test_every_preset_is_there_and_tells_its_source():
    files = {path.stem for path in (ROOT / "protocol" / "presets").glob("*.json")} - {"matching"}
    assert set(BY_NAME) == files
    assert all(source.startswith("https://") for preset in PRESETS for source in preset.source)
    assert all(preset.source and (preset.shapes or preset.bones) for preset in PRESETS)


@pytest.mark.parametrize("preset", [preset for preset in PRESETS if preset.shapes], ids=lambda preset: preset.name)
def test_a_character_of_a_kind_is_recognised_whole(preset):
    got = {key: weights for (_, key), weights in rows(match(shapes(*preset.shapes))).items()}
    assert got == {name: dict(weights) for name, weights in preset.shapes.items()}


@pytest.mark.parametrize("preset", [preset for preset in PRESETS if preset.bones], ids=lambda preset: preset.name)
def test_a_rig_of_a_kind_is_recognised_whole(preset):
    names = [name for bones in preset.bones.values() for name in bones]
    matched = match([], Rig("Rig", ("root", *names, "foot"), {}))
    assert {row.bone: row.role for row in matched.mapping.bones} == {
        name: role for role, bones in preset.bones.items() for name in (bones if role is BoneRole.NECK else bones[:1])
    }


def test_meshes_of_a_character_all_move():
    found = [*shapes(*EXPRESSION_NAMES), *shapes(*EXPRESSION_NAMES, obj="Eyes"), *shapes("eyeBlink_L", obj="Lashes")]
    matched = match(found)
    assert len(matched.mapping.shapes) == 2 * EXPRESSION_COUNT + 1
    assert rows(matched)["Lashes", "eyeBlink_L"] == {"eyeBlinkLeft": 1.0}


def test_visemes_do_not_move_what_arkit_shapes_move():
    names = [name for name in EXPRESSION_NAMES if name != "tongueOut"]
    matched = match(shapes(*names, *BY_NAME["oculus"].shapes))
    assert {found.preset.name for found in matched.matches} == {"arkit"}
    assert [shape.key for shape in matched.unmatched] == list(BY_NAME["oculus"].shapes)
    assert matched.missing == ("tongueOut",)


def test_parts_of_a_face_may_be_of_different_kinds():
    matched = match(shapes(*BY_NAME["oculus"].shapes, "eyeBlinkLeft", "eyeBlinkRight"))
    assert {found.preset.name for found in matched.matches} == {"oculus", "arkit"}


def test_vowels_alone_are_no_vowels_unless_all_are_there():
    assert match(shapes("aa", "oh")).matches == ()
    assert len(match(shapes("aa", "ih", "ou", "ee", "oh")).matches) == 5


VOWELS = ("aa", "ih", "ou", "ee", "oh")


def test_expressions_move_the_shape_keys_that_they_are_made_of():
    found = [*shapes("mund auf", "mund rund", "zu"), *shapes("zunge", obj="Teeth")]
    wide, narrow, shut, tongue = found
    expressions = [
        Expression("aa", {wide: 1.0, tongue: 0.5}),
        Expression("oh", {wide: 0.5, narrow: 0.5}),
        *(Expression(name, {narrow: 1.0}) for name in ("ih", "ou", "ee")),
        Expression("neutral", {shut: 1.0}),
    ]
    matched = match(found, expressions=expressions)
    weights, vowels = rows(matched), BY_NAME["vrm"].shapes
    assert matched.unmatched == (shut,)
    assert weights["Teeth", "zunge"] == {name: pytest.approx(0.5 * w) for name, w in vowels["aa"].items()}
    expected = vowels["aa"]["jawOpen"] + 0.5 * vowels["oh"]["jawOpen"]
    assert weights["Face", "mund auf"]["jawOpen"] == pytest.approx(expected)


def test_an_expression_comes_before_the_name_of_its_shape_key():
    (blink,) = found = shapes("eyeBlinkLeft")
    matched = match(found, expressions=[Expression("eyeBlinkLeft", {blink: 0.5})])
    assert rows(matched) == {("Face", "eyeBlinkLeft"): {"eyeBlinkLeft": 0.5}}


def test_both_eyes_do_not_blink_twice():
    assert {found.name for found in match(shapes("blink", "blinkLeft", "blinkRight")).matches} == {
        "blinkLeft",
        "blinkRight",
    }
    assert {found.name for found in match(shapes("blink")).matches} == {"blink"}


def test_a_misspelt_name_is_a_guess_and_says_so():
    matched = match(shapes("mouthSmilLeft", "mouthSmileRight"))
    assert {found.shape.key: found.how for found in matched.matches} == {
        "mouthSmilLeft": How.GUESS,
        "mouthSmileRight": How.NAME,
    }


def test_of_two_spellings_on_one_object_one_moves():
    matched = match(shapes("eyeBlinkLeft", "old_eyeBlinkLeft"))
    assert [found.shape.key for found in matched.matches] == ["eyeBlinkLeft"]
    assert [shape.key for shape in matched.unmatched] == ["old_eyeBlinkLeft"]


def test_strange_names_are_left_alone():
    matched = match(shapes("Smile", "Fat", "Key 1", "mouthRoll"))
    assert matched.matches == ()
    assert len(matched.unmatched) == 4


def test_lips_that_cannot_close_over_an_open_jaw_close_the_jaw():
    without = match(shapes(*(name for name in EXPRESSION_NAMES if name != "mouthClose")))
    assert rows(without)["Face", "jawOpen"] == {"jawOpen": 1.0, "mouthClose": -1.0}
    assert rows(match(shapes(*EXPRESSION_NAMES)))["Face", "jawOpen"] == {"jawOpen": 1.0}
    assert match([], STOCK).mapping.jaw == {"jawOpen": 1.0, "mouthClose": -1.0}


def test_head_and_necks_share_the_turn():
    mpfb = Rig("Rig", ("neck01", "neck02", "neck03", "head"), {})
    shares = [share for _, _, share in bones(match([], mpfb))]
    assert sum(shares) == pytest.approx(1.0)
    assert shares == pytest.approx([1 / 6, 1 / 6, 1 / 6, 1 / 2])


def test_a_head_that_does_not_follow_its_neck_turns_by_itself():
    rigify = Rig("Rig", ("head", "neck", "jaw_master", "eyes", "eye.L", "ORG-eye.L"), {})
    assert ("head", BoneRole.HEAD, 1.0) in bones(match([], rigify))


def test_jaw_and_eyes_move_by_shapes_where_there_are_some():
    assert [role for _, role, _ in bones(match(shapes(*EXPRESSION_NAMES), STOCK))] == [BoneRole.NECK, BoneRole.HEAD]
    assert len(match([], STOCK).mapping.bones) == 5


def test_jaw_and_eyes_move_by_bones_if_that_is_wanted():
    found = [*shapes(*EXPRESSION_NAMES), *shapes(*EXPRESSION_NAMES, obj="Eyes")]
    matched = match(found, STOCK, jaw=By.BONES, eyes=By.BONES, eyeballs=frozenset({"Eyes"}))
    assert len(matched.mapping.bones) == 5
    moving = set(rows(matched))
    assert ("Face", "jawOpen") not in moving
    assert ("Eyes", "eyeLookUpLeft") not in moving
    assert ("Face", "eyeLookUpLeft") in moving


def test_a_jaw_that_needs_both_gets_both():
    creator = BY_NAME["character_creator"]
    matched = match(shapes(*creator.shapes), Rig("Rig", ("CC_Base_Head", "CC_Base_JawRoot"), {}))
    assert ("CC_Base_JawRoot", BoneRole.JAW, 1.0) in bones(matched)
    assert ("Face", "Jaw_Open") in rows(matched)


def test_known_bones_come_before_guesses():
    rig = Rig("Rig", ("head", "Kopf"), {BoneRole.HEAD: "Kopf"})
    assert bones(match([], rig)) == [("Kopf", BoneRole.HEAD, 1.0)]


def test_a_mouth_whose_arkit_jaw_is_empty_falls_to_the_vowels_of_vroid():
    """VRoid heads have `jawOpen` with no movement beside `Fcl_MTH_A`, which opens the mouth."""
    found = shapes("jawOpen", *BY_NAME["vroid"].shapes)
    matched = match(found, empty=found[:1])
    assert kinds_of(matched) == {"mouth": "vroid", "lids": "vroid"}
    assert matched.empty == (found[0],)
    assert ("Face", "jawOpen") not in rows(matched)
    said = [choice_text(choice) for choice in matched.choices]
    assert said[0] == "mouth by VRoid (5 of 5 shapes), not by ARKit (0 of 28; moves nothing: jawOpen)"


def test_a_mouth_that_arkit_shapes_move_but_do_not_open_falls_to_what_opens_it():
    found = shapes(*EXPRESSION_NAMES, *BY_NAME["vroid"].shapes)
    matched = match(found, empty=[shape for shape in found if shape.key == "jawOpen"])
    assert kinds_of(matched) == {
        "mouth": "vroid", "lids": "arkit", "gaze": "arkit", "brows": "arkit", "cheeks": "arkit"
    }  # fmt: skip
    said = [choice_text(choice) for choice in matched.choices]
    assert said[0] == (
        "mouth by VRoid (5 of 5 shapes), not by ARKit (27 of 28; moves nothing: jawOpen; has no jawOpen)"
    )


def test_lips_that_nothing_opens_still_move():
    found = shapes("mouthSmileLeft", "mouthSmileRight", "jawOpen")
    matched = match(found, empty=found[2:])
    assert set(rows(matched)) == {("Face", "mouthSmileLeft"), ("Face", "mouthSmileRight")}


def test_names_that_count_only_together_may_be_empty_in_part():
    found = shapes(*VOWELS)
    assert [shape.key for shape in match(found, empty=found[3:4]).empty] == ["ee"]
    assert len(rows(match(found, empty=found[3:4]))) == 4


def test_of_meshes_with_the_same_keys_each_moves_what_it_has():
    """Ready Player Me gives three meshes all names and moves a tenth of them on two."""
    names = [*EXPRESSION_NAMES, *BY_NAME["oculus"].shapes]
    moving = {"Head": set(names), "Teeth": {"jawOpen", "viseme_aa", "mouthClose"}, "Eyes": {"eyeLookUpLeft"}}
    found = [shape for mesh in moving for shape in shapes(*names, obj=mesh)]
    matched = match(found, empty=[shape for shape in found if shape.key not in moving[shape.object]])
    assert set(kinds_of(matched).values()) == {"arkit"}
    assert {key for mesh, key in rows(matched) if mesh == "Teeth"} == {"jawOpen", "mouthClose"}
    assert {key for mesh, key in rows(matched) if mesh == "Eyes"} == {"eyeLookUpLeft"}
    assert len(rows(matched)) == EXPRESSION_COUNT + 3


def test_a_preferred_preset_moves_what_it_can():
    found = shapes(*EXPRESSION_NAMES, *BY_NAME["oculus"].shapes)
    matched = match(found, prefer="oculus")
    assert kinds_of(matched)["mouth"] == "oculus"
    assert kinds_of(matched)["lids"] == "arkit"
    assert choice_text(matched.choices[0]).startswith(
        "mouth by Oculus visemes (8 of 8 shapes, as preferred), not by ARKit"
    )
    assert kinds_of(match(shapes("jawOpen"), prefer="oculus")) == {"mouth": "arkit"}
    assert len(rows(match(shapes("aa", "oh"), prefer="vrm"))) == 2


def test_an_expression_of_empty_shapes_is_empty():
    found = shapes("Fcl_MTH_A", "mouth_open")
    expressions = [Expression("jawOpen", {found[1]: 1.0}), Expression("viseme_aa", {found[0]: 1.0})]
    matched = match(found, expressions=expressions, empty=found[1:])
    assert {row.key for row in matched.mapping.shapes} == {"Fcl_MTH_A"}


def test_of_two_shapes_that_may_be_the_same_the_one_that_moves_is_taken():
    found = shapes("jawOpen", "Face.jawOpen")
    assert {key for _, key in rows(match(found, empty=found[:1]))} == {"Face.jawOpen"}


@pytest.mark.parametrize(
    ("preset", "before"),
    [("daz_genesis_9", "Genesis9__"), ("daz_genesis_8", "Genesis8Female__"), ("daz_genesis_8", "head__"), ("cats", "")],
)
def test_names_of_exporters_are_found_behind_what_they_put_before(preset, before):
    matched = match(shapes(*(before + name for name in BY_NAME[preset].shapes)))
    assert {found.preset.name for found in matched.matches} - {"arkit"} == {preset}
    assert {found.name for found in matched.matches if found.preset.name == preset} <= set(BY_NAME[preset].shapes)
    assert len(matched.matches) == len(BY_NAME[preset].shapes)


def test_visemes_of_vrchat_and_daz_weigh_what_those_of_oculus_do():
    oculus = [dict(weights) for weights in BY_NAME["oculus"].shapes.values()]
    for preset in ("cats", "daz_genesis_8"):
        mouth = {
            key: dict(weights) for key, weights in BY_NAME[preset].shapes.items() if "eyeBlink" not in str(weights)
        }
        assert all(weights in oculus for weights in mouth.values())
        assert len(mouth) == len(oculus)


def test_vowels_of_mmd_and_vroid_weigh_what_those_of_vrm_do():
    vowels = [dict(BY_NAME["vrm"].shapes[name]) for name in VOWELS]
    for preset in ("mmd", "vroid"):
        assert [dict(weights) for weights in BY_NAME[preset].shapes.values()][:5] == vowels


@pytest.mark.parametrize(
    ("lids", "expected"),
    [
        (("まばたき", "ウィンク", "ウィンク右"), "mmd_blink"),
        (("まばたき", "ｳｨﾝｸ２", "ウィンク２右", "ウィンク"), "mmd"),
        (("ウィンク", "ウィンク右"), "mmd_wink"),
    ],
)
def test_lids_of_mmd_blink_where_they_can_and_wink_where_they_cannot(lids, expected):
    matched = match(shapes("あ", "い", "う", "え", "お", "ω", "笑い", *lids))
    assert kinds_of(matched) == {"mouth": "mmd", "lids": expected}


def test_shapes_of_a_standard_that_shares_names_with_arkit_all_move():
    unified = match(shapes(*BY_NAME["unified_expressions"].shapes))
    assert kinds_of(unified) == {
        "mouth": "unified_expressions", "lids": "unified_expressions", "gaze": "arkit",
        "brows": "unified_expressions", "cheeks": "unified_expressions",
    }  # fmt: skip
    blended = match(shapes(*BY_NAME["unified_blended"].shapes))
    assert kinds_of(blended)["mouth"] == "unified_blended"
    assert not unified.missing
    assert set(kinds_of(match(shapes(*EXPRESSION_NAMES))).values()) == {"arkit"}
