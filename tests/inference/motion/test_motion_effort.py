"""A whisper, a chat and a shout look different."""

import numpy as np
import pytest

from mien_inference.controls import Controls
from mien_inference.motion import StreamingGenerator
from mien_inference.motion.effort import Effort
from mien_inference.motion.mouth_shapes import lip_gap_cm
from tests.inference.motion.hearing import perform, phones

pytestmark = pytest.mark.unit

SYLLABLES = [("aa", 0.18), ("n", 0.07), ("iy", 0.12), ("t", 0.08)] * 8


def widest(energy_db, f0_hz):
    motion = perform(phones(*SYLLABLES, energy_db=energy_db, f0_hz=f0_hz))
    return np.quantile(lip_gap_cm(motion.expression)[100:], 0.95)


def test_mouths_open_wider_the_harder_people_speak():
    whisper, chat, shout = widest(-45.0, 0.0), widest(-18.0, 120.0), widest(-5.0, 300.0)
    assert whisper < 0.7 * chat
    assert shout > 1.3 * chat


def test_recording_gain_within_reason_changes_nothing():
    assert widest(-16.0, 120.0) == pytest.approx(widest(-19.0, 120.0), rel=0.03)


def test_the_lips_control_scales_articulation_but_not_closures():
    features = phones(("aa", 0.4), ("m", 0.1), ("aa", 0.4))
    small, natural = (
        lip_gap_cm(perform(features, StreamingGenerator(0, Controls(lips_gain=gain))).expression) for gain in (0.5, 1.0)
    )
    assert small[20:35].mean() == pytest.approx(0.5 * natural[20:35].mean(), rel=0.15)
    assert small[42:50].min() < 0.03


def test_pauses_are_pauses_only_when_they_last():
    effort = Effort()
    speech = [effort.step(-20.0, 120.0, 0.9, 0.0) for _ in range(100)]
    gap = [effort.step(-70.0, 0.0, 0.0, 0.9) for _ in range(10)]
    rest = [effort.step(-70.0, 0.0, 0.0, 0.9) for _ in range(60)]
    assert speech[-1].pause == pytest.approx(0.0, abs=1e-3)
    assert max(row.pause for row in gap) < 1e-3
    assert rest[-1].pause > 0.95
