"""What the lips do: the mouth's ARKit coefficients as displacements, centimetres at coefficient 1.

In every lip motion `t` runs across the mouth (-1 right corner .. 1 left) and `r` from the outer edge of the lip
(0) to the inner one (1). Meanings are those of Apple's `ARFaceAnchor.BlendShapeLocation`.
"""

import numpy as np

from mien_inference.face.arrays import Floats
from mien_inference.face.shape.handles import CHEEK_FULL, CHEEK_SMILE, JAW_LINE, NOSE_BASE, NOSE_WING, UPPER_FACE
from mien_inference.face.shape.sculptor import Handles, LipMotion, Sculptor, still, xyz

__all__ = ["mouth_shapes", "smoothstep"]

_FRAME = still(UPPER_FACE, JAW_LINE, NOSE_BASE)


def mouth_shapes(face: Sculptor) -> dict[str, Floats]:
    """Fields of the mouth's coefficients (jaw excepted), each of shape (468, 3)."""
    shapes = _both_sides(face) | _rolls_and_shrugs(face)
    shapes["mouthPucker"] = _pucker(face)
    shapes["mouthFunnel"] = _funnel(face)
    for side, sign in (("Left", 1.0), ("Right", -1.0)):
        shapes[f"mouth{side}"] = face.lip_field(*_shifted(sign), _FRAME)
        for name, field in _one_sided(face, side, sign).items():
            shapes[name + side] = field
    return shapes


def smoothstep(x: Floats) -> Floats:
    """0 up to 0, 1 from 1, smooth between."""
    x = np.clip(x, 0.0, 1.0)
    return x * x * (3.0 - 2.0 * x)


def _still(t: Floats, _r: Floats) -> Floats:
    return np.zeros((len(t), 3))


def _arch(t: Floats, power: float = 2.0) -> Floats:
    """1 in the middle of the mouth, 0 at its corners."""
    return 1.0 - np.minimum(np.abs(t), 1.0) ** power


def _pucker(face: Sculptor) -> Floats:
    """Lips drawn together and forward, closed. Narrowing is uniform across: any other profile folds skin."""
    half, up, low = face.lip_half_width, face.upper_lip_height, face.lower_lip_height

    def upper(t: Floats, r: Floats) -> Floats:
        return xyz(-0.27 * half * t, 0.20 * up * (1 - r) * _arch(t), 0.65 * (1 - 0.5 * t * t))

    def lower(t: Floats, r: Floats) -> Floats:
        return xyz(-0.27 * half * t, -0.16 * low * (1 - r) * _arch(t), 0.65 * (1 - 0.5 * t * t))

    return face.lip_field(upper, lower, _FRAME)


def _funnel(face: Sculptor) -> Floats:
    """Lips parted to a round opening and turned outwards; their thickness stays."""
    half = face.lip_half_width

    def upper(t: Floats, r: Floats) -> Floats:
        return xyz(-0.20 * half * t, (0.10 + 0.08 * r) * _arch(t), 0.5 * (1 - 0.5 * t * t))

    def lower(t: Floats, r: Floats) -> Floats:
        return xyz(-0.20 * half * t, -(0.22 + 0.08 * r) * _arch(t), 0.5 * (1 - 0.5 * t * t))

    return face.lip_field(upper, lower, _FRAME)


def _shifted(sign: float) -> tuple[LipMotion, LipMotion]:
    def both(t: Floats, _r: Floats) -> Floats:
        return xyz(0.6 * sign, 0.1 * sign * t, 0.0)

    return both, both


