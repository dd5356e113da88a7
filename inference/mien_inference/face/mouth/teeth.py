"""Crowns along an arch: superellipses stacked from neck to edge."""

from typing import Final, NamedTuple

import numpy as np

from mien_inference.face.arrays import Floats, Ints
from mien_inference.face.mouth.arch import Arch, Tooth, middles, stations
from mien_inference.face.mouth.part import Part, grid_triangles, joined

__all__ = ["backing", "crowns"]

_FRONT: Final = np.array([-1.0, -0.86, -0.45, 0.0, 0.45, 0.86, 1.0])
_BACK: Final = np.array([0.7, 0.0, -0.7])
_SQUARENESS: Final = 3.0
"""A crown seen from its edge: places across it on its front and on its back, and the superellipse's exponent."""

_RECESS_CM: Final = 0.07
"""Depth behind their fronts at which neighbours touch: as shallow as keeps the dark between them out."""

_TOUCH: Final = 1.02
"""Crowns are this much wider than they are apart: no gap opens between them."""

_UNDER_GUM: Final = -0.2
"""Place of the lowest section, in heights of the crown from its neck."""

_NECK_TINT: Final = np.array([0.97, 0.92, 0.83])
_EDGE_TINT: Final = np.array([0.97, 0.98, 1.0])
_CANINE_TINT: Final = np.array([0.99, 0.965, 0.92])
_BETWEEN: Final = 0.94
"""Enamel is yellower at the neck and on canines, clearer at the edge, and hardly darker beside its neighbour."""

_BACKING_CM, _BACKING_LIGHT, _BACKING_COLUMNS = 0.17, 0.86, 33
"""Depth behind the fronts of a wall of enamel that closes the gaps between crowns, its brightness, its fineness."""

_BACKING_BELOW_CM: Final = 0.22
"""Distance that it keeps from the edges."""

_GLOSS: Final = 1.0


class _Profile(NamedTuple):
    """Change of a crown from neck to edge, at `levels` of its height.

    `width` is the share of its full width, `depth` that of its depth; `pit` is how deep its chewing face is, `point`
    how much lower its corners are than its middle, centimetres.
    """

    levels: tuple[float, ...]
    width: tuple[float, ...]
    depth: tuple[float, ...]
    pit: float
    point: float


_PROFILES: Final = {
    "incisor": _Profile(
        (_UNDER_GUM, 0.25, 0.62, 0.9, 1.0), (0.74, 0.89, 0.99, 1.0, 0.96), (0.95, 0.8, 0.5, 0.28, 0.15), 0.0, 0.02
    ),
    "canine": _Profile(
        (_UNDER_GUM, 0.25, 0.60, 0.85, 1.0), (0.76, 0.92, 1.0, 0.98, 0.86), (0.95, 0.9, 0.62, 0.4, 0.2), 0.0, 0.06
    ),
    "premolar": _Profile(
        (_UNDER_GUM, 0.25, 0.62, 0.88, 1.0), (0.76, 0.94, 1.0, 0.98, 0.86), (0.9, 1.0, 0.98, 0.86, 0.62), 0.08, 0.07
    ),
    "molar": _Profile(
        (_UNDER_GUM, 0.25, 0.62, 0.88, 1.0), (0.84, 0.96, 1.0, 0.98, 0.88), (0.9, 1.0, 1.0, 0.9, 0.7), 0.08, 0.03
    ),
}


def crowns(arch: Arch, enamel: Floats) -> Part:
    """All crowns of an arch, the middle of its front edge at the origin.

    Args:
        arch: The arch.
        enamel: Colour of enamel in full light, RGB 0..255, shape (3,).
    """
    parts = []
    for side in (-1.0, 1.0):
        for tooth, middle in zip(arch.teeth, middles(arch), strict=True):
            parts.append(_crown(arch, tooth, side * middle, enamel))
    return joined(parts)


