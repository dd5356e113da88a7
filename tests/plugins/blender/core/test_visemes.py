"""Characters with visemes instead of ARKit's shapes say the same with their lips."""

import numpy as np
import pytest

from mien.core.matching import match_character
from mien.core.presets import read_presets
from mien.core.recognition import Shape
from mien_bridge.media.audio import AudioFile
from mien_bridge.performance import built_stream
from mien_inference.controls import Controls, Emotion
from mien_inference.motion.mouth_shapes import lip_gap_cm
from mien_protocol.motion import Motion

pytestmark = pytest.mark.real

SEALED_CM = 0.03
"""Between lips that touch."""

GAPS_CM = {
    "vrm": {"aa": 2.2, "ih": 0.6, "ou": 0.5, "ee": 1.0, "oh": 1.4},
    "oculus": {
        "viseme_aa": 2.0, "viseme_E": 0.9, "viseme_I": 0.6, "viseme_O": 1.0, "viseme_U": 0.6, "viseme_CH": 0.5,
        "viseme_PP": -0.1, "viseme_FF": 0.08,
    },
}  # fmt: skip
"""How far each viseme at 1 parts the lips, as plugins/blender/README.md assumes."""


@pytest.fixture(scope="module", params=[Emotion.NEUTRAL, Emotion.HAPPY])
def expression(request, demo_sentence):
    with AudioFile(demo_sentence) as audio:
        speech = np.concatenate([block.speech for block in audio.blocks()])
    stream = built_stream(Controls(emotion=request.param, emotion_strength=0.6), 0, 60)
    return Motion.concatenate([stream.push(speech), stream.flush()]).expression


def values_of(expression, preset):
    names = list(GAPS_CM[preset])
    matched = match_character([Shape("Face", name) for name in names], [], read_presets())
    values = matched.mapping.shape_values(expression)
    return {row.key: column for row, column in zip(matched.mapping.shapes, values.T, strict=True)}


@pytest.mark.parametrize("preset", GAPS_CM)
def test_the_lips_part_as_far_and_close_when_they_must(expression, preset):
    values = values_of(expression, preset)
    gap_cm = sum(width * values[name] for name, width in GAPS_CM[preset].items())
    meant_cm = np.maximum(lip_gap_cm(expression), 0.0)
    sealed = meant_cm < SEALED_CM
    assert 0.03 < sealed.mean() < 0.5
    assert np.corrcoef(gap_cm, meant_cm)[0, 1] > 0.99
    assert gap_cm[sealed].mean() < 0.06
    assert np.percentile(gap_cm[sealed], 95) < 0.15
    assert gap_cm[meant_cm > 0.6].min() > 0.3


def test_lips_are_pressed_for_p_b_m_alone(expression):
    pressed = values_of(expression, "oculus")["viseme_PP"]
    apart = lip_gap_cm(expression) > 0.4
    assert pressed.max() > 0.95
    assert pressed[apart].mean() < 0.02


@pytest.mark.parametrize("preset", GAPS_CM)
def test_every_vowel_is_used_and_none_alone(expression, preset):
    values = values_of(expression, preset)
    used = [name for name, value in values.items() if value.max() > 0.05]
    assert used == list(GAPS_CM[preset])
    assert all(value.max() < 0.9 for name, value in values.items() if name not in ("viseme_PP", "viseme_FF"))
