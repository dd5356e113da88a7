"""Moods come, stay and go in their own time; breath goes with speech."""

import numpy as np
import pytest

from mien_inference.controls import Controls, Emotion
from mien_inference.motion.breath import Breath
from mien_inference.motion.mood import MOODS
from mien_inference.motion.mood_course import MoodCourse

pytestmark = pytest.mark.unit

HAPPY = MOODS.index(Emotion.HAPPY)


def test_a_mood_comes_faster_than_it_goes():
    moods = MoodCourse(Controls())
    happy, neutral = Controls(emotion=Emotion.HAPPY), Controls()
    came = np.array([moods.step(happy, 0.0)[0][HAPPY] for _ in range(800)])
    went = np.array([moods.step(neutral, 0.0)[0][HAPPY] for _ in range(800)])
    half_up, half_down = np.flatnonzero(came > 0.45)[0], np.flatnonzero(went < 0.42)[0]
    assert half_up < 0.6 * half_down
    assert came.max() > 1.02 * came[-1]
    assert came[-1] == pytest.approx(0.85, abs=0.02)
    assert went[-1] == 0.0
    assert np.abs(np.diff(np.concatenate([came, went]))).max() < 0.06


def test_moods_carry_a_person():
    bearings = {
        emotion: MoodCourse(Controls(emotion=emotion)).step(Controls(emotion=emotion), 0.0)[1] for emotion in Emotion
    }
    assert bearings[Emotion.SAD].chin_rad > 0.05
    assert bearings[Emotion.SURPRISED].chin_rad < -0.02
    assert bearings[Emotion.SAD].tempo < bearings[Emotion.NEUTRAL].tempo == 1.0
    assert bearings[Emotion.ANGRY].contact > 1.5


def test_strength_scales_a_mood():
    controls = Controls(emotion=Emotion.ANGRY, emotion_strength=0.4)
    assert MoodCourse(controls).step(controls, 0.0)[0][MOODS.index(Emotion.ANGRY)] == pytest.approx(0.4, abs=0.05)


def test_people_breathe_in_between_phrases():
    breath = Breath(np.random.default_rng(0))
    phrase = [breath.step(speech=True, ready=False) for _ in range(400)]
    pause = [breath.step(speech=False, ready=False) for _ in range(80)]
    assert np.all(np.diff(phrase[60:]) <= 1e-9)
    assert pause[-1] > pause[0] + 0.5
    assert np.abs(np.diff(phrase + pause)).max() < 0.08


def test_who_is_about_to_speak_holds_the_breath_and_then_breathes_on():
    breath = Breath(np.random.default_rng(0))
    course = np.array([breath.step(speech=False, ready=True) for _ in range(3_000)])
    assert course[200:280].min() > 0.9
    turns = np.sum(np.diff(np.sign(np.diff(course[300:]))) != 0)
    assert 10 <= turns <= 18


def test_at_rest_people_breathe_12_to_18_times_a_minute():
    breath = Breath(np.random.default_rng(1))
    course = np.array([breath.step(speech=False, ready=False) for _ in range(30_000)])
    breaths = np.sum((course[:-1] < 0.0) & (course[1:] >= 0.0)) / 5
    assert 11 < breaths < 19
