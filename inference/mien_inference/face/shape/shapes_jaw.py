"""What the jaw does, and the lips that close over it."""

import numpy as np

from mien_inference.face.arrays import Floats
from mien_inference.face.shape.handles import JAW_FOLLOWS, NOSE_BASE, UPPER_FACE
from mien_inference.face.shape.sculptor import Handles, Sculptor, still, xyz
from mien_inference.face.shape.topology import LOWER_LIP_RINGS, UPPER_LIP_RINGS

__all__ = ["JAW_HINGE_CM", "JAW_OPEN_RAD", "jaw_shapes", "jaw_turned"]

JAW_OPEN_RAD = float(np.radians(22.0))
"""Turn of the jaw at jawOpen = 1, a wide but not the widest mouth."""

JAW_HINGE_CM = np.array([0.0, -0.2, 0.5])
"""The jaw's axis lies along X through this point, at the height of the ears."""

_CORNER_SHARE = 0.48
"""Share of the jaw's turn at the corners of the mouth, which hang between both jaws."""

_LOWER_LIP_SHARE = 1.3
"""The lower lip's, relative to the chin's: it is drawn down, too. Together they part the lips by 3.0 to 3.5 cm, as
far as jawOpen does on the stock head (motion.mouth_shapes), so that speech opens a photo's mouth as far as a mouth."""

_SEAM_SHARE = 0.3
"""Where lips meet over an open jaw: this part of the way from the upper lip's place to the lower one's."""

_HELD = still(UPPER_FACE, NOSE_BASE)


def jaw_turned(points: Floats, share: Floats | float) -> Floats:
    """Displacement of points, shape (n, 3), by `share` of the jaw's full turn about its hinge."""
    angle = JAW_OPEN_RAD * np.asarray(share)
    cosine, sine = np.cos(angle), np.sin(angle)
    _, y, z = (points - JAW_HINGE_CM).T
    return xyz(0.0, cosine * y - sine * z - y, sine * y + cosine * z - z)


def jaw_shapes(face: Sculptor) -> dict[str, Floats]:
    """Fields of the jaw's coefficients and of mouthClose, each of shape (468, 3)."""
    opened = _open(face)
    shapes = {"jawOpen": opened, "mouthClose": _close(face, opened), "jawForward": _slid(face, xyz(0, 0, 0.8)[0])}
    for side, sign in (("Left", 1.0), ("Right", -1.0)):
        shapes[f"jaw{side}"] = _slid(face, xyz(0.75 * sign, 0, 0)[0])
    return shapes


def _open(face: Sculptor) -> Floats:
    def places(rings: tuple[tuple[int, ...], ...]) -> Floats:
        return face.rest[[k for ring in rings for k in ring]]

    def lower(t: Floats, _r: Floats) -> Floats:
        share = _CORNER_SHARE + (_LOWER_LIP_SHARE - _CORNER_SHARE) * (1 - np.minimum(np.abs(t), 1) ** 2.5)
        return jaw_turned(places(LOWER_LIP_RINGS), share) + xyz(-0.40 * t * t * t, 0.0, 0.0)

    def upper(t: Floats, _r: Floats) -> Floats:
        share = _CORNER_SHARE * np.minimum(np.abs(t), 1) ** 3
        return jaw_turned(places(UPPER_LIP_RINGS), share) + xyz(-0.40 * t * t * t, 0.06 * (1 - t * t), 0.0)

    return face.lip_field(upper, lower, {**_HELD, **_following(face)})


def _following(face: Sculptor) -> Handles:
    turned = jaw_turned(face.rest[list(JAW_FOLLOWS)], np.array(list(JAW_FOLLOWS.values())))
    return dict(zip(JAW_FOLLOWS, turned, strict=True))


def _slid(face: Sculptor, shift: Floats) -> Floats:
    """The jaw moved sideways or forward: the lower lip goes most of the way, the upper lip hardly."""
    follow = {k: shift * share for k, share in JAW_FOLLOWS.items()}
    sideways = shift * [0.16, 0.0, 0.0]
    return face.lip_field(
        lambda t, _r: np.tile(sideways, (len(t), 1)),
        lambda t, _r: np.tile(shift * [0.73, 1.0, 0.62], (len(t), 1)),
        {**_HELD, **follow},
    )


def _close(face: Sculptor, opened: Floats) -> Floats:
    """Takes back exactly what jawOpen parts: lips that met at rest meet again at mouthClose = jawOpen."""

    def back_to_seam(rings: tuple[tuple[int, ...], ...]) -> Floats:
        inner_upper, inner_lower = opened[list(UPPER_LIP_RINGS[-1])], opened[list(LOWER_LIP_RINGS[-1])]
        seam = (1 - _SEAM_SHARE) * inner_upper + _SEAM_SHARE * inner_lower
        own_inner = opened[list(rings[-1])]
        # Every ring moves as its inner edge does: a lip goes home as a whole.
        return np.concatenate([seam - own_inner for _ in rings])

    chin: Handles = {200: xyz(0, 0.35, 0)[0], 199: xyz(0, 0.15, 0)[0]}
    return face.lip_field(
        lambda _t, _r: back_to_seam(UPPER_LIP_RINGS),
        lambda _t, _r: back_to_seam(LOWER_LIP_RINGS),
        {**still(UPPER_FACE, NOSE_BASE, [k for k in JAW_FOLLOWS if k not in (199, 200)]), **chin},
    )
