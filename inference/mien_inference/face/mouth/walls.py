"""The walls of the mouth: palate, floor, cheeks and throat."""

from typing import Final

import numpy as np

from mien_inference.face.arrays import Floats, Ints
from mien_inference.face.mouth.arch import Arch
from mien_inference.face.mouth.part import Part, grid_triangles

__all__ = ["CHEEK_END_CM", "cheeks", "floor", "palate"]

_ROWS, _COLUMNS = 7, 9
_FRONT_CM, _DEEP_CM = 0.45, 4.6
"""Vertices of palate and floor, how far within their arch they begin, and how far back they reach."""

_DOME_CM, _FLOOR_CM = 1.5, 0.7
"""Height of the palate's vault, and depth of the floor below the gums."""

_PALATE_TINT: Final = np.array([0.95, 0.80, 0.78])
_FLOOR_TINT: Final = np.array([0.80, 0.62, 0.62])
_THROAT_TINT: Final = np.array([0.75, 0.58, 0.58])
"""Colours beside flesh, and of the throat beside the lining of the cheeks."""

_WET: Final = 0.35
"""Strength of the sheen."""

_NECKS_CM: Final = 0.75
"""Distance above (or below) the edges of the incisors at which both begin: at the necks of the teeth."""

_CHEEK_CM, _CHEEK_MIDDLE_CM = (3.3, 3.0), -2.6
_CHEEK_TURN_RAD: Final = float(np.radians(118))
_CHEEK_TOP_CM, _CHEEK_HEIGHT_CM = 2.3, 4.6
_CHEEK_ROWS, _CHEEK_COLUMNS = 5, 13
"""The cheeks seen from above: semi-axes of an ellipse, its middle behind the teeth, and how far round it they reach."""

CHEEK_END_CM: Final = (
    _CHEEK_CM[0] * float(np.sin(_CHEEK_TURN_RAD)) + 0.1,
    _CHEEK_MIDDLE_CM - _CHEEK_CM[1] * float(np.cos(_CHEEK_TURN_RAD)) - 0.25,
)
"""Place where the lining of the lips' corners meets them: to either side, and behind the edge of the upper incisors."""


def palate(arch: Arch, flesh: Floats) -> Part:
    """The roof of the mouth within the upper arch."""
    back = np.linspace(0, 1, _ROWS)[:, None]
    across = np.linspace(-1, 1, _COLUMNS)[None, :]
    z, inner = _within(arch, back, across)
    rise = _DOME_CM * np.sqrt(np.clip(np.sin(np.pi * np.clip(back * 0.85 + 0.08, 0, 1)), 0, 1)) * (1 - across**4)
    points = np.stack([across * inner, _NECKS_CM + rise, z], axis=-1).reshape(-1, 3)
    # Seen from below: the next row lies behind.
    triangles = grid_triangles(_ROWS, _COLUMNS)
    return _part(points, triangles, np.tile(flesh * _PALATE_TINT, (len(points), 1)), arch)


def floor(arch: Arch, flesh: Floats) -> Part:
    """The floor of the mouth within the lower arch, under the tongue."""
    back = np.linspace(1, 0, _ROWS)[:, None]
    across = np.linspace(-1, 1, _COLUMNS)[None, :]
    z, inner = _within(arch, back, across)
    dip = _FLOOR_CM * np.clip(back / 0.12, 0, 1) * (1 - across**4)
    points = np.stack([across * inner, -_NECKS_CM - dip, z], axis=-1).reshape(-1, 3)
    # Seen from above: the next row lies before.
    triangles = grid_triangles(_ROWS, _COLUMNS)
    return _part(points, triangles, np.tile(flesh * _FLOOR_TINT, (len(points), 1)), arch)


def cheeks(mucosa: Floats) -> Part:
    """The walls of the mouth from cheek to cheek by the throat; they stretch as the jaw opens."""
    turn = np.linspace(-_CHEEK_TURN_RAD, _CHEEK_TURN_RAD, _CHEEK_COLUMNS)[None, :]
    down = np.linspace(0, 1, _CHEEK_ROWS)[:, None]
    level = 0 * turn + 0 * down
    x, z = _CHEEK_CM[0] * np.sin(turn), _CHEEK_MIDDLE_CM - _CHEEK_CM[1] * np.cos(turn)
    points = np.stack([x + level, _CHEEK_TOP_CM - _CHEEK_HEIGHT_CM * down + level, z + level], axis=-1).reshape(-1, 3)
    behind = np.clip(np.cos(turn), 0, 1)[..., None] + level[..., None]
    colour = (mucosa * (1 + behind * (_THROAT_TINT - 1))).reshape(-1, 3)
    ones = np.ones(len(points))
    in_jaw = np.repeat(down.ravel(), _CHEEK_COLUMNS)
    return Part(points, grid_triangles(_CHEEK_ROWS, _CHEEK_COLUMNS), colour, _WET * ones, in_jaw, ones)


def _within(arch: Arch, back: Floats, across: Floats) -> tuple[Floats, Floats]:
    """Depth of places within an arch, and half the width that it leaves there."""
    z = -_FRONT_CM - back * _DEEP_CM - 0.25 * across**2
    ellipse = np.sqrt(np.clip(1 - np.clip(z / arch.length + 1, 0, 1) ** 2, 0.02, 1))
    return z, arch.half_width * ellipse - _FRONT_CM


def _part(points: Floats, triangles: Ints, colour: Floats, arch: Arch) -> Part:
    ones = np.ones(len(points))
    return Part(points, triangles, colour, _WET * ones, float(arch.edge > 0) * ones, ones)
