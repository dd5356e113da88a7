"""The noise gate: what is heard of a microphone, and that no beginning of a word is cut off."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mien_bridge.inputs.gate import Gate, GateOptions
from mien_bridge.inputs.level import QUIETEST_DBFS, Meter, measure_dbfs
from mien_bridge.inputs.sound import PIECE
from mien_protocol.errors import MienError

pytestmark = pytest.mark.prop

THRESHOLD = -40.0


def tone(level_dbfs: float) -> np.ndarray:
    """A piece of a square wave of a level."""
    amplitude = round(32_768 * 10 ** (level_dbfs / 20))
    return np.tile(np.array([amplitude, -amplitude], np.int16), PIECE // 2)


def heard(gate: Gate, pieces) -> np.ndarray:
    return np.concatenate([gate.push(piece) for piece in pieces])


QUIET, ALMOST, LOUD = tone(-60.0), tone(-43.0), tone(-30.0)


def test_without_a_threshold_everything_is_heard_as_it_is():
    assert np.array_equal(heard(Gate(GateOptions()), [QUIET, LOUD]), np.concatenate([QUIET, LOUD]))


def test_what_is_quiet_is_not_heard_and_takes_as_long():
    silence = heard(Gate(GateOptions(THRESHOLD)), [QUIET] * 10)
    assert not silence.any()
    assert len(silence) == 10 * PIECE


def test_the_beginning_of_a_word_is_heard_from_before_it_was_loud():
    gate = Gate(GateOptions(THRESHOLD))
    heard(gate, [QUIET] * 10)
    assert np.array_equal(gate.push(LOUD), np.concatenate([QUIET] * 4 + [LOUD]))


def test_half_a_piece_that_is_loud_opens_it():
    gate = Gate(GateOptions(THRESHOLD))
    gate.push(np.concatenate([QUIET[: PIECE // 2], LOUD[PIECE // 2 :]]))
    assert gate.is_open


def test_it_stays_open_for_a_pause_and_for_what_is_a_little_quieter():
    gate = Gate(GateOptions(THRESHOLD))
    gate.push(LOUD)
    assert np.array_equal(heard(gate, [QUIET] * 19), np.concatenate([QUIET] * 19))
    assert np.array_equal(heard(gate, [ALMOST] * 100), np.concatenate([ALMOST] * 100))
    heard(gate, [QUIET] * 20)
    assert not gate.is_open


def test_what_is_a_little_quieter_does_not_open_it():
    gate = Gate(GateOptions(THRESHOLD))
    assert not heard(gate, [ALMOST] * 50).any()


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 25)), max_size=6))
def test_in_the_long_run_as_much_comes_out_as_went_in(runs):
    gate = Gate(GateOptions(THRESHOLD))
    went_in = came_out = 0
    for is_loud, pieces in runs:
        for _ in range(pieces):
            came_out += len(gate.push(LOUD if is_loud else QUIET))
            went_in += PIECE
            # Never behind: what is heard is never late.
            assert came_out >= went_in
    came_out += len(heard(gate, [QUIET] * 700))
    assert came_out == went_in + 700 * PIECE


def test_push_to_talk_hears_nothing_from_before_the_key():
    gate = Gate(GateOptions(push_to_talk=True))
    assert not heard(gate, [LOUD] * 5).any()
    gate.is_talking = True
    assert np.array_equal(gate.push(LOUD), LOUD)
    gate.is_talking = False
    assert not gate.push(LOUD).any()


def test_push_to_talk_and_a_threshold_both_hold():
    gate = Gate(GateOptions(THRESHOLD, push_to_talk=True))
    gate.is_talking = True
    assert not gate.push(QUIET).any()
    assert np.array_equal(gate.push(LOUD), LOUD)


@pytest.mark.parametrize("threshold", [-91.0, 0.5, float("nan")])
def test_a_threshold_that_is_none_is_refused_in_words(threshold):
    with pytest.raises(MienError, match="-90 to 0"):
        GateOptions(threshold)


def test_levels_are_those_of_the_decibel():
    assert measure_dbfs(tone(-20.0)) == pytest.approx(-20.0, abs=0.01)
    assert measure_dbfs(np.zeros(PIECE, np.int16)) == QUIETEST_DBFS
    assert measure_dbfs(np.full(PIECE, -32_768, np.int16)) == pytest.approx(0.0)


def test_the_meter_shows_the_last_tenth_of_a_second():
    meter = Meter()
    assert meter.dbfs == QUIETEST_DBFS
    for _ in range(5):
        meter.push(LOUD)
    assert meter.dbfs == pytest.approx(-30.0, abs=0.1)
    meter.push(np.zeros(PIECE, np.int16))
    assert meter.dbfs == pytest.approx(-31.0, abs=0.1)
    for _ in range(4):
        meter.push(np.zeros(PIECE, np.int16))
    assert meter.dbfs == QUIETEST_DBFS
