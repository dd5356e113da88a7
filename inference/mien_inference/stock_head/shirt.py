"""A plain shirt with a round neck, which also ends the bust."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.stock_head.body import Body
from mien_inference.stock_head.surface import Surface, clipped, split

__all__ = ["Bust", "cut_bust"]

# The neckline is a plane that dips towards the front; the bust ends on an ellipsoid around the neck.
_NECK_M: Final[tuple[float, float, float]] = (0.0, -0.150, 0.005)
_NECK_NORMAL: Final[tuple[float, float, float]] = (0.0, 0.866, 0.5)
_BUST_CENTRE_M: Final[tuple[float, float, float]] = (0.0, -0.10, 0.02)
_BUST_RADII_M: Final[tuple[float, float, float]] = (0.235, 0.235, 0.30)
_TUCK_M: Final[float] = 0.015
_CLOTH_M: Final[float] = 0.004
_COLLAR_M: Final[float] = 0.013
_TURN_IN_M: Final[float] = 0.003


@dataclass(frozen=True, slots=True)
class Bust:
    """Skin and cloth.

    Attributes:
        skin: Down to a little below the neckline.
        shirt: From the neckline to the bust's end.
        shirt_points: Where the shirt's vertices are, shape (vertices, 3).
    """

    skin: Surface
    shirt: Surface
    shirt_points: NDArray[np.float64]


def cut_bust(body: Body) -> Bust:
    """Cuts skin and shirt from the whole body."""
    eyes = np.array([0.0, body.skeleton.positions[-1, 1], 0.0])
    whole = body.surface("body")
    whole = whole.select(body.points(whole)[whole.triangles][..., 1].min(axis=1) > eyes[1] - 0.5)
    skin = clipped(whole, _above_neckline(body.points(whole) - eyes) + _TUCK_M)
    shirt = clipped(whole, -_above_neckline(body.points(whole) - eyes))
    shirt = clipped(shirt, _inside_bust(body.points(shirt) - eyes))
    for depth in (0.0015, 0.004, _COLLAR_M - 0.003, _COLLAR_M):
        shirt, _ = split(shirt, -_above_neckline(body.points(shirt) - eyes) - depth)
    for depth in (0.002, 0.005, 0.010):
        shirt, _ = split(shirt, _inside_bust(body.points(shirt) - eyes) - depth)
    points = body.points(shirt)
    lift = _lift(-_above_neckline(points - eyes), _inside_bust(points - eyes))
    return Bust(skin, shirt, points + body.surface_normals(shirt) * lift[:, None])


def _above_neckline(points: NDArray[np.float64]) -> NDArray[np.float64]:
    height: NDArray[np.float64] = (points - _NECK_M) @ np.array(_NECK_NORMAL)
    return height


def _inside_bust(points: NDArray[np.float64]) -> NDArray[np.float64]:
    scaled = np.linalg.norm((points - _BUST_CENTRE_M) / np.array(_BUST_RADII_M), axis=1)
    return np.asarray((1.0 - scaled) * min(_BUST_RADII_M))


def _lift(below_neckline: NDArray[np.float64], inside_bust: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance of the cloth from the skin: a rolled collar, and a hem that turns in."""
    collar = 0.0015 * (below_neckline < _COLLAR_M - 0.001)
    rim = np.sqrt(np.clip(below_neckline / 0.004, 0.0, 1.0))
    hem = np.sqrt(np.clip(inside_bust / 0.010, 0.0, 1.0))
    lift = 0.0006 + (_CLOTH_M + collar) * rim * hem
    return np.asarray(lift - _TURN_IN_M * (1.0 - hem))
