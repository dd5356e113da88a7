"""A face lives: it differs from film to film, goes with the voice, and does what it is asked."""

import itertools

import numpy as np
import pytest

from mien_inference.controls import Activity, Controls, MannerName
from mien_inference.motion import StreamingGenerator
from mien_inference.motion import latent as z
from mien_inference.motion.life import Life
from mien_inference.motion.mood import MOODS
from mien_inference.motion.prosody import ProsodyRow
from mien_protocol.quaternion import to_yaw_pitch_roll
from tests.inference.motion.hearing import perform, phones

pytestmark = pytest.mark.unit

SILENT = ProsodyRow(
    speech=False, onset=False, rise=0.0, calm=0.0, accent=False, arousal=0.0, pitch_semitones=0.0
)  # fmt: skip


def heard(*, onset=False, rise=0.0, arousal=0.0):
    return ProsodyRow(
        speech=True, onset=onset, rise=rise, calm=0.0, accent=False, arousal=arousal, pitch_semitones=80.0
    )


def course(controls=None, seconds=60, seed=1, phrase_s=4.0, **voice):
    """Life in phrases of so many seconds without a pause."""
    life = Life(seed, controls or Controls())
    rows = range(round(seconds * 100))
    return [life.step(heard(onset=row % round(phrase_s * 100) == 0, **voice), controls or Controls()) for row in rows]


def head_deg(rows):
    return np.degrees([row.head_rad for row in rows])


def babble(f0_hz):
    """Talk in phrases, at a pitch of its own."""
    return phones(*[("aa", 1.5), ("sil", 0.4)] * 10, f0_hz=f0_hz)


def test_films_of_different_sounds_differ():
    heads = [to_yaw_pitch_roll(perform(babble(f0_hz)).head_wxyz) for f0_hz in (90, 110, 130, 160, 200, 240)]
    pairs = [
        [np.corrcoef(one[:, axis], other[:, axis])[0, 1] for axis in range(3)]
        for one, other in itertools.combinations(heads, 2)
    ]
    assert np.all(np.abs(np.mean(pairs, axis=0)) < 0.3)


def test_the_same_sound_gives_the_same_film_and_a_seed_fixes_it():
    features = babble(120)
    np.testing.assert_array_equal(perform(features).latent, perform(features).latent)
    given = [perform(babble(f0_hz), StreamingGenerator(7)).head_wxyz[:150] for f0_hz in (120, 120)]
    np.testing.assert_array_equal(*given)
    assert np.abs(perform(features).head_wxyz[:150] - given[0]).max() > 0.005


def test_a_performance_that_the_sound_chooses_begins_at_rest():
    first = perform(babble(120))[:1]
    assert np.degrees(np.abs(to_yaw_pitch_roll(first.head_wxyz))).max() < 0.6


def test_nothing_jumps_when_the_sound_has_chosen():
    life, still = Life(None, Controls()), Controls()
    rows = [life.step(heard(), still) for _ in range(300)]
    life.reseed(99)
    rows += [life.step(heard(), still) for _ in range(300)]
    for part in ("brow_inner", "wide", "corners"):
        assert np.abs(np.diff([getattr(row, part) for row in rows])).max() < 0.04, part
    assert np.abs(np.diff(head_deg(rows), axis=0)).max() < 1.5


@pytest.mark.parametrize(
    ("manner", "yaw", "speed"), [(MannerName.LIVELY, (3.3, 6.0), (13, 22)), (MannerName.CALM, (1.2, 2.6), (5, 11))]
)
def test_manners_reach_their_bands(manner, yaw, speed):
    heads = [head_deg(course(Controls(manner=manner, affect=0.0), seconds=120, seed=seed)) for seed in range(3)]
    assert yaw[0] < np.mean([head[:, 0].std() for head in heads]) < yaw[1]
    fast = np.mean([np.linalg.norm(np.diff(head[::4], axis=0), axis=1).mean() * 25 for head in heads])
    assert speed[0] < fast < speed[1]


