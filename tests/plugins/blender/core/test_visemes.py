"""Characters with visemes instead of ARKit's shapes say the same with their lips."""

import pytest

from mien_inference.controls import Controls, Emotion
from mien_inference.motion.mouth_shapes import lip_gap_cm
from visemes import LIPS, SEALED_CM, measured, performed, viseme_values

pytestmark = pytest.mark.real


@pytest.fixture(scope="module", params=[Emotion.NEUTRAL, Emotion.HAPPY])
def expression(request, demo_sentence):
    return performed(demo_sentence, Controls(emotion=request.param, emotion_strength=0.6))


@pytest.mark.parametrize("preset", LIPS)
def test_the_lips_part_as_far_and_close_when_they_must(expression, preset):
    found = measured(expression, preset)
    assert 0.03 < (lip_gap_cm(expression) < SEALED_CM).mean() < 0.5
    assert found.gap_r > 0.985
    assert found.width_r > 0.55
    assert found.touching_cm < 0.06
    assert found.touching_most_cm < 0.15


@pytest.mark.parametrize("preset", LIPS)
def test_an_open_mouth_is_open(expression, preset):
    values = viseme_values(expression, preset)
    gap_cm = sum(lips[0] * values[name] for name, lips in LIPS[preset].items())
    assert gap_cm[lip_gap_cm(expression) > 0.6].min() > 0.3


def test_lips_are_pressed_for_p_b_m_alone(expression):
    pressed = viseme_values(expression, "oculus")["viseme_PP"]
    apart = lip_gap_cm(expression) > 0.4
    assert pressed.max() > 0.95
    assert pressed[apart].mean() < 0.02


@pytest.mark.parametrize("preset", LIPS)
def test_every_vowel_is_used_and_none_alone(expression, preset):
    values = viseme_values(expression, preset)
    used = [name for name, value in values.items() if value.max() > 0.05]
    assert used == list(LIPS[preset])
    assert all(value.max() < 0.9 for name, value in values.items() if name not in ("viseme_PP", "viseme_FF"))
