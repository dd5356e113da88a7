"""The desk: one stream of sound, 20 ms each 20 ms, whoever speaks."""

import numpy as np
import pytest

from mien_bridge.inputs.mixer import Mixer
from mien_bridge.inputs.queued_sound import PushedSound
from mien_bridge.inputs.sound import PIECE, PIECE_NS, SILENCE
from mien_bridge.inputs.speech_queue import Utterance, UtteranceEvent

pytestmark = pytest.mark.unit

MS = 1_000_000


def piece(value: int) -> np.ndarray:
    return np.full(PIECE, value, np.int16)


class Stage:
    """A desk, and what has left it, by the value of its samples."""

    def __init__(self) -> None:
        self.left: list[int] = []
        self.mixer = Mixer(lambda samples: self.left.append(int(samples[0])), 0)
        self.events: list[UtteranceEvent] = []

    def say(self, *values: int, ended: bool = True) -> PushedSound:
        sound = PushedSound()
        for value in values:
            sound.push(piece(value), 48_000)
        if ended:
            sound.end()
        self.mixer.queue.add(Utterance(sound, lambda event, _: self.events.append(event)))
        return sound


def test_silence_leaves_at_its_pace_where_nobody_speaks():
    stage = Stage()
    stage.mixer.turn(PIECE_NS - 1)
    assert stage.left == []
    stage.mixer.turn(PIECE_NS)
    stage.mixer.turn(3 * PIECE_NS)
    assert stage.left == [0, 0, 0]


def turn(stage, turns):
    """Lets the desk give so many pieces."""
    for _ in range(turns):
        stage.mixer.turn(stage.mixer.due_ns)


def test_what_was_sent_in_vain_is_said_once_more_when_somebody_performs_again():
    stage = Stage()
    stage.say(1, 2, 3, 4, 5, 6)
    turn(stage, 4)
    # The last two turns were on their way when nobody performed any more, and nothing is taken meanwhile.
    stage.mixer.queue.hold(2)
    turn(stage, 3)
    assert stage.left == [1, 2, 3, 4, 0, 0, 0]
    stage.mixer.queue.go_on()
    turn(stage, 5)
    assert stage.left[7:] == [3, 4, 5, 6, 0]
    assert stage.events == [UtteranceEvent.BEGUN, UtteranceEvent.ENDED]


def test_the_end_of_an_utterance_that_was_sent_in_vain_is_said_once_more():
    stage = Stage()
    stage.say(1, 2)
    turn(stage, 3)
    stage.mixer.queue.hold(3)
    stage.mixer.queue.go_on()
    assert not stage.mixer.queue.is_empty
    turn(stage, 3)
    assert stage.left == [1, 2, 0, 1, 2, 0]
    assert stage.events == [UtteranceEvent.BEGUN, UtteranceEvent.ENDED]


def test_an_interruption_drops_what_was_to_be_said_once_more():
    stage = Stage()
    stage.say(1, 2, 3)
    turn(stage, 2)
    stage.mixer.queue.hold(2)
    stage.mixer.queue.interrupt()
    stage.mixer.queue.go_on()
    turn(stage, 1)
    assert stage.left == [1, 2, 0]


def test_a_microphone_gives_the_pace_and_is_heard_when_it_comes():
    stage = Stage()
    for index in range(5):
        stage.mixer.hear(piece(index + 1), 19 * MS * index)
        stage.mixer.turn(19 * MS * index)
    assert stage.left == [1, 2, 3, 4, 5]


def test_a_microphone_that_stops_is_replaced_by_silence():
    stage = Stage()
    stage.mixer.hear(piece(7), 0)
    stage.mixer.turn(99 * MS)
    assert stage.left == [7]
    stage.mixer.turn(121 * MS)
    assert stage.left == [7, 0, 0]
    stage.mixer.hear(piece(8), 125 * MS)
    assert stage.left == [7, 0, 0, 8]


def test_what_is_to_be_said_goes_before_the_microphone():
    stage = Stage()
    stage.say(11, 12)
    for value in (1, 2, 3):
        stage.mixer.hear(piece(value), 0)
    assert stage.left == [11, 12, 3]
    assert stage.events == [UtteranceEvent.BEGUN, UtteranceEvent.ENDED]


def test_the_microphone_is_not_heard_while_what_is_to_be_said_is_being_made():
    stage = Stage()
    sound = stage.say(ended=False)
    stage.mixer.hear(piece(1), 0)
    sound.push(piece(11), 48_000)
    stage.mixer.hear(piece(2), 0)
    sound.end()
    stage.mixer.hear(piece(3), 0)
    assert stage.left == [0, 11, 3]


def test_one_is_said_after_the_other():
    stage = Stage()
    stage.say(11)
    stage.say(21, 22)
    stage.mixer.turn(4 * PIECE_NS)
    assert stage.left == [11, 21, 22, 0]


def test_an_interruption_drops_all_that_waits_and_says_how_much_was_said():
    stage = Stage()
    said: list[float] = []
    sound = PushedSound()
    for value in (11, 12, 13):
        sound.push(piece(value), 48_000)
    stage.mixer.queue.add(Utterance(sound, lambda event, one: said.append(one.said_s)))
    stage.say(21)
    stage.mixer.turn(2 * PIECE_NS)
    stage.mixer.queue.interrupt()
    stage.mixer.turn(3 * PIECE_NS)
    assert stage.left == [11, 12, 0]
    assert said == [0.02, 0.04]
    assert stage.events == [UtteranceEvent.INTERRUPTED]
    assert sound.is_over


def test_a_machine_that_slept_does_not_make_up_for_the_night():
    stage = Stage()
    stage.mixer.turn(3_600_000_000_000)
    assert len(stage.left) == 51


def test_the_meter_shows_the_microphone_though_the_gate_is_shut_and_what_is_said_though_it_is_open():
    stage = Stage()
    stage.mixer.hear(piece(3_277), 0)
    assert stage.mixer.meter.dbfs == pytest.approx(-20.0, abs=0.1)
    stage.say(*[32_767] * 5)
    for _ in range(5):
        stage.mixer.hear(SILENCE, 0)
    assert stage.mixer.meter.dbfs == pytest.approx(0.0, abs=0.1)