def test_brows_rise_as_a_phrase_begins():
    rows = course(Controls(manner=MannerName.LIVELY), seconds=240)
    brows = np.array([row.brow_inner for row in rows]).reshape(-1, 400)
    after, later = brows[:, 30:70].mean(), brows[:, 250:390].mean()
    assert after > later + 0.08
    assert all(row.brow_outer[0] > 0.0 for row in rows if row.brow_inner > 0.1)


def test_an_excited_voice_opens_the_mouth_and_moves_the_head_more():
    calm, excited = (course(seconds=60, arousal=arousal) for arousal in (0.0, 0.8))
    assert excited[-1].opening > 1.1 > calm[-1].opening
    assert head_deg(excited).std(axis=0).sum() > 1.05 * head_deg(calm).std(axis=0).sum()
    unmoved = course(Controls(affect=0.0), seconds=1, arousal=0.8)
    assert unmoved[-1].opening == pytest.approx(1.0)


def test_a_rising_pitch_hurries_the_head_and_takes_it_no_further():
    even, rising = (head_deg(course(seconds=120, rise=rise)) for rise in (0.0, 1.0))
    even_speed, rising_speed = (np.abs(np.diff(head, axis=0)).mean() for head in (even, rising))
    assert rising_speed == pytest.approx(1.45 * even_speed, rel=0.15)
    assert rising.std() == pytest.approx(even.std(), rel=0.25)


def quiet(activity, seconds, seed=3):
    life, controls = Life(seed, Controls()), Controls(activity=activity)
    return [life.step(SILENT, controls) for _ in range(round(seconds * 100))]


def test_listeners_nod_and_nobody_else_does():
    pitch = {part: head_deg(quiet(part, 90))[:, 1] for part in (Activity.LISTENING, Activity.IDLE)}
    quick = {part: np.abs(np.diff(course[::10])).max() for part, course in pitch.items()}
    assert quick[Activity.LISTENING] > 1.5 * quick[Activity.IDLE]


def test_who_is_about_to_speak_parts_the_lips():
    assert quiet(Activity.SPEAKING, 2)[-1].parted > 0.3
    assert quiet(Activity.LISTENING, 2)[-1].parted == 0.0


def test_idle_is_neither_frozen_nor_restless_for_ten_minutes():
    rows = quiet(Activity.IDLE, 600)
    head = head_deg(rows).reshape(60, 1000, 3)
    assert np.all(np.ptp(head, axis=1).sum(axis=1) > 0.8)
    assert np.linalg.norm(np.diff(head[:, ::4], axis=1), axis=2).mean() * 25 < 6.0
    assert np.abs(head).max() < 9.0


def test_no_nod_falls_on_an_accent():
    """The head does not go down with each loud syllable: it did, and people do not."""
    beats = phones(*[("aa", 0.25), ("m", 0.25)] * 120)
    beats.energy_db[:] = np.where(np.arange(len(beats)) % 50 < 25, -14.0, -26.0)
    pitch = to_yaw_pitch_roll(perform(beats, StreamingGenerator(0)).head_wxyz)[:, 1].reshape(-1, 50)
    assert np.degrees(np.ptp(pitch.mean(axis=0))) < 0.8


def test_the_life_is_in_the_latent():
    motion = perform(babble(120), StreamingGenerator(4, Controls(manner=MannerName.LIVELY)))
    for part in (z.BROW_INNER, z.BROW_OUTER, z.BROW_DOWN, z.SQUINT, z.WIDE, z.CHEEKS, z.CORNERS, z.LIDS, z.GAZE):
        assert motion.latent[:, part].astype(np.float32).std() > 1e-3, part
    assert motion.latent[:, z.HEAD_TRANSLATION].astype(np.float32).std(axis=0).min() > 1e-3
    assert not motion.latent[:, z.MOOD].any()
    assert len(MOODS) == 4
