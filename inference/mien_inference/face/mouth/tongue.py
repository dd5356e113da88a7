"""The tongue: its shape at rest, and where lift, advance and protrusion take it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numba import njit
from scipy.interpolate import CubicSpline

from mien_inference.face.arrays import Floats, Floats32
from mien_inference.face.mouth.part import Part, grid_triangles

__all__ = ["Reach", "Tongue", "tongue"]

_COLUMNS, _ROWS = 13, 16
_SECTION: Final = np.array(
    # Along the middle from under the tip to the root: z, y, half the width; centimetres from the lower incisors' edge.
    [
        [-0.75, -1.25, 0.70],
        [-1.30, -1.05, 0.80],
        [-1.05, -0.64, 0.90],
        [-0.68, -0.38, 1.05],
        [-0.82, -0.12, 1.25],
        [-1.30, 0.08, 1.55],
        [-2.10, 0.28, 1.85],
        [-3.10, 0.38, 2.00],
        [-4.10, 0.20, 2.00],
        [-4.90, -0.50, 1.85],
    ]
)
_SIDE_DROP_CM, _FURROW_CM = 0.60, 0.18
"""Drop of its sides below its middle, and depth of the furrow between its halves."""

_TIP: Final = 1 / 3
"""Place of the tip along it, 0..1."""

_LIFTED_CM, _ADVANCED_CM, _OUT_CM = 1.9, 2.2, 6.0
"""Share of the tongue behind its tip that takes part in each of its motions."""

_OUT_LENGTH_CM: Final = 3.3
_DROOP_CM, _THICK_CM, _NARROWS = 0.28, 0.55, 0.36
"""Length that comes out at tongueOut = 1, droop over the lip (at 1 cm before it), thickness, and narrowing against
its width within the arch."""

_SPREADS: Final = 0.35
"""Widening of a lifted tip: it seals the arch at its sides."""

_ROOT_IN_JAW: Final = 0.75
"""Share of the jaw's motion that its root takes; its tip takes all."""

_TINT: Final = np.array([0.95, 1.08, 1.04])
_TIP_TINT: Final = np.array([1.03, 0.97, 0.98])
_UNDER_TINT: Final = np.array([1.0, 0.92, 0.94])
"""Its colour beside flesh, and that of its tip and of its underside beside the rest."""

_GLOSS: Final = 1.2
_MOTTLE, _SEED = 0.07, 5
"""Variation of its colour from place to place, and the seed of its pattern."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Places that the tip of the tongue can touch, centimetres of the head frame, each of shape (3,).

    Attributes:
        ridge: Behind the upper incisors, where l, n, t and d are made.
        edge: Between the cutting edges, where th is made.
        lip: The inner edge of the lower lip, over which the tongue comes out.
    """

    ridge: Floats32
    edge: Floats32
    lip: Floats32


def tongue(flesh: Floats) -> Part:
    """The tongue at rest, the middle of the lower incisors' edge at the origin."""
    along = np.linspace(0, 1, _ROWS)
    knots = np.linspace(0, 1, len(_SECTION))
    z, y, half = CubicSpline(knots, _SECTION)(along).T
    across = np.sin(np.linspace(-np.pi / 2, np.pi / 2, _COLUMNS))
    behind_tip = np.clip((along - _TIP) / 0.2, 0, 1)[:, None]
    drop = _SIDE_DROP_CM * np.abs(across) ** 2.6 * (0.35 + 0.65 * behind_tip)
    furrow = _FURROW_CM * np.exp(-((across / 0.2) ** 2)) * behind_tip * np.clip(1.4 - along, 0, 1)[:, None]
    # Seen from above the tip is round: towards its sides it lies further back.
    back = 0.75 * (1 - np.sqrt(1 - 0.96 * across**2)) * np.clip(1.2 - along / 0.6, 0, 1)[:, None]
    points = np.stack([half[:, None] * across, y[:, None] - drop - furrow, z[:, None] - back], axis=-1)
    tip = np.clip(1 - np.abs(along - _TIP) / 0.3, 0, 1)[:, None, None]
    under = np.clip((_TIP - along) / 0.15, 0, 1)[:, None, None]
    colour = flesh * _TINT * (1 + tip * (_TIP_TINT - 1)) * (1 + under * (_UNDER_TINT - 1)) + 0 * points
    count = _ROWS * _COLUMNS
    colour = colour * np.random.default_rng(_SEED).uniform(1 - _MOTTLE, 1 + _MOTTLE, (_ROWS, _COLUMNS, 1))
    in_jaw = np.repeat(1 - (1 - _ROOT_IN_JAW) * along**1.5, _COLUMNS)
    # Rows run from below the tip over it to the back: the next row lies above.
    triangles = grid_triangles(_ROWS, _COLUMNS)[:, ::-1]
    ones = np.ones(count)
    return Part(points.reshape(-1, 3), triangles, colour.reshape(-1, 3), _GLOSS * ones, in_jaw, ones)


