"""The motion latent: 27 numbers that are a moment of a face, and what they decode to.

The lips' part is learned: the principal directions of real lips (`weights/motion-lips.md`), with the closed
mouth at the origin, so that scaling it is articulating more or less. The rest are the face's other muscles
under names of their own.

Decoding is a fixed function without memory. It holds what must hold on every character: sealed lips are sealed
whatever the vowel and the mood, and a mood never changes how far lips that are not sealed are apart.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion.lip_network import LIP_SHAPES
from mien_inference.motion.mood import MOOD_OFFSETS, MOODS
from mien_inference.motion.mouth_shapes import JAW_GAP_CM, columns, lip_gap_cm
from mien_inference.weights import shared_weights
from mien_protocol.motion import Motion
from mien_protocol.quaternion import from_rotation_vector
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX, EYE_PITCH_FULL_RAD, EYE_YAW_FULL_RAD

__all__ = [
    "BITE",
    "BROW_DOWN",
    "BROW_INNER",
    "BROW_OUTER",
    "GAZE",
    "HEAD_ROTATION",
    "HEAD_TRANSLATION",
    "LATENT_MODEL",
    "LATENT_SIZE",
    "LIDS",
    "LIPS",
    "MOOD",
    "SEAL",
    "LatentDecoder",
]

Array = NDArray[np.float32]

LATENT_MODEL: Final = "mien-latent-1"

LIPS: Final = slice(0, 8)
SEAL: Final = 8
BITE: Final = 9
BROW_INNER: Final = 10
BROW_OUTER: Final = 11
BROW_DOWN: Final = 12
LIDS: Final = slice(13, 15)
"""Left and right lid, 0 open .. 1 closed."""
MOOD: Final = slice(15, 15 + len(MOODS))
HEAD_ROTATION: Final = slice(19, 22)
"""Rotation vector, radians: pitch, yaw and roll for small angles."""
HEAD_TRANSLATION: Final = slice(22, 25)
GAZE: Final = slice(25, 27)
LATENT_SIZE: Final = 27

_JAW = EXPRESSION_INDEX["jawOpen"]
_CLOSE = EXPRESSION_INDEX["mouthClose"]

_PART_LIPS: Final = ("mouthLowerDown", "mouthUpperUp", "mouthFunnel", "mouthShrugUpper")
"""Shapes that part the lips by themselves; a seal undoes them."""
_SEALED_JAW: Final = 0.65
"""The jaw rises with the lips for p b m, but stays open under them by about this share."""
_SEALED_PRESS: Final = {"mouthPress": 0.05, "mouthRollLower": 0.12, "mouthRollUpper": 0.10}
_BITTEN_JAW: Final = 0.55
_BITE_SHAPES: Final = {"mouthRollLower": 0.38, "mouthUpperUp": 0.14}
_BITTEN_GAP_CM: Final = 0.08
"""Between the lips when the lower one touches the upper teeth."""


class LatentDecoder:
    """Latents to expression, head and gaze."""

    def __init__(self) -> None:
        """Loads the lips' principal directions."""
        self.lip_basis: Array = shared_weights("motion-latent.safetensors")["lip_basis"]
        """Mouth shapes of `LIP_SHAPES` per unit of each lip latent, shape (8, 12); its pseudo-inverse encodes."""

    def decode(self, time_ns: NDArray[np.int64], latent: NDArray[np.float16]) -> Motion:
        """What the face does at each latent.

        Args:
            time_ns: Media times, shape (frames,).
            latent: Shape (frames, 27).

        Raises:
            ValueError: If the latents have another size.
        """
        if latent.ndim != 2 or latent.shape[1] != LATENT_SIZE:
            raise ValueError(f"latents of {LATENT_MODEL} must have shape (frames, {LATENT_SIZE}), got {latent.shape}")
        z = latent.astype(np.float32)
        expression = _spread(_unit(_mix(z[:, LIPS], self.lip_basis)))
        seal = _unit(z[:, SEAL])
        expression = _touch(expression, seal, _unit(z[:, BITE]))
        expression = _feel(expression, _unit(z[:, MOOD]))
        _close(expression, seal)
        _upper_face(expression, z)
        _look(expression, z[:, GAZE])
        return Motion(
            time_ns,
            latent,
            np.clip(expression, 0.0, 1.0),
            from_rotation_vector(z[:, HEAD_ROTATION]),
            np.ascontiguousarray(z[:, HEAD_TRANSLATION]),
            np.ascontiguousarray(z[:, GAZE]),
        )


