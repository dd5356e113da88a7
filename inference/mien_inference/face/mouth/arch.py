"""The dental arches: where teeth stand, and how large each is.

Crowns have the sizes of Ash and Nelson, *Wheeler's Dental Anatomy, Physiology and Occlusion* (8th edition, table 1-1):
mesiodistal width, height and labiolingual depth; upper crowns are 1 mm longer, or a broad smile would show much gum. An
arch is half an ellipse, as long and wide as its crowns need.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from mien_inference.face.arrays import Floats

__all__ = ["LOWER", "OVERBITE_CM", "OVERJET_CM", "UPPER", "Arch", "Station", "Tooth", "middles", "stations"]

OVERBITE_CM: Final = 0.30
"""Overlap of the upper incisors over the lower ones when the lips just meet: teeth are then a little apart."""

OVERJET_CM: Final = 0.22
"""Distance of the upper incisors before the lower ones."""


@dataclass(frozen=True, slots=True)
class Tooth:
    """One crown; lengths in centimetres.

    Attributes:
        width: Along the arch.
        height: From neck to cutting edge.
        depth: From front to back at its thickest.
        lift: How far its edge stays behind the longest one's.
        kind: "incisor", "canine", "premolar" or "molar".
    """

    width: float
    height: float
    depth: float
    lift: float
    kind: str


@dataclass(frozen=True, slots=True)
class Arch:
    """One row of teeth, up to the first molars: lips show none behind those.

    Attributes:
        teeth: From the middle to one side; the other is its mirror.
        half_width: Semi-axis of the ellipse across, centimetres.
        length: Semi-axis from front to back.
        edge: Direction from neck to cutting edge: -1 is down.
        lean: How much further out than its neck a front tooth's edge stands, centimetres.
    """

    teeth: tuple[Tooth, ...]
    half_width: float
    length: float
    edge: float
    lean: float


UPPER: Final = Arch(
    teeth=(
        Tooth(0.85, 1.15, 0.70, 0.0, "incisor"),
        Tooth(0.65, 1.00, 0.60, 0.05, "incisor"),
        Tooth(0.75, 1.10, 0.80, 0.01, "canine"),
        Tooth(0.70, 0.95, 0.90, 0.05, "premolar"),
        Tooth(0.70, 0.92, 0.90, 0.06, "premolar"),
        Tooth(1.00, 0.85, 1.10, 0.08, "molar"),
    ),
    half_width=3.0,
    length=4.5,
    edge=-1.0,
    lean=0.08,
)
LOWER: Final = Arch(
    teeth=(
        Tooth(0.52, 0.90, 0.60, 0.0, "incisor"),
        Tooth(0.56, 0.95, 0.65, 0.01, "incisor"),
        Tooth(0.70, 1.10, 0.75, -0.02, "canine"),
        Tooth(0.70, 0.85, 0.75, 0.04, "premolar"),
        Tooth(0.70, 0.80, 0.80, 0.06, "premolar"),
        Tooth(1.10, 0.75, 1.05, 0.06, "molar"),
    ),
    half_width=2.75,
    length=4.2,
    edge=1.0,
    lean=0.05,
)


@dataclass(frozen=True, slots=True)
class Station:
    """A place on the front of an arch.

    Attributes:
        at: In the arch's plane, x and z from the middle of its front, centimetres, shape (n, 2).
        out: Unit vector away from the mouth, x and z, shape (n, 2).
    """

    at: Floats
    out: Floats

    @property
    def along(self) -> Floats:
        """Unit vector along the arch towards the character's left, x and z, shape (n, 2)."""
        return self.out[..., ::-1] * [1.0, -1.0]


def middles(arch: Arch) -> Floats:
    """Distances of the teeth from the middle of their arch, along it, centimetres, shape (teeth,)."""
    widths = np.array([tooth.width for tooth in arch.teeth])
    return np.asarray(np.cumsum(widths) - widths / 2)


def stations(arch: Arch, distance: Floats) -> Station:
    """Places at distances along the arch from its middle, positive to the character's left, shape (n,)."""
    turn, length = _lengths(arch.half_width, arch.length)
    t = np.interp(np.abs(distance), length, turn) * np.sign(distance)
    sine, cosine = np.sin(t), np.cos(t)
    at = np.stack([arch.half_width * sine, arch.length * (cosine - 1)], axis=-1)
    out = np.stack([sine / arch.half_width, cosine / arch.length], axis=-1)
    return Station(at, out / np.linalg.norm(out, axis=-1, keepdims=True))


@cache
def _lengths(half_width: float, length: float) -> tuple[Floats, Floats]:
    """Parameter of the ellipse, 0 to a quarter turn, and arc length up to it."""
    turn = np.linspace(0, np.pi / 2, 401)
    steps = np.hypot(half_width * np.diff(np.sin(turn)), length * np.diff(np.cos(turn)))
    return turn, np.concatenate([[0.0], np.cumsum(steps)])
