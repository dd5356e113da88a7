"""Gums, scalloped round the necks of the teeth."""

from typing import Final

import numpy as np

from mien_inference.face.arrays import Floats, Ints
from mien_inference.face.mouth.arch import Arch, middles, stations
from mien_inference.face.mouth.part import Part, grid_triangles

__all__ = ["gum"]

_PAPILLA: Final = 0.36
"""Height of the gum between two crowns, in heights of the crown."""

_PLACES, _FEWER_PLACES = (-0.27, 0.0, 0.27, 0.5), (0.0, 0.5)
"""Places across a crown, -0.5..0.5, at which the gum's edge is given; sparser at the sides."""

_GUM_ROWS: Final = np.array([[0.0, -0.03], [0.16, 0.03], [0.9, 0.0], [1.2, 0.65]])
"""Section of a gum: distance from the neck and outwards from the crowns' fronts, centimetres. It ends where it turns
into the lining of lips and cheeks."""

_GUM_TINT: Final = np.array([1.0, 1.0, 0.98])
_DEEPER: Final = np.array([0.96, 1.0, 0.88, 0.55])
"""Colour of the gum beside flesh, and how much of its light is left row by row."""

_WET: Final = 0.35
"""Strength of the sheen."""


def gum(arch: Arch, flesh: Floats) -> Part:
    """The gum of an arch from outside, scalloped round its crowns; same place as `crowns`."""
    distance, neck, share = _columns(arch)
    at = stations(arch, distance)
    # Under a papilla the gum follows the crowns back to where they touch.
    recess = -0.09 * share
    rows = []
    for down, out in _GUM_ROWS:
        v = out - arch.lean + recess * np.exp(-down / 0.2)
        plane = at.at + v[:, None] * at.out
        w = neck * np.exp(-down / 0.3) + _mean_neck(arch) * (1 - np.exp(-down / 0.3)) - down
        rows.append(np.column_stack([plane[:, 0], arch.edge * w, plane[:, 1]]))
    points = np.concatenate(rows[::-1] if arch.edge < 0 else rows)
    light = np.repeat(_DEEPER[::-1] if arch.edge < 0 else _DEEPER, len(distance))
    return _part(points, grid_triangles(len(rows), len(distance)), light[:, None] * flesh * _GUM_TINT, arch)


def _columns(arch: Arch) -> tuple[Floats, Floats, Floats]:
    """Distances along the arch, height of the gum's edge there, and 1 between crowns to 0 at their middles."""
    distance, neck, share = [0.0], [-arch.teeth[0].height * (1 - _PAPILLA)], [1.0]
    for tooth, middle in zip(arch.teeth, middles(arch), strict=True):
        low, high = -tooth.height - tooth.lift, -tooth.height * (1 - _PAPILLA) - tooth.lift
        for place in _PLACES if tooth.kind in {"incisor", "canine"} else _FEWER_PLACES:
            between = (2 * abs(place)) ** 2.2
            distance.append(middle + place * tooth.width)
            neck.append(low + between * (high - low))
            share.append(between)
    left = np.array([distance, neck, share])
    mirrored = left[:, :0:-1] * np.array([[-1.0], [1.0], [1.0]])
    both = np.concatenate([mirrored, left], axis=1)
    return both[0], both[1], both[2]


def _mean_neck(arch: Arch) -> float:
    return -float(np.mean([tooth.height for tooth in arch.teeth]))


def _part(points: Floats, triangles: Ints, colour: Floats, arch: Arch) -> Part:
    ones = np.ones(len(points))
    return Part(points, triangles, colour, _WET * ones, float(arch.edge > 0) * ones, ones)
