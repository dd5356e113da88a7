"""Eyes look at someone most of the time, jump when they move, and hold when the head turns."""

import math

import numpy as np
import pytest

from mien_inference.controls import Controls
from mien_inference.motion import StreamingGenerator
from mien_inference.motion.conversation import ConversationRow
from mien_inference.motion.gaze import Gaze
from mien_protocol.quaternion import to_matrix
from mien_protocol.rig import EXPRESSION_INDEX, EYE_PITCH_FULL_RAD, EYE_YAW_FULL_RAD
from tests.inference.motion.hearing import perform, phones

pytestmark = pytest.mark.unit


LISTENING = ConversationRow(talking=0.0, ready=0.0, listening=1.0, thinking=0.0)
TALKING = ConversationRow(talking=1.0, ready=0.0, listening=0.0, thinking=0.0)
THINKING = ConversationRow(talking=0.0, ready=0.0, listening=0.0, thinking=1.0)
READY = ConversationRow(talking=0.0, ready=1.0, listening=0.0, thinking=0.0)


def course(part, target=(0.0, 0.0), minutes=20, seed=0, **habits):
    gaze = Gaze(np.random.default_rng(seed))
    return np.array([gaze.step(part, *target, **habits)[:2] for _ in range(minutes * 6000)])


def time_away(part, **habits):
    return np.mean(np.hypot(*course(part, **habits).T) > math.radians(4.5))


@pytest.mark.parametrize(("part", "share"), [(LISTENING, 7.9 / 8.3), (TALKING, 3.1 / 4.0)])
def test_time_on_the_partner(part, share):
    assert 1.0 - time_away(part) == pytest.approx(share, abs=0.1)


def test_thinkers_look_away_and_shy_people_too():
    assert time_away(THINKING) > 0.6
    assert time_away(TALKING, contact=0.4) > 1.5 * time_away(TALKING)


def test_who_looks_down_looks_down():
    down = [np.mean(course(TALKING, glance_down=share)[:, 1] < -math.radians(2.0)) for share in (0.0, 1.0)]
    assert down[1] > 3 * down[0]


def test_who_is_about_to_speak_looks_at_the_partner():
    gaze = Gaze(np.random.default_rng(0))
    places = [gaze.step(THINKING, 0.0, 0.0)[:2] for _ in range(1000)]
    assert np.max(np.abs(places)) > 0.1
    assert np.max(np.abs([gaze.step(READY, 0.0, 0.0)[:2] for _ in range(100)][40:])) < math.radians(8.0)


def test_the_eyes_shift_a_little_about_a_hundred_times_a_minute():
    moving = np.abs(np.diff(course(TALKING)[:, 0])) > 0
    shifts = np.sum(np.diff(moving.astype(int)) == 1) / 20
    assert 75 < shifts < 125


def test_nine_jumps_in_ten_are_under_15_degrees():
    speed = np.abs(np.diff(course(TALKING)[:, 0])) > 0
    moving = np.diff(speed.astype(int), prepend=0, append=0)
    starts, ends = np.flatnonzero(moving == 1), np.flatnonzero(moving == -1)
    places = course(TALKING)
    sizes = np.degrees(np.linalg.norm(places[ends] - places[starts], axis=1))
    assert np.mean(sizes < 15.0) > 0.85
    durations_s = (ends - starts) / 100
    expected_s = 0.025 + 0.0024 * sizes
    assert np.abs(durations_s - expected_s).max() < 0.03


def test_eyes_arrive_at_a_new_target_at_once():
    gaze = Gaze(np.random.default_rng(1))
    for _ in range(20):
        gaze.step(LISTENING, 0.0, 0.0)
    course_after = [gaze.step(LISTENING, 0.3, 0.1)[:2] for _ in range(10)]
    assert course_after[-1] == pytest.approx((0.3, 0.1), abs=0.08)


def test_large_jumps_carry_blinks():
    prompted = []
    for seed in range(40):
        gaze = Gaze(np.random.default_rng(seed))
        gaze.step(LISTENING, 0.0, 0.0)
        prompted.append(gaze.step(LISTENING, 0.6, 0.0)[2])
    assert np.mean(prompted) > 0.9


def directions(yaw, pitch):
    """Unit vectors of a gaze, in the head's frame: yaw to the character's left, pitch upwards."""
    return np.stack([np.sin(yaw) * np.cos(pitch), np.sin(pitch), np.cos(yaw) * np.cos(pitch)], axis=-1)


def test_eyes_hold_while_the_head_turns_under_them():
    motion = perform(phones(("aa", 10.0)), StreamingGenerator(2))
    in_head = directions(*motion.gaze_rad.astype(np.float64).T)
    in_room = np.einsum("kij,kj->ki", to_matrix(motion.head_wxyz), in_head)
    turned = np.degrees(np.linalg.norm(np.diff(in_room, axis=0), axis=1))
    head = np.degrees(np.linalg.norm(np.diff(to_matrix(motion.head_wxyz)[:, :, 2], axis=0), axis=1))
    # Between saccades, which are few: the head moves on, and what is looked at stays.
    assert np.median(head) > 0.05
    assert np.median(turned) < 0.4 * np.median(head)


def test_the_eyes_coefficients_say_what_the_gaze_says_however_far():
    motion = perform(phones(("aa", 6.0)), StreamingGenerator(0, Controls(gaze_yaw_rad=0.6, gaze_pitch_rad=-0.45)))
    look = {name: motion.expression[:, EXPRESSION_INDEX[f"eyeLook{name}Left"]] for name in ("Out", "In", "Up", "Down")}
    np.testing.assert_allclose((look["Out"] - look["In"]) * EYE_YAW_FULL_RAD, motion.gaze_rad[:, 0], atol=5e-4)
    np.testing.assert_allclose((look["Up"] - look["Down"]) * EYE_PITCH_FULL_RAD, motion.gaze_rad[:, 1], atol=5e-4)
