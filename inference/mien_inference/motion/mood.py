"""Addition of a mood to a face that goes on talking."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.controls import Emotion
from mien_inference.motion.mouth_shapes import columns
from mien_protocol.rig import EXPRESSION_COUNT

__all__ = ["MOODS", "MOOD_OFFSETS"]

MOODS: Final = (Emotion.HAPPY, Emotion.SAD, Emotion.ANGRY, Emotion.SURPRISED)
"""The moods that have a place in the latent, in its order."""

_SHAPES: Final[dict[Emotion, dict[str, float]]] = {
    # Action units after Ekman & Friesen's prototypes (EMFACS), as ARKit shapes, at the strength of a person
    # who is in the mood and talks, not of one who poses.
    Emotion.HAPPY: {"mouthSmile": 0.5, "cheekSquint": 0.4, "eyeSquint": 0.2, "browOuterUp": 0.12, "mouthDimple": 0.1},
    Emotion.SAD: {"browInnerUp": 0.8, "mouthFrown": 0.6, "browDown": 0.12, "eyeSquint": 0.1, "mouthShrugLower": 0.15},
    Emotion.ANGRY: {"browDown": 0.9, "eyeSquint": 0.3, "noseSneer": 0.4, "mouthFrown": 0.2, "mouthPress": 0.12},
    Emotion.SURPRISED: {"browInnerUp": 0.8, "browOuterUp": 0.85, "eyeWide": 0.8},
}


def _offsets() -> NDArray[np.float32]:
    offsets = np.zeros((len(MOODS), EXPRESSION_COUNT), np.float32)
    for row, mood in enumerate(MOODS):
        for shape, strength in _SHAPES[mood].items():
            offsets[row, list(columns(shape))] = strength
    return offsets


MOOD_OFFSETS: Final = _offsets()
"""Expression that each mood adds at full strength, shape (moods, 52)."""
