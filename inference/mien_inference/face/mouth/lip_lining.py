"""The inside of the lips and cheeks: rows behind the edge that the photo shows."""

from typing import Final

import numpy as np

from mien_inference.face.arrays import Floats, Floats32, Ints
from mien_inference.face.mouth.part import grid_triangles
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX

__all__ = ["LipLining", "lining_colours"]

_ROLLS_OUT_CM: Final = {
    "mouthFunnel": 0.30,
    "mouthPucker": 0.10,
    "mouthLowerDownLeft": 0.03,
    "mouthLowerDownRight": 0.03,
    "mouthShrugLower": 0.05,
}
_AT_REST_CM, _UPPER_SHARE, _MOST_OF_GAP = 0.03, 0.55, 0.12
"""Depth of the lining in the opening: at rest and for each coefficient, that of the upper lip beside the
lower one's, and at most, in openings."""

_ROWS: Final = np.array(
    [
        [0.0, -0.14, 0.0],
        [0.0, 0.0, 0.0],
        [0.8, 0.0, -0.06],
        [1.0, 0.0, -0.18],
        [0.3, -0.12, -0.34],
        [0.0, -0.7, -0.45],
        [0.0, -1.5, -0.5],
    ]
)
"""Section of a lip: into the opening as a share of what stands out, and in centimetres; depth in centimetres. The first
row lies under the lip's skin, so that the soft edge of the opening takes the lip's own colour."""

_CORNER_BACK_CM: Final = np.array([0.0, 0.0, -0.05, -0.15, -0.3, -0.5, -0.6])
_TO_CHEEK: Final = np.array([0.0, 0.0, 0.0, 0.05, 0.25, 0.65, 1.0])
"""At the corners the lining goes back, and out to the cheeks, which stand beside the teeth."""

_LIGHT: Final = np.array([1.0, 1.0, 0.98, 0.86, 0.62, 0.42, 0.25])
_NARROW_DARK: Final = np.array([0.0, 0.35, 0.62, 0.75, 0.8, 0.85, 0.85], np.float32)
_NARROW_CM: Final = 0.28
"""Loss of that light in a narrow opening, and the width from which nothing is lost: lips that hardly part are dark
between, as at the corners."""

_MUCOSA: Final = np.array([0.0, 0.0, 0.25, 0.6, 0.85, 1.0, 1.0])
"""Row by row: light that is left, and how much of the colour is the lining's own rather than the lip's."""


class LipLining:
    """The inside of one person's lips.

    Args:
        columns: Places along each lip.
        size: Its size beside its own.
        cheek_x: Where the cheeks begin, on the right and on the left, shape (2,).
        cheek_z: How far out of the face, in the same frame.
    """

    def __init__(self, columns: int, size: float, cheek_x: Floats, cheek_z: float) -> None:
        strip = grid_triangles(len(_ROWS), columns)
        # Both lips face the opening: the upper one's rows run down into it, the lower one's up.
        self.triangles: Ints = np.concatenate([strip, strip[:, ::-1] + len(_ROWS) * columns]).astype(np.int32)
        self._size = size
        self._rolls = np.zeros(EXPRESSION_COUNT, np.float32)
        for name, amount in _ROLLS_OUT_CM.items():
            self._rolls[EXPRESSION_INDEX[name]] = amount * size
        across = np.linspace(-1, 1, columns)
        corner = np.clip((np.abs(across) - 0.55) / 0.45, 0, 1) ** 2
        self._offset = np.zeros((len(_ROWS), columns, 3), np.float32)
        self._offset[..., 2] = _ROWS[:, 2:3] + _CORNER_BACK_CM[:, None] * corner
        self._offset *= np.float32(size)
        # At the corners both linings meet behind the first row, or one would look through between them.
        meets = np.where(np.arange(len(_ROWS))[:, None] > 1, 1 - corner, 1.0)
        self._to_cheek = (_TO_CHEEK[:, None] * np.sqrt(corner)).astype(np.float32)[..., None]
        sides = np.where(across < 0, cheek_x[0], cheek_x[1])
        self._cheek = np.stack([sides, np.full(columns, cheek_z)], axis=1).astype(np.float32)
        self._into = (size * _ROWS[:, 1:2] * meets).astype(np.float32)
        self._stands = _ROWS[:, :1].astype(np.float32)

    def lit(self, colours: Floats32, upper: Floats32, lower: Floats32) -> Floats32:
        """Colours, shape (2 * rows * columns, 3), in the light that the opening between two edges leaves."""
        narrow = np.maximum(1 - (upper[:, 1] - lower[:, 1]) / np.float32(_NARROW_CM * self._size), 0)
        light = 1 - _NARROW_DARK[:, None] * narrow
        shape = (2, *light.shape, 3)
        return np.asarray(colours.reshape(shape) * light[None, ..., None], np.float32).reshape(-1, 3)

    def points(self, expression: Floats32, upper: Floats32, lower: Floats32) -> Floats32:
        """Its vertices, those of the upper lip first, shape (2 * rows * columns, 3).

        Args:
            expression: ARKit coefficients, shape (52,).
            upper: Edge of the upper lip in the head frame, shape (columns, 3).
            lower: Edge of the lower lip.
        """
        gap = np.maximum(upper[:, 1] - lower[:, 1], 0)
        stands = np.minimum(np.float32(_AT_REST_CM) + expression @ self._rolls, _MOST_OF_GAP * gap)
        result = np.empty((2, *self._offset.shape), np.float32)
        inward_upper, inward_lower = _inward(upper, lower)
        for lip, (edge, inward, share) in enumerate(
            ((upper, inward_upper, np.float32(_UPPER_SHARE)), (lower, inward_lower, np.float32(1)))
        ):
            result[lip] = edge + self._offset
            result[lip, ..., :2] += (self._into + share * self._stands * stands)[..., None] * inward
            result[lip, ..., ::2] += self._to_cheek * (self._cheek - result[lip, ..., ::2])
        return result.reshape(-1, 3)


def _inward(upper: Floats32, lower: Floats32) -> tuple[Floats32, Floats32]:
    """Unit vectors from the lips' edges into the opening, seen from in front, each of shape (columns, 2)."""
    result = []
    for edge, sign in ((upper, 1.0), (lower, -1.0)):
        along = np.empty((len(edge), 2), np.float32)
        along[1:-1] = edge[2:, :2] - edge[:-2, :2]
        along[0] = along[-1] = 0  # the corners point aside, below
        # A little of the way across keeps edges that nearly meet from pointing anywhere.
        along = along / (np.linalg.norm(along, axis=1, keepdims=True) + np.float32(1e-3))
        result.append(np.float32(sign) * np.stack([along[:, 1], -along[:, 0]], axis=1))
    for end, side in ((0, 1.0), (-1, -1.0)):
        result[0][end] = result[1][end] = np.array([side, 0.0], np.float32)
    return result[0], result[1]


def lining_colours(upper: Floats, lower: Floats, mucosa: Floats) -> Floats32:
    """Colours of the vertices of `LipLining.points`, RGB 0..255.

    Args:
        upper: The photo's upper lip along its edge, shape (columns, 3).
        lower: Its lower lip.
        mucosa: Lining of lips and cheeks in that light, shape (3,).
    """
    inward = _MUCOSA[:, None, None]
    lips = [(1 - inward) * lip + inward * mucosa for lip in (upper, lower)]
    return np.asarray(np.stack(lips) * _LIGHT[:, None, None], np.float32).reshape(-1, 3)
