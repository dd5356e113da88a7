"""What head and brows hear: phrases, rises, excitement against the speaker's own; and a seed in the sound."""

import numpy as np
import pytest

from mien_inference.motion.prosody import Prosody
from mien_inference.motion.sound_seed import SoundSeed

pytestmark = pytest.mark.unit


def listen(f0_hz, energy_db=-20.0, seconds=10.0):
    """Rows for a voice whose pitch and level are numbers, or functions of time."""
    prosody = Prosody()
    rows = []
    for row in range(round(seconds * 100)):
        f0 = f0_hz(row / 100) if callable(f0_hz) else f0_hz
        level = energy_db(row / 100) if callable(energy_db) else energy_db
        rows.append(prosody.step(level, f0, float(level < -50.0)))
    return rows


def test_a_phrase_begins_after_a_pause_and_not_after_a_stop():
    gaps = listen(120.0, lambda t: -70.0 if 2.0 < t < 2.1 or 4.0 < t < 4.5 or t < 0.3 else -20.0, 6.0)
    onsets = [row / 100 for row, heard in enumerate(gaps) if heard.onset]
    assert onsets == pytest.approx([0.3, 4.5], abs=0.02)
    assert gaps[205].speech
    assert not gaps[440].speech


def test_a_rise_is_heard_while_the_pitch_rises():
    rows = listen(lambda t: 120.0 * 2.0 ** (0.5 * min(max(t - 1.0, 0.0), 0.3) / 0.3), seconds=2.0)
    rise = np.array([row.rise for row in rows])
    assert rise[:100].max() < 0.05
    assert rise[110:140].max() > 0.5
    assert rise[180:].max() < 0.2


def test_level_alone_excites_nobody():
    soft, loud = (listen(120.0, level)[-1].arousal for level in (-35.0, -8.0))
    assert soft == pytest.approx(loud, abs=0.02)


def test_a_lively_pitch_excites_and_a_flat_one_does_not():
    flat = listen(lambda t: 150.0 + 5.0 * np.sin(9.0 * t))[-1].arousal
    lively = listen(lambda t: 150.0 * 2.0 ** (0.6 * np.sin(9.0 * t)))[-1].arousal
    assert lively > flat + 0.3


def test_who_speaks_higher_than_usual_is_excited():
    rows = listen(lambda t: 120.0 if t < 20.0 else 200.0, seconds=23.0)
    assert rows[-1].arousal > rows[1990].arousal + 0.3


def seeds_of(pitches, energies):
    seed = SoundSeed()
    told = [seed.step(e, p, 0.0) for p, e in zip(pitches, energies, strict=True)]
    return [value for value in told if value is not None]


def test_a_sound_tells_its_seed_twice():
    rng = np.random.default_rng(0)
    pitches, energies = 80.0 + rng.normal(0, 3, 300), -20.0 + rng.normal(0, 5, 300)
    first = seeds_of(pitches, energies)
    assert len(first) == 2
    assert first == seeds_of(pitches, energies)
    assert first != seeds_of(pitches + 4.0, energies)
    assert seeds_of(pitches, energies + 1e-6) == first


def test_silence_tells_no_seed():
    seed = SoundSeed()
    assert all(seed.step(-60.0, 0.0, 1.0) is None for _ in range(1000))
