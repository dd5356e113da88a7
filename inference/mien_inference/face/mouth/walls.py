"""The walls of the mouth: palate, floor, cheeks and throat."""

from typing import Final

import numpy as np

from mien_inference.face.arrays import Floats, Ints
from mien_inference.face.mouth.arch import Arch
from mien_inference.face.mouth.part import Part, grid_triangles

__all__ = ["CHEEK_END_CM", "cheeks", "floor", "palate"]

_PALATE_ROWS, _PALATE_COLUMNS = 7, 9
_DOME_CM, _FLOOR_CM = 1.5, 0.7
_FLOOR_TINT: Final = np.array([0.80, 0.62, 0.62])
_PALATE_TINT: Final = np.array([0.95, 0.80, 0.78])
_CHEEK_CM, _CHEEK_MIDDLE_CM = (3.3, 3.0), -2.6
_CHEEK_TURN_RAD: Final = float(np.radians(118))
_CHEEK_TOP_CM, _CHEEK_HEIGHT_CM = 2.3, 4.6
_CHEEK_ROWS, _CHEEK_COLUMNS = 5, 13
"""The cheeks seen from above: semi-axes of an ellipse, its middle behind the teeth, and how far round it they reach."""

CHEEK_END_CM: Final = (
    _CHEEK_CM[0] * float(np.sin(_CHEEK_TURN_RAD)) + 0.1,
    _CHEEK_MIDDLE_CM - _CHEEK_CM[1] * float(np.cos(_CHEEK_TURN_RAD)) - 0.25,
)
"""Where the lining of the lips' corners meets them: to either side, and behind the edge of the upper incisors."""

_THROAT_TINT: Final = np.array([0.62, 0.36, 0.36])
_WET: Final = 0.35


def palate(arch: Arch, flesh: Floats) -> Part:
    """The roof of the mouth within the upper arch."""
    back = np.linspace(0, 1, _PALATE_ROWS)[:, None]
    across = np.linspace(-1, 1, _PALATE_COLUMNS)[None, :]
    z = -0.55 - back * 4.6 - 0.25 * across**2
    inner = arch.half_width * np.sqrt(np.clip(1 - (z / arch.length + 1).clip(0, 1) ** 2, 0.02, 1)) - 0.45
    rise = _DOME_CM * np.sqrt(np.clip(np.sin(np.pi * np.clip(back * 0.85 + 0.08, 0, 1)), 0, 1)) * (1 - across**4)
    points = np.stack([across * inner, 0.75 + rise, z], axis=-1).reshape(-1, 3)
    # Seen from below: the next row lies behind.
    triangles = grid_triangles(_PALATE_ROWS, _PALATE_COLUMNS)
    return _part(points, triangles, np.tile(flesh * _PALATE_TINT, (len(points), 1)), arch)


def floor(arch: Arch, flesh: Floats) -> Part:
    """The floor of the mouth within the lower arch, under the tongue."""
    back = np.linspace(0, 1, _PALATE_ROWS)[::-1, None]
    across = np.linspace(-1, 1, _PALATE_COLUMNS)[None, :]
    z = -0.35 - back * 4.6 - 0.25 * across**2
    inner = arch.half_width * np.sqrt(np.clip(1 - (z / arch.length + 1).clip(0, 1) ** 2, 0.02, 1)) - 0.35
    dip = _FLOOR_CM * np.clip(back / 0.12, 0, 1) * (1 - across**4)
    points = np.stack([across * inner, -0.75 - dip, z], axis=-1).reshape(-1, 3)
    # Seen from above: the next row lies before.
    triangles = grid_triangles(_PALATE_ROWS, _PALATE_COLUMNS)
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
    all_of_it = np.ones(len(points))
    in_jaw = np.repeat(down.ravel(), _CHEEK_COLUMNS)
    return Part(points, grid_triangles(_CHEEK_ROWS, _CHEEK_COLUMNS), colour, _WET * all_of_it, in_jaw, all_of_it)


def _part(points: Floats, triangles: Ints, colour: Floats, arch: Arch) -> Part:
    all_of_it = np.ones(len(points))
    return Part(points, triangles, colour, _WET * all_of_it, float(arch.edge > 0) * all_of_it, all_of_it)
