"""Lips from speech: a window of features to the strengths of twelve mouth shapes, row by row, in plain numpy.

A row is three small matrix-vector products of fixed shape, so what comes out cannot depend on how the speech
was cut into pushes. Training defines the same network in torch (`training.lip_network`).
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion.lip_input import LIP_INPUT_SIZE, TAPS
from mien_inference.weights import shared_weights

__all__ = ["LIP_SHAPES", "LOOK_AHEAD_ROWS", "SMOOTHING", "LipNetwork", "LipRow", "load_lip_weights"]

Array = NDArray[np.float32]

LIP_SHAPES: Final = (
    "jawOpen",
    "mouthClose",
    "mouthFunnel",
    "mouthPucker",
    "mouthStretch",
    "mouthSmile",
    "mouthLowerDown",
    "mouthUpperUp",
    "mouthRollLower",
    "mouthRollUpper",
    "mouthPress",
    "mouthShrugLower",
)
"""The shapes that speech moves; frowns, dimples and sneers are left to mood."""

SMOOTHING: Final = (1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16)
"""Binomial filter over the output rows: lips have mass; 3 dB down at 13 Hz. Trained through, so nothing is lost."""

LOOK_AHEAD_ROWS: Final = max(TAPS) + len(SMOOTHING) // 2
"""Rows that must have followed before a row is certain: 40 ms."""


@dataclass(frozen=True, slots=True)
class LipRow:
    """The mouth at one row.

    Attributes:
        shapes: Strengths of `LIP_SHAPES`, 0 or more, shape (12,).
        closed: Probability that the lips touch, 0..1.
    """

    shapes: Array
    closed: float


def load_lip_weights() -> Mapping[str, Array]:
    """The trained weights."""
    return shared_weights("motion-lips.safetensors")


class LipNetwork:
    """The network with the rows it still needs."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        """Begins a stream.

        Args:
            weights: State dictionary of `training.lip_network.LipNetworkModule`.
        """
        self._layers = [(weights[f"layers.{index}.weight"], weights[f"layers.{index}.bias"]) for index in range(3)]
        self._first = np.array(TAPS) - min(TAPS)
        self._rows: Array = np.zeros((max(TAPS) - min(TAPS) + 1, LIP_INPUT_SIZE), np.float32)
        self._outputs: deque[Array] = deque(maxlen=len(SMOOTHING))
        self._kernel = np.array(SMOOTHING, np.float32)
        self._unseen = max(TAPS)

    def step(self, row: Array) -> LipRow | None:
        """Hears one more row.

        Args:
            row: What `lip_input` made, shape (41,).

        Returns:
            The mouth `LOOK_AHEAD_ROWS` rows earlier, or None while there is no such row.
        """
        self._rows[:-1] = self._rows[1:].copy()
        self._rows[-1] = row
        if self._unseen:
            self._unseen -= 1
            return None
        output = self._forward()
        half = len(SMOOTHING) // 2
        # Before the first output the mouth did what it does in the first: the filter begins settled.
        self._outputs.extend([output] if self._outputs else [output] * (half + 1))
        if len(self._outputs) < len(SMOOTHING):
            return None
        smooth = self._kernel @ np.stack(self._outputs)
        return LipRow(np.maximum(smooth[:-1], 0.0), float(1.0 / (1.0 + np.exp(-smooth[-1]))))

    def _forward(self) -> Array:
        activation = self._rows[self._first].ravel()
        for index, (weight, bias) in enumerate(self._layers):
            activation = weight @ activation + bias
            if index < len(self._layers) - 1:
                activation = np.maximum(activation, 0.0)
        return np.asarray(activation, np.float32)
