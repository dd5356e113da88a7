"""A voice opens the mouth as far as another recording of it, quieter or louder, does."""

import numpy as np
import pytest

from mien_bridge.offline.demo import sentence
from mien_inference.motion import StreamingGenerator
from mien_inference.speech import StreamingEncoder
from mien_inference.training.grid import read_audio
from mien_protocol.rig import EXPRESSION_INDEX

pytestmark = pytest.mark.real

SETTLED = slice(200, None)
"""Rows after the two seconds that hearing takes to get used to a level."""


@pytest.fixture(scope="module")
def voice():
    with sentence() as path:
        return read_audio(path)


def jaw(pcm):
    features = StreamingEncoder().push(pcm)
    motion = StreamingGenerator(seed=1).push(features)
    return float(motion.expression[SETTLED, EXPRESSION_INDEX["jawOpen"]].mean())


@pytest.mark.parametrize(
    ("level_db", "least", "most"), [(-30, 0.7, 1.1), (-20, 0.85, 1.1), (10, 0.9, 1.2), (20, 0.9, 1.35)]
)
def test_the_jaw_opens_alike_at_any_level(voice, level_db, least, most):
    other = np.clip(voice * np.float32(10.0 ** (level_db / 20.0)), -1.0, 1.0)
    assert least < jaw(other) / jaw(voice) < most
