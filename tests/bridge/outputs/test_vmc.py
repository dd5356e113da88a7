"""What is sent over UDP as VMC, read by two other implementations: python-osc, and the receiver of vmcp."""

import json
import time
from pathlib import Path

import numpy as np
import pytest
from pythonosc.osc_bundle import OscBundle
from pythonosc.osc_message import OscMessage
from vmcp.events import BlendShapeApplyEvent, BlendShapeEvent, BoneTransformEvent, RootTransformEvent, StateEvent
from vmcp.facades import on_receive
from vmcp.osc import OSC
from vmcp.osc.backend.osc4py3 import as_eventloop
from vmcp.typing import Bone, CalibrationState, ModelState, TrackingState

from mien_bridge.outputs.vmc import VMC
from mien_protocol.errors import MienError
from mien_protocol.quaternion import from_rotation_vector, multiply
from mien_protocol.rig import EXPRESSION_NAMES
from tests.bridge.outputs.fakes import frame, wait_until
from tests.bridge.outputs.udp_ear import UdpEar, free_port

pytestmark = pytest.mark.real

PRESETS = Path(__file__).parents[3] / "protocol" / "presets"

SMILING = frame(
    0,
    turn=(0.1, 0.4, -0.2),
    gaze=(0.3, -0.1),
    moved=(0.01, 0.02, 0.03),
    jawOpen=0.5,
    mouthPucker=0.25,
    eyeBlinkLeft=1.0,
)


class Heard:
    """A frame as it was heard: messages by address, and the order of all."""

    def __init__(self, datagrams: list[bytes]) -> None:
        self.sizes = [len(datagram) for datagram in datagrams]
        bundles = [OscBundle(datagram) for datagram in datagrams]
        self.messages = [
            (message.address, list(message.params))
            for bundle in bundles
            for message in (bundle.content(index) for index in range(bundle.num_contents))
        ]

    def all(self, address: str) -> list[list]:
        return [params for heard, params in self.messages if heard == address]

    def values(self) -> dict[str, float]:
        return dict(self.all("/VMC/Ext/Blend/Val"))

    def bone(self, name: str) -> np.ndarray:
        return next(np.array(params[1:]) for params in self.all("/VMC/Ext/Bone/Pos") if params[0] == name)


def heard(settings: dict, *frames) -> list[Heard]:
    """What comes of each frame that is sent."""
    found = []
    with UdpEar() as ear:
        output = VMC.output({"to": ear.name, **settings})
        output.open()
        for one in frames:
            output.send(one)
            datagrams = []
            while not ear.is_quiet():
                datagrams.append(ear.hear())
            if datagrams:
                found.append(Heard(datagrams))
        output.close()
    return found


def test_the_specifications_order_with_apply_last_and_once():
    (found,) = heard({}, SMILING)
    addresses = [address for address, _ in found.messages]
    assert addresses[:3] == ["/VMC/Ext/OK", "/VMC/Ext/T", "/VMC/Ext/Root/Pos"]
    assert addresses.count("/VMC/Ext/Blend/Apply") == 1
    assert addresses[-1] == "/VMC/Ext/Blend/Apply"
    assert found.all("/VMC/Ext/OK") == [[1, 3, 0, 1]]
    assert found.all("/VMC/Ext/Root/Pos") == [["root", 0, 0, 0, 0, 0, 0, 1]]
    assert [params[0] for params in found.all("/VMC/Ext/Bone/Pos")] == ["Neck", "Head", "LeftEye", "RightEye"]


@pytest.mark.parametrize("names", ["perfect_sync", "perfect_sync_camel"])
def test_perfect_sync_needs_several_bundles_and_applies_after_the_last(names):
    (found,) = heard({"names": names}, SMILING)
    assert len(found.sizes) == 3
    assert max(found.sizes) <= 1472
    assert [address for address, _ in found.messages].index("/VMC/Ext/Blend/Apply") == len(found.messages) - 1
    values = found.values()
    assert len(values) == 52
    assert values["JawOpen" if names == "perfect_sync" else "jawOpen"] == pytest.approx(0.5)
    assert {name[0].lower() + name[1:] for name in values} == set(EXPRESSION_NAMES)


def test_without_bundles_every_message_goes_alone_and_apply_last():
    with UdpEar() as ear:
        output = VMC.output({"to": ear.name, "bundles": False})
        output.open()
        output.send(SMILING)
        found = []
        while not ear.is_quiet():
            found.append(OscMessage(ear.hear()))
        output.close()
    (together,) = heard({}, SMILING)
    assert [message.address for message in found] == [address for address, _ in together.messages]


