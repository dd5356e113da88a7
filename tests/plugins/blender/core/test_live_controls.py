import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien.core.control_sender import ControlSender, within_range
from mien.core.gaze import MAX_PITCH_RAD, MAX_YAW_RAD, gaze_towards
from mien_protocol.messages.controls import CONTROL_KINDS
from mien_protocol.values import Float

pytestmark = pytest.mark.prop

NATURAL = {"gaze_yaw_rad": 0.0, "emotion": "neutral", "blink_rate_per_min": None}
places = st.tuples(*[st.floats(-10.0, 10.0)] * 3).filter(lambda place: math.hypot(*place) > 1e-3)


def test_what_holds_already_is_not_told():
    assert ControlSender(NATURAL).due(NATURAL, 0) == {}


def test_what_changes_is_told_once():
    sender = ControlSender(NATURAL)
    assert sender.due(NATURAL | {"emotion": "happy"}, 0) == {"emotion": "happy"}
    assert sender.due(NATURAL | {"emotion": "happy"}, 10**9) == {}
    assert sender.due(NATURAL | {"emotion": "happy", "blink_rate_per_min": 3.0}, 2 * 10**9) == {
        "blink_rate_per_min": 3.0
    }
    assert sender.due(NATURAL | {"emotion": "happy"}, 10**11) == {"blink_rate_per_min": None}


@given(st.lists(st.integers(0, 40_000_000), min_size=20))
def test_changes_are_told_fifteen_times_a_second_at_most_and_the_last_one_is(waits):
    sender, now_ns, told = ControlSender(NATURAL), 0, []
    for number, wait_ns in enumerate(waits, 1):
        now_ns += wait_ns
        value = {"gaze_yaw_rad": number / 100}
        if due := sender.due(value, now_ns):
            told.append((now_ns, due))
    assert all(later - earlier >= 66_000_000 for (earlier, _), (later, _) in pairwise(told))
    told.append((0, sender.due(value, now_ns + 10**9)))
    assert {"gaze_yaw_rad": value["gaze_yaw_rad"]} in [each for _, each in told]


@given(st.floats(-100.0, 100.0))
def test_whatever_a_curve_does_the_daemon_is_told_what_it_takes(value):
    names = [name for name, kind in CONTROL_KINDS.items() if isinstance(kind, Float)]
    kept = within_range(dict.fromkeys(names, value))
    for name in names:
        kind = CONTROL_KINDS[name]
        assert kind.low <= kept[name] <= kind.high
        assert kept[name] == value or value < kind.low or value > kind.high


def test_the_natural_blink_rate_stays_natural():
    assert within_range({"blink_rate_per_min": None}) == {"blink_rate_per_min": None}


@given(places)
def test_the_gaze_points_at_the_place_as_far_as_it_goes(place):
    yaw, pitch = gaze_towards(place)
    assert abs(yaw) <= MAX_YAW_RAD
    assert abs(pitch) <= MAX_PITCH_RAD
    if abs(yaw) < MAX_YAW_RAD and abs(pitch) < MAX_PITCH_RAD:
        looked = (math.sin(yaw) * math.cos(pitch), math.sin(pitch), math.cos(yaw) * math.cos(pitch))
        np.testing.assert_allclose(looked, np.array(place) / math.hypot(*place), atol=1e-6)


@pytest.mark.parametrize(
    ("place", "signs"),
    [((1, 0, 5), (1, 0)), ((-1, 0, 5), (-1, 0)), ((0, 1, 5), (0, 1)), ((0, -1, 5), (0, -1)), ((3, 0, -1), (1, 0))],
    ids=["to its left", "to its right", "up", "down", "behind it, to its left"],
)
def test_left_and_up_are_positive(place, signs):
    assert tuple(np.sign(gaze_towards(place))) == signs