def _unit(values: Array) -> Array:
    return np.clip(values, 0.0, 1.0)


def _mix(amounts: Array, directions: Array) -> Array:
    """`amounts @ directions`, added up in one order, so that a frame decodes alike alone and among others."""
    return np.asarray((amounts[:, :, None] * directions).sum(axis=1), np.float32)


def _spread(shapes: Array) -> Array:
    """Mouth shapes as an expression: both sides do the same."""
    expression = np.zeros((len(shapes), EXPRESSION_COUNT), np.float32)
    for row, shape in enumerate(LIP_SHAPES):
        for column in columns(shape):
            expression[:, column] = shapes[:, row]
    return expression


def _touch(expression: Array, seal: Array, bite: Array) -> Array:
    """Brings the lips to each other, or the lower one to the teeth."""
    gap = np.maximum(lip_gap_cm(expression), 0.0)
    for shape in _PART_LIPS:
        for column in columns(shape):
            expression[:, column] *= 1.0 - seal
    expression[:, _JAW] *= (1.0 - (1.0 - _SEALED_JAW) * seal) * (1.0 - (1.0 - _BITTEN_JAW) * bite)
    for shapes, amount in ((_SEALED_PRESS, seal), (_BITE_SHAPES, bite * (1.0 - seal))):
        for shape, strength in shapes.items():
            for column in columns(shape):
                expression[:, column] = np.maximum(expression[:, column], strength * amount)
    bitten = gap + bite * (np.minimum(gap, _BITTEN_GAP_CM) - gap)
    return _hold_gap(expression, bitten * (1.0 - seal))


def _feel(expression: Array, mood: Array) -> Array:
    """Adds a mood without moving the lips apart or together."""
    gap = np.maximum(lip_gap_cm(expression), 0.0)
    return _hold_gap(np.clip(expression + _mix(mood, MOOD_OFFSETS), 0.0, 1.0), gap)


def _close(expression: Array, seal: Array) -> None:
    """Lets `mouthClose` alone undo the jaw's whole opening in a seal, which is how ARKit defines closed lips.

    On the stock head rolled and pressed lips do part of it; on a photo, or another rig, they may not.
    """
    expression[:, _CLOSE] = np.maximum(expression[:, _CLOSE], seal * expression[:, _JAW])


def _hold_gap(expression: Array, gap_cm: Array) -> Array:
    """Sets jaw and `mouthClose` so that the lips are `gap_cm` apart; `mouthClose` never exceeds the jaw's opening."""
    expression[:, _CLOSE] = np.minimum(expression[:, _CLOSE], expression[:, _JAW])
    excess = (lip_gap_cm(expression) - gap_cm) / JAW_GAP_CM
    closing = np.clip(excess, -expression[:, _CLOSE], expression[:, _JAW] - expression[:, _CLOSE])
    expression[:, _CLOSE] += closing
    expression[:, _JAW] += np.maximum(closing - excess, 0.0)
    return expression


def _upper_face(expression: Array, z: Array) -> None:
    """Brows and lids, on top of the mood's."""
    for shape, index in (("browInnerUp", BROW_INNER), ("browOuterUp", BROW_OUTER), ("browDown", BROW_DOWN)):
        for column in columns(shape):
            expression[:, column] += np.maximum(z[:, index], 0.0)
    lids = _unit(z[:, LIDS])
    expression[:, list(columns("eyeBlink"))] = lids
    # A closing lid takes the wide-eyed look with it.
    expression[:, list(columns("eyeWide"))] *= 1.0 - lids


def _look(expression: Array, gaze: Array) -> None:
    """Turns both eyes: `eyeLook*` say what the gaze says."""
    to_left = gaze[:, 0] / EYE_YAW_FULL_RAD
    upwards = gaze[:, 1] / EYE_PITCH_FULL_RAD
    for names, amount in (
        (("eyeLookOutLeft", "eyeLookInRight"), to_left),
        (("eyeLookInLeft", "eyeLookOutRight"), -to_left),
        (("eyeLookUpLeft", "eyeLookUpRight"), upwards),
        (("eyeLookDownLeft", "eyeLookDownRight"), -upwards),
    ):
        for name in names:
            expression[:, EXPRESSION_INDEX[name]] = _unit(amount)