def test_names_of_vrm_0_and_1_are_paired_as_the_specification_does():
    (old,), (new,) = (heard({"names": names, "moods": 1.0}, SMILING) for names in ("vrm0", "vrm1"))
    pairs = {
        "Joy": "happy", "Angry": "angry", "Sorrow": "sad", "Fun": "relaxed", "A": "aa", "I": "ih", "U": "ou", "E": "ee",
        "O": "oh", "Blink_L": "blinkLeft", "Blink_R": "blinkRight", "LookUp": "lookUp", "LookDown": "lookDown",
        "LookLeft": "lookLeft", "LookRight": "lookRight",
    }  # fmt: skip
    assert {pairs[name]: value for name, value in old.values().items()} == new.values()


def test_weights_of_vowels_are_those_of_the_presets():
    preset = json.loads((PRESETS / "vrm.json").read_text(encoding="utf-8"))["shapes"]
    rng = np.random.default_rng(5)
    for _ in range(20):
        given = dict(zip(EXPRESSION_NAMES, rng.uniform(0, 0.6, 52), strict=True))
        (found,) = heard({"names": "vrm1", "eyes": "none", "moods": 0}, frame(0, **given))
        expected = {
            name: min(1.0, max(0.0, sum(weight * given[source] for source, weight in made_of.items())))
            for name, made_of in preset.items()
        }
        assert found.values() == pytest.approx(expected, abs=1e-6)


def test_looks_and_moods():
    up_left = frame(0, gaze=(np.radians(15.0), np.radians(12.5)), mouthSmileLeft=0.8, mouthSmileRight=0.4)
    (found,) = heard({"moods": 0.5}, up_left)
    values = found.values()
    assert [values[name] for name in ("LookLeft", "LookRight", "LookUp", "LookDown")] == pytest.approx([0.5, 0, 0.5, 0])
    assert values["Joy"] == pytest.approx(0.3)
    (natural,) = heard({}, up_left)
    assert natural.values()["Joy"] == pytest.approx(0.6)
    (without,) = heard({"moods": 0}, up_left)
    assert not {"Joy", "Angry", "Sorrow", "Fun"} & set(without.values())


@pytest.mark.parametrize(
    ("eyes", "bones", "shapes"), [("both", 2, 4), ("bones", 2, 0), ("shapes", 0, 4), ("none", 0, 0)]
)
def test_eyes_by_bones_expressions_or_neither(eyes, bones, shapes):
    (found,) = heard({"eyes": eyes}, SMILING)
    assert sum(params[0].endswith("Eye") for params in found.all("/VMC/Ext/Bone/Pos")) == bones
    assert sum(name.startswith("Look") for name in found.values()) == shapes


def turned(xyzw: np.ndarray, vector: tuple[float, float, float]) -> np.ndarray:
    """Unity's `Quaternion * Vector3`, written out from its definition."""
    axis, w = xyzw[:3], xyzw[3]
    crossed = 2.0 * np.cross(axis, vector)
    return np.array(vector) + w * crossed + np.cross(axis, crossed)


@pytest.mark.parametrize(
    ("turn", "gaze", "nose", "crown", "look"),
    [
        # In Unity a character that looks along +Z has its left at -X.
        ((0, np.pi / 2, 0), (0, 0), (-1, 0, 0), (0, 1, 0), (0, 0, 1)),
        ((np.pi / 2, 0, 0), (0, 0), (0, -1, 0), (0, 0, 1), (0, 0, 1)),
        ((0, 0, np.pi / 2), (0, 0), (0, 0, 1), (1, 0, 0), (0, 0, 1)),
        ((0, 0, 0), (np.pi / 2, 0), (0, 0, 1), (0, 1, 0), (-1, 0, 0)),
        ((0, 0, 0), (0, np.pi / 2), (0, 0, 1), (0, 1, 0), (0, 1, 0)),
    ],
    ids=["turns left", "nods", "leans to the right", "looks left", "looks up"],
)
def test_turns_are_unitys(turn, gaze, nose, crown, look):
    (found,) = heard({"neck_share": 0.0}, frame(0, turn=turn, gaze=gaze))
    assert turned(found.bone("Head")[3:], (0, 0, 1)) == pytest.approx(nose, abs=1e-6)
    assert turned(found.bone("Head")[3:], (0, 1, 0)) == pytest.approx(crown, abs=1e-6)
    for eye in ("LeftEye", "RightEye"):
        assert turned(found.bone(eye)[3:], (0, 0, 1)) == pytest.approx(look, abs=1e-6)
    assert found.bone("Neck")[3:] == pytest.approx([0, 0, 0, 1])