class Tongue:
    """The tongue of one mouth in motion.

    Args:
        points: At rest in the head frame, shape (n, 3), in the order of `tongue`.
        size: Its size beside its own.
    """

    def __init__(self, points: Floats32, size: float) -> None:
        rows = points.reshape(_ROWS, _COLUMNS, 3)
        middle = rows[:, _COLUMNS // 2]
        tip_row = round(_TIP * (_ROWS - 1))
        length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(middle, axis=0), axis=1))])
        behind = np.repeat(np.abs(length - length[tip_row]), _COLUMNS)
        self._tip = tip_row * _COLUMNS + _COLUMNS // 2
        self._lifts = _share(behind, _LIFTED_CM * size)
        self._advances = _share(behind, _ADVANCED_CM * size)
        self._comes_out = _share(behind, _OUT_CM * size)
        # How high each place of it lies over the lip once it is out: the blade is as thick all along.
        side = np.minimum(points[:, 1] - np.repeat(middle[:, 1], _COLUMNS), 0)
        over = np.clip((np.arange(_ROWS) - tip_row + 2) / 3, 0, 1) * _THICK_CM - 0.08
        self._section = (0.6 * side + size * np.repeat(over, _COLUMNS)).astype(np.float32)
        self._size = np.float32(size)

    def move(self, points: Floats32, placing: Floats32, out: float, reach: Reach) -> None:
        """Moves the tongue, in place.

        Args:
            points: Where the jaw took it, shape (n, 3).
            placing: Lift and advance, shape (2,), 0..1.
            out: `tongueOut`, 0..1.
            reach: What it can touch, now.
        """
        lift, advance = (np.float32(value) for value in placing)
        if lift > 0:
            points += (self._lifts * lift)[:, None] * (reach.ridge - points[self._tip])
            points[:, 0] += _SPREADS * lift * self._lifts * (points[:, 0] - points[self._tip, 0])
        if advance > 0:
            goal = reach.edge + lift * np.array([0, 1, 0], np.float32) * (reach.ridge - reach.edge)
            points += (self._advances * advance)[:, None] * (goal - points[self._tip])
        if out > 0:
            self._put_out(points, np.float32(out), reach)

    def normals(self, points: Floats32) -> Floats32:
        """Outward unit normals of the tongue as it lies, shape (n, 3)."""
        normals: Floats32 = _normals(np.ascontiguousarray(points), _ROWS, _COLUMNS)
        return normals

    def _put_out(self, points: Floats32, out: np.float32, reach: Reach) -> None:
        points[:, 2] += self._comes_out * _OUT_LENGTH_CM * self._size * out
        before = points[:, 2] - reach.lip[2]
        near = np.clip((before + 1.4) / 1.4, 0, 1)
        near = near * near * (3 - 2 * near) * np.minimum(out * 3, np.float32(1))
        points[:, 0] += _NARROWS * near * (points[self._tip, 0] - points[:, 0])
        height = reach.lip[1] - _DROOP_CM * np.maximum(before, 0) ** 2 + self._section
        points[:, 1] += near * (height - points[:, 1])


def _share(behind: Floats32, reach_cm: float) -> Floats32:
    """1 at the tip, 0 from `reach_cm` behind it on, smooth."""
    near = np.clip(1 - behind / reach_cm, 0, 1)
    return np.asarray(near * near * (3 - 2 * near), np.float32)


@njit(cache=True, nogil=True)
def _normals(points: Floats32, rows: int, columns: int) -> Floats32:
    """Normals of a grid of vertices from those beside, above and below each, shape (rows * columns, 3)."""
    result = np.empty(points.shape, np.float32)
    for row in range(rows):
        above, below = max(row - 1, 0) * columns, min(row + 1, rows - 1) * columns
        for column in range(columns):
            here = row * columns + column
            across = points[row * columns + min(column + 1, columns - 1)] - points[row * columns + max(column - 1, 0)]
            along = points[below + column] - points[above + column]
            normal = np.cross(across, along)
            result[here] = normal / (np.sqrt((normal * normal).sum()) + np.float32(1e-6))
    return result
