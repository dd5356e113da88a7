"""Measures of a tracked mouth: the distances of `mouth_shapes.MEASURES`, in centimetres.

They are measured on MediaPipe landmarks and scaled so that the pupils are 63 mm apart, an adult's mean.
"""

import numpy as np
from numpy.typing import NDArray

from mien_inference.training.grid import Sentence

__all__ = ["measure", "rest"]

_PUPIL_DISTANCE_CM = 6.3
_CLOSED_CM = 0.08


def measure(sentence: Sentence) -> NDArray[np.float32]:
    """The mouth in every frame: `mouth_shapes.MEASURES`, heights from the nose tip, cm, shape (frames, 8)."""
    at = sentence.landmark
    scale = _PUPIL_DISTANCE_CM / np.median(np.linalg.norm(at(468) - at(473), axis=1))
    across = at(263) - at(33)
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    up = np.stack([across[:, 1], -across[:, 0]], axis=1)

    def height(number: int) -> NDArray[np.float32]:
        return np.asarray(np.sum((at(number) - at(1)) * up, axis=1) * scale, np.float32)

    def distance(first: int, second: int) -> NDArray[np.float32]:
        return np.asarray(np.linalg.norm(at(first) - at(second), axis=1) * scale, np.float32)

    columns = (
        distance(13, 14),
        0.5 * (distance(81, 178) + distance(311, 402)),
        0.5 * distance(61, 291),
        0.5 * (height(61) + height(291)),
        height(13),
        height(0),
        height(17),
        height(152),
    )
    return np.stack(columns, axis=1)


def rest(measured: NDArray[np.float32]) -> NDArray[np.float32]:
    """The closed mouth of one sentence, shape (8,): the median over frames in which the lips meet.

    Lips that touch are still some hundredths of a centimetre apart to a tracker, hence a threshold.
    """
    closed = measured[:, 0] < max(_CLOSED_CM, float(np.quantile(measured[:, 0], 0.1)))
    return np.asarray(np.median(measured[closed], axis=0), np.float32)