@pytest.mark.parametrize("share", [0.0, 0.25, 0.4, 1.0])
def test_neck_and_head_together_make_the_turn(share):
    vector = np.array((0.3, -0.5, 0.2))
    (found,) = heard({"neck_share": share}, frame(0, turn=tuple(vector)))
    neck, head = (found.bone(name)[[6, 3, 4, 5]] for name in ("Neck", "Head"))
    whole = from_rotation_vector(vector) * (1, 1, -1, -1)
    assert multiply(neck, head) == pytest.approx(whole, abs=1e-6)
    assert neck == pytest.approx(from_rotation_vector(share * vector) * (1, 1, -1, -1), abs=1e-6)


def test_the_head_moves_as_far_as_is_asked_to_unitys_side():
    (still,), (moved,) = heard({}, SMILING), heard({"move": 2.0}, SMILING)
    assert moved.bone("Head")[:3] - still.bone("Head")[:3] == pytest.approx([-0.02, 0.04, 0.06], abs=1e-6)
    assert moved.bone("Neck")[:3] == pytest.approx(still.bone("Neck")[:3])


def test_the_jaw_is_a_bone_where_it_is_asked_for():
    (found,) = heard({"jaw_bone": True}, SMILING)
    chin = turned(found.bone("Jaw")[3:], (0, 0, 1))
    assert chin == pytest.approx([0, -np.sin(0.175), np.cos(0.175)], abs=1e-6)


def test_every_second_frame_and_the_place_of_another():
    found = heard({"period": 2, "root": False}, *(frame(seq, jawOpen=seq / 10) for seq in range(5)))
    jaws = [one.values()["A"] for one in found]
    assert jaws == pytest.approx([0.0, 0.18, 0.36])
    assert found[0].all("/VMC/Ext/Root/Pos") == []


def test_without_frames_it_says_once_a_second_that_it_tracks_nothing():
    with UdpEar() as ear:
        output = VMC.output({"to": ear.name})
        output.open()
        start_ns = time.monotonic_ns()
        for tenths in range(26):
            output.turn(start_ns + tenths * 100_000_000)
        found = [Heard([ear.hear()]) for _ in range(3)]
        assert ear.is_quiet()
        output.close()
    assert [one.all("/VMC/Ext/OK") for one in found] == [[[1, 3, 0, 0]]] * 3
    assert [one.all("/VMC/Ext/T")[0][0] for one in found] == pytest.approx([0, 1, 2], abs=0.5)


def test_a_receiver_of_vmc_understands_it():
    port = free_port()
    heard_events = []
    with OSC(as_eventloop) as osc:
        receiver = osc.create_receiver("127.0.0.1", port, "ear")
        receiver.open()
        for event in (StateEvent, RootTransformEvent, BoneTransformEvent, BlendShapeEvent, BlendShapeApplyEvent):
            on_receive(receiver, event, heard_events.append)
        output = VMC.output({"to": f"127.0.0.1:{port}", "names": "perfect_sync", "jaw_bone": True})
        output.open()
        output.send(SMILING)

        def is_whole() -> bool:
            osc.run()
            return any(isinstance(event, BlendShapeApplyEvent) for event in heard_events)

        wait_until(is_whole)
        output.close()
    state, root, *rest = heard_events
    assert (state.model_state, state.calibration_state) == (ModelState.LOADED, CalibrationState.CALIBRATED)
    assert state.tracking_state is TrackingState.OK
    assert root.joint == "root"
    bones = [event.joint for event in rest if isinstance(event, BoneTransformEvent)]
    assert bones == [Bone.NECK, Bone.HEAD, Bone.LEFT_EYE, Bone.RIGHT_EYE, Bone.JAW]
    assert sum(isinstance(event, BlendShapeEvent) for event in rest) == 52
    assert isinstance(rest[-1], BlendShapeApplyEvent)


@pytest.mark.parametrize("to", ["", "host:0", "host:99999", "two hosts", "http://host", "[::1", "a:b:c"])
def test_an_address_that_is_none_is_said(to):
    with pytest.raises(MienError, match="output vmc: expected HOST or HOST:PORT with a port from 1 to 65535, got"):
        VMC.output({"to": to})
