"""Lids that a photo shows lowered, and how far they open for a neutral face."""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from mien_inference.face.arrays import Floats
from mien_inference.face.shape.handles import BROWS, FOREHEAD_AND_MIDFACE
from mien_inference.face.shape.sculptor import Handles, Sculptor, still
from mien_inference.face.shape.topology import LEFT_EYE, MESH_LANDMARKS, RIGHT_EYE, Eye

__all__ = ["EYES", "LidOpening", "Lids", "lid_opening", "opening_cm"]

EYES = {"Right": RIGHT_EYE, "Left": LEFT_EYE}

_SHUT, _LOWERED, _SCREWED_UP = 0.1, 0.14, 0.21
"""Openings of an eye, as shares of its width, below which its lids are shut, lowered or screwed up. Of 25 portraits
with open eyes the narrowest opened by .22, and four squints by .15 to .20."""

_NEUTRAL = 0.27
"""Opening of an eye that was shut or lowered: the middle of those portraits."""

_RELAXED_SHARE = 0.5
"""Of the way from a squint to that, how far it is relaxed: narrow eyes may be the person's own."""

_UPPER_SHARE = {"lowered": 0.92, "squint": 0.4}
"""Of what an eye opens, the upper lid's part; the lower lid does the rest."""


class Lids(Enum):
    """One eye as the photo shows it."""

    OPEN = "open"
    SCREWED_UP = "screwed up"
    LOWERED = "lowered"
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class LidOpening:
    """Both eyes as the photo shows them, and what makes them neutral.

    Attributes:
        seen: By side, what the photo shows.
        displacement: Of the landmarks, from the photo's lids to neutral ones, centimetres, shape (468, 3).
    """

    seen: dict[str, Lids]
    displacement: Floats

    @staticmethod
    def none() -> "LidOpening":
        """Both eyes taken as the photo shows them."""
        return LidOpening(dict.fromkeys(EYES, Lids.OPEN), np.zeros((MESH_LANDMARKS, 3)))

    @property
    def padded(self) -> Floats:
        """The displacement of all landmarks, those of the irises included, shape (478, 3)."""
        return np.concatenate([self.displacement, np.zeros((10, 3))])

    @property
    def findings(self) -> tuple[str, ...]:
        """One sentence for each finding: what was seen, and what will be weak."""
        consequences = {
            Lids.SHUT: "opened, with a plain brown iris, which is not the person's own",
            Lids.LOWERED: "raised, with an iris drawn in the colour that shows of it",
            Lids.SCREWED_UP: "relaxed halfway, the folds round them stay",
        }
        found = []
        for lids, consequence in consequences.items():
            sides = [side for side, seen in self.seen.items() if seen is lids]
            if len(sides) == 2:
                found.append(f"both eyes are {lids.value} in the photo: {consequence}")
            elif sides:
                done = "opened, as the mirror image of the other" if self.mirrors(sides[0]) else consequence
                found.append(f"the {sides[0].lower()} eye is {lids.value} in the photo: {done}")
        return tuple(found)

    def mirrors(self, side: str) -> bool:
        """Tells an eye that is not to be seen, while the other one is."""
        other = "Left" if side == "Right" else "Right"
        return self.seen[side] in {Lids.SHUT, Lids.LOWERED} and self.seen[other] is Lids.OPEN


def lid_opening(rest: Floats) -> LidOpening:
    """Finds lids that are not open, and how they open.

    Args:
        rest: Landmarks in the head frame, centimetres, shape (478, 3).
    """
    shares = {side: opening_cm(rest, eye) / _width_cm(rest, eye) for side, eye in EYES.items()}
    seen = {side: _judged(share) for side, share in shares.items()}
    handles: Handles = {}
    for side, eye in EYES.items():
        handles = {**handles, **_opened(rest, eye, seen[side], shares[side])}
    if not handles:
        return LidOpening.none()
    frame = still(FOREHEAD_AND_MIDFACE, BROWS["Left"], BROWS["Right"])
    return LidOpening(seen, Sculptor(rest).field({**frame, **handles}))


def opening_cm(rest: Floats, eye: Eye) -> float:
    """Widest distance between the lids, centimetres."""
    return float(np.max(rest[list(eye.upper), 1] - rest[list(eye.lower), 1]))


def _width_cm(rest: Floats, eye: Eye) -> float:
    outer, inner = eye.corners
    return float(np.linalg.norm(rest[outer] - rest[inner]))


def _judged(share: float) -> Lids:
    bounds = ((_SHUT, Lids.SHUT), (_LOWERED, Lids.LOWERED), (_SCREWED_UP, Lids.SCREWED_UP))
    return next((lids for bound, lids in bounds if share < bound), Lids.OPEN)


def _opened(rest: Floats, eye: Eye, lids: Lids, share: float) -> Handles:
    """Displacement of the lids' landmarks; none if they are open."""
    if lids is Lids.OPEN:
        return {}
    squint = lids is Lids.SCREWED_UP
    target = share + (_NEUTRAL - share) * (_RELAXED_SHARE if squint else 1.0)
    bow = np.sin(np.linspace(0.0, np.pi, len(eye.upper)))
    gaps = rest[list(eye.upper), 1] - rest[list(eye.lower), 1]
    missing = np.maximum(target * _width_cm(rest, eye) * bow**0.8 - gaps, 0.0)
    part = _UPPER_SHARE["squint" if squint else "lowered"]
    # The upper lid slides under its fold, which hardly moves; the skin below the eye goes along with the lower lid.
    rows = [(eye.below[1], -0.3 * (1 - part)), (eye.below[0], -0.7 * (1 - part)), (eye.above[1], 0.02)]
    rows += [(eye.above[0], 0.12 * part), (eye.lower, -(1 - part)), (eye.upper, part)]
    handles: dict[int, Floats] = {}
    for row, travel in rows:
        handles |= {k: np.array([0.0, travel * gap, 0.0]) for k, gap in zip(row, missing, strict=True)}
    return handles