def backing(arch: Arch, enamel: Floats) -> Part:
    """A wall of enamel behind the fronts of an arch, so that no dark shows between crowns; same place as `crowns`."""
    places = middles(arch)
    end = places[-1] + arch.teeth[-1].width / 2
    distance = np.linspace(-end, end, _BACKING_COLUMNS)
    at = stations(arch, distance)
    plane = at.at - _BACKING_CM * at.out
    lift = np.interp(np.abs(distance), places, [tooth.lift for tooth in arch.teeth])
    neck = np.interp(np.abs(distance), places, [tooth.height for tooth in arch.teeth])
    rows = [np.column_stack([plane[:, 0], -arch.edge * (w + lift), plane[:, 1]]) for w in (neck, _BACKING_BELOW_CM)]
    points = np.concatenate(rows if arch.edge < 0 else rows[::-1])
    count = len(points)
    return Part(
        points=points,
        triangles=grid_triangles(2, _BACKING_COLUMNS),
        colour=np.tile(enamel * _BACKING_LIGHT, (count, 1)),
        gloss=np.zeros(count),
        in_jaw=np.full(count, float(arch.edge > 0)),
        flesh=np.zeros(count),
    )


def _crown(arch: Arch, tooth: Tooth, middle: float, enamel: Floats) -> Part:
    profile = _PROFILES[tooth.kind]
    across, out = _section()
    u = np.outer(profile.width, across)
    depth = tooth.depth * np.array(profile.depth)[:, None]
    # Fronts bulge a little and lean out towards the edge; the back comes nearer to them.
    level = np.array(profile.levels)[:, None]
    front = arch.lean * (level - 1) - 0.10 * np.maximum(level - 0.55, 0) ** 2 + 0 * u
    v = front + np.where(out > 0, _RECESS_CM * (out - 1), -_RECESS_CM + (depth - _RECESS_CM) * out)
    height = tooth.height * level - profile.point * np.abs(u) ** 1.5 * np.clip((level - 0.5) * 2, 0, 1)
    w = height - tooth.height - tooth.lift
    at = stations(arch, np.array([middle]))
    half = tooth.width * _TOUCH / 2
    plane = at.at[0] + half * u[..., None] * at.along[0] + v[..., None] * at.out[0]
    points = np.stack([plane[..., 0], arch.edge * w, plane[..., 1]], axis=-1).reshape(-1, 3)
    cap = points[-len(across) :].mean(0) - [0.0, arch.edge * profile.pit, 0.0]
    colour = enamel * _tint(level, across, tooth.kind)
    count = len(points) + 1
    return Part(
        points=np.vstack([points, cap]),
        triangles=_closed(len(profile.levels), len(across), flipped=arch.edge > 0),
        colour=np.vstack([colour.reshape(-1, 3), colour[-1].mean(0) * (0.94 if profile.pit else 1.0)]),
        gloss=np.full(count, _GLOSS),
        in_jaw=np.full(count, float(arch.edge > 0)),
        flesh=np.zeros(count),
    )


def _section() -> tuple[Floats, Floats]:
    """Places on the rim of a section: across, and outward (front positive), both -1..1, counted round."""

    def rim(across: Floats) -> Floats:
        return (1 - np.abs(across) ** _SQUARENESS) ** (1 / _SQUARENESS)

    return np.concatenate([_FRONT, _BACK]), np.concatenate([rim(_FRONT), -rim(_BACK)])


def _closed(levels: int, round_: int, *, flipped: bool) -> Ints:
    """Triangles of the sides and of the chewing face; upper crowns run down from the neck, lower ones up."""
    last = (levels - 1) * round_
    rim = np.arange(round_)
    cap = np.column_stack([last + rim, np.full(round_, levels * round_), last + (rim + 1) % round_])
    triangles = np.concatenate([grid_triangles(levels, round_, closed=True), cap]).astype(np.int32)
    return triangles[:, ::-1] if flipped else triangles


def _tint(level: Floats, across: Floats, kind: str) -> Floats:
    """Factors of enamel's colour, shape (levels, round, 3)."""
    neck = np.clip(1 - level / 0.45, 0, 1)[..., None]
    edge = np.clip((level - 0.8) / 0.2, 0, 1)[..., None] * (kind == "incisor")
    tint = (1 + neck * (_NECK_TINT - 1)) * (1 + edge * (_EDGE_TINT - 1))
    beside = np.clip((np.abs(across) - 0.8) / 0.2, 0, 1)[None, :, None]
    return np.asarray(tint * (1 - (1 - _BETWEEN) * beside) * (_CANINE_TINT if kind == "canine" else 1.0))
