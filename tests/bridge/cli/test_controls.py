import math

import pytest

from mien_bridge.cli.controls import join_negative_values, parse_controls
from mien_bridge.cli.parser import parse
from mien_inference.controls import Controls, Emotion
from mien_protocol.errors import MienError
from mien_protocol.rig import GAZE_DIRECTIONS_RAD

pytestmark = pytest.mark.unit


def _never() -> None:
    """Nobody interrupts."""


def controls(*options: str) -> Controls:
    """The controls behind options as typed after `mien bake a.wav -o a.csv`."""
    return parse_controls(parse(["bake", "a.wav", "-o", "a.csv", *options], _never).args[0])


def test_without_options_a_person_is_at_ease():
    assert controls() == Controls()


def test_every_option_reaches_its_control():
    asked = controls(
        *("--gaze", "10,-5", "--distance", "0.8", "--head", "1.5", "--lips", "0.5"),
        *("--emotion", "happy:0.6", "--blink-rate", "12"),
    )
    assert asked == Controls(
        gaze_yaw_rad=math.radians(10), gaze_pitch_rad=math.radians(-5), distance=0.8, head_gain=1.5, lips_gain=0.5,
        emotion=Emotion.HAPPY, emotion_strength=0.6, blink_rate_per_min=12.0,
    )  # fmt: skip


@pytest.mark.parametrize("name", GAZE_DIRECTIONS_RAD)
def test_gaze_has_names(name):
    asked = controls("--gaze", name)
    assert (asked.gaze_yaw_rad, asked.gaze_pitch_rad) == GAZE_DIRECTIONS_RAD[name]


@pytest.mark.parametrize("options", [["--gaze", "-.5,3"], ["--gaze", "-0.5,3"], ["--gaze=-.5,3"]])
def test_a_negative_angle_is_no_option(options):
    assert controls(*options).gaze_yaw_rad == pytest.approx(math.radians(-0.5))


@pytest.mark.parametrize("angles", ["34,25", "-34,-25"])
def test_the_eyes_reach_the_limits_that_the_message_names(angles):
    yaw_deg, pitch_deg = map(float, angles.split(","))
    asked = controls("--gaze", angles)
    assert (asked.gaze_yaw_rad, asked.gaze_pitch_rad) == (math.radians(yaw_deg), math.radians(pitch_deg))


def test_only_angles_are_joined():
    assert join_negative_values(["--gaze", "--head", "1"]) == ["--gaze", "--head", "1"]


@pytest.mark.parametrize("name", Emotion)
def test_emotions_are_full_unless_said(name):
    assert (controls("--emotion", name).emotion, controls("--emotion", name).emotion_strength) == (name, 1.0)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--gaze", "sideways"], "--gaze must be front, left, .* got 'sideways'"),
        (["--gaze", "1,2,3"], "--gaze must be .* got '1,2,3'"),
        (["--gaze", "90,0"], "within 34 degrees to the sides and 25 up and down, got '90,0'"),
        (["--gaze", "nan,0"], "within 34 degrees"),
        (["--emotion", "cross"], "--emotion must be one of neutral, .* got 'cross'"),
        (["--emotion", "sad:very"], "--emotion must be one of .* got 'sad:very'"),
        (["--emotion", "sad:1.5"], "--emotion must have a strength of 0 to 1, .* got 'sad:1.5'"),
        (["--emotion", "sad:nan"], "--emotion must have a strength of 0 to 1"),
        (["--distance", "0"], "distance must be 0.7 to 1.5"),
        (["--head", "-1"], "head must be 0 to 2"),
        (["--lips", "nan"], "lips must be 0 to 2"),
        (["--blink-rate", "1000"], "blink rate must be 0 to 60"),
        (["--head", "much"], "invalid float value: 'much'; see `mien bake --help`"),
        (["--rate", "0"], "--rate: must be frames a second from 1 to 120, such as 30, 29.97 or 30000/1001, got '0'"),
        (["--rate", "1000"], "got '1000'; 120 is nearest"),
        (["--rate", "0.5"], "got '0.5'; 1 is nearest"),
        (["--rate", "fast"], "got 'fast'; see"),
        (["--rate", "nan"], "got 'nan'; see"),
        (["--rate", "inf"], "got 'inf'; see"),
    ],
)
def test_mistakes_are_said_in_words(options, message):
    with pytest.raises(MienError, match=message):
        controls(*options)