def _one_sided(face: Sculptor, side: str, sign: float) -> dict[str, Floats]:
    """Shapes that each half of the mouth has of its own."""
    up, low = face.upper_lip_height, face.lower_lip_height

    def near(t: Floats) -> Floats:  # of this half, fading out beyond the middle
        return smoothstep((sign * t + 0.55) / 1.45)

    def corner(t: Floats) -> Floats:  # of this corner
        return smoothstep((sign * t + 0.15) / 1.15)

    def pulled(dx: float, dy: float, dz: float) -> LipMotion:
        return lambda t, _r: xyz(sign * dx * corner(t), dy * corner(t), dz * corner(t))

    def pressed(lip: float, meeting: float) -> LipMotion:
        return lambda t, r: xyz(sign * 0.08 * corner(t), (lip * (1 - r) + meeting * r) * near(t), -0.1 * near(t))

    wing: Handles = {k: np.array([0.0, 0.12, 0.0]) for k in NOSE_WING[side]}
    return {
        "mouthSmile": _smile(face, side, sign),
        "mouthFrown": face.lip_field(pulled(0.08, -0.62, 0.0), pulled(0.08, -0.60, 0.0), _FRAME),
        "mouthDimple": face.lip_field(pulled(0.4, 0.08, -0.3), pulled(0.4, 0.08, -0.3), _FRAME),
        "mouthStretch": face.lip_field(pulled(0.65, -0.13, -0.3), pulled(0.65, -0.17, -0.3), _FRAME),
        # Pressing thins both lips and drives them a little past one another; contact stops them at the seam.
        "mouthPress": face.lip_field(pressed(-0.22 * up, -0.05), pressed(0.22 * low, 0.05), _FRAME),
        "mouthLowerDown": face.lip_field(
            _still,
            lambda t, r: xyz(sign * 0.08 * near(t), -0.55 * near(t) * _arch(t, 2.5) * (0.75 + 0.25 * r), 0.0),
            _FRAME,
        ),
        "mouthUpperUp": face.lip_field(
            lambda t, r: xyz(0.0, 0.48 * near(t) * _arch(t, 2.5) * (0.8 + 0.2 * r), 0.05), _still, {**_FRAME, **wing}
        ),
    }


def _smile(face: Sculptor, side: str, sign: float) -> Floats:
    """The corner goes up and out along the cheek; a lift growing as t^1.7 curves the mouth like a U, not a V."""

    def lift(t: Floats) -> Floats:
        return np.maximum(0.0, sign * t) ** 1.7 * 0.97 + 0.05

    def corner(t: Floats) -> Floats:
        return smoothstep((sign * t + 0.15) / 1.15)

    def upper(t: Floats, r: Floats) -> Floats:
        return xyz(sign * 0.66 * corner(t), 0.62 * lift(t) - 0.08 * (1 - r) * corner(t), -0.3 * corner(t))

    def lower(t: Floats, r: Floats) -> Floats:
        return xyz(sign * 0.64 * corner(t), 0.58 * lift(t) + 0.04 * (1 - r) * corner(t), -0.3 * corner(t))

    bone, beside_mouth, beside_nose, towards_jaw = CHEEK_SMILE[side]
    cheek: Handles = {
        bone: np.array([sign * 0.10, 0.26, 0.22]),
        beside_mouth: np.array([sign * 0.22, 0.38, 0.19]),
        beside_nose: np.array([sign * 0.08, 0.26, 0.13]),
        towards_jaw: np.array([sign * 0.30, 0.30, 0.05]),
    }
    return face.lip_field(upper, lower, {**_FRAME, **cheek})


def _rolls_and_shrugs(face: Sculptor) -> dict[str, Floats]:
    up, low = face.upper_lip_height, face.lower_lip_height

    def chin(dy: float, dz: float) -> Handles:
        push = np.array([0.0, dy, dz])
        return {**_FRAME, 199: push, 200: push, 175: push * 0.5}

    return {
        "mouthRollLower": face.lip_field(
            _still, lambda t, r: xyz(0.0, 0.62 * low * (1 - r) * (1 - 0.6 * t * t), -0.35 * _arch(t)), _FRAME
        ),
        "mouthRollUpper": face.lip_field(
            lambda t, r: xyz(0.0, -0.58 * up * (1 - r) * (1 - 0.6 * t * t), -0.3 * _arch(t)), _still, _FRAME
        ),
        "mouthShrugLower": face.lip_field(
            lambda t, _r: xyz(0.0, 0.22 * _arch(t), 0.05),
            lambda t, _r: xyz(0.0, 0.28 * _arch(t), 0.25),
            chin(0.28, 0.1),
        ),
        "mouthShrugUpper": face.lip_field(
            lambda t, _r: xyz(0.0, 0.25 * _arch(t), 0.15), lambda t, _r: xyz(0.0, 0.18 * _arch(t), 0.1), _FRAME
        ),
    }


def _both_sides(face: Sculptor) -> dict[str, Floats]:
    cheeks = {
        k: np.array([0.35 * sign, 0.0, 0.8]) for side, sign in (("Left", 1), ("Right", -1)) for k in CHEEK_FULL[side]
    }
    return {"cheekPuff": face.lip_field(_still, _still, {**_FRAME, **cheeks})}
