"""The decoder: motion latents to expression, head and gaze.

It is a fixed function without memory. It holds what must hold on every character: sealed lips are sealed whatever the
vowel and the mood, and neither a mood nor a posture changes how far lips are apart.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion import latent as z
from mien_inference.motion.lip_lengths import GAPS, JAW_GAP, SPREAD_SMILE, SPREAD_WIDTH, WIDTH_PER_GAP, WIDTHS, weigh
from mien_inference.motion.mood import MOOD_OFFSETS
from mien_inference.motion.mouth_shapes import columns
from mien_protocol.motion import Motion
from mien_protocol.quaternion import from_rotation_vector
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX, EYE_PITCH_FULL_RAD, EYE_YAW_FULL_RAD

__all__ = ["LatentDecoder"]

Array = NDArray[np.float32]

_JAW: Final = EXPRESSION_INDEX["jawOpen"]
_CLOSE: Final = EXPRESSION_INDEX["mouthClose"]
_PUCKER: Final = EXPRESSION_INDEX["mouthPucker"]
_FUNNEL: Final = EXPRESSION_INDEX["mouthFunnel"]

_PARTING: Final = [
    column
    for shape in ("mouthLowerDown", "mouthUpperUp", "mouthFunnel", "mouthShrugUpper")
    for column in columns(shape)
]
"""Shapes that part the lips by themselves; a seal undoes them."""
_SEALED: Final = {"mouthPress": 0.05, "mouthRollLower": 0.12, "mouthRollUpper": 0.10}
_BITTEN: Final = {"mouthRollLower": 0.38}
_BITTEN_UPPER: Final = 0.16
"""The upper lip's rise that shows the lower one on the teeth."""
_BITTEN_GAP: Final = 0.012
"""Between the lips when the lower one touches the upper teeth, face widths."""


class LatentDecoder:
    """Latents to motion."""

    def decode(self, time_ns: NDArray[np.int64], latent: NDArray[np.float16]) -> Motion:
        """What the face does at each latent.

        Args:
            time_ns: Media times, shape (frames,).
            latent: Shape (frames, 46).

        Raises:
            ValueError: If the latents have another size.
        """
        if latent.ndim != 2 or latent.shape[1] != z.LATENT_SIZE:
            raise ValueError(
                f"latents of {z.LATENT_MODEL} must have shape (frames, {z.LATENT_SIZE}), got {latent.shape}"
            )
        row = latent.astype(np.float32)
        expression = np.zeros((len(row), EXPRESSION_COUNT), np.float32)
        gap = _gap(row)
        _articulate(expression, row, gap)
        _pose(expression, row)
        np.clip(expression + _mix(_unit(row[:, z.MOOD]), MOOD_OFFSETS), 0.0, 1.0, out=expression)
        _part(expression, _unit(row[:, z.SEAL]), gap)
        _upper_face(expression, row)
        _look(expression, row[:, z.GAZE])
        return Motion(
            time_ns,
            latent,
            np.clip(expression, 0.0, 1.0, out=expression),
            from_rotation_vector(row[:, z.HEAD_ROTATION]),
            np.ascontiguousarray(row[:, z.HEAD_TRANSLATION]),
            np.ascontiguousarray(row[:, z.GAZE]),
            tongue=_unit(row[:, z.TONGUE][:, :2]),
        )


def _unit(values: Array) -> Array:
    return np.clip(values, 0.0, 1.0)


def _mix(amounts: Array, directions: Array) -> Array:
    """`amounts @ directions`, added up in one order, so that a frame decodes alike alone and among others."""
    return np.asarray((amounts[:, :, None] * directions).sum(axis=1), np.float32)


def _gap(row: Array) -> Array:
    """Distance that the lips shall have, face widths."""
    gap = np.maximum(row[:, z.APERTURE], 0.0) * (1.0 - _unit(row[:, z.SEAL]))
    return np.asarray(gap + _unit(row[:, z.BITE]) * (np.minimum(gap, _BITTEN_GAP) - gap), np.float32)


def _articulate(expression: Array, row: Array, gap: Array) -> None:
    """Shapes the lips: rounded, flared, spread, bitten; not yet apart."""
    seal, bite = _unit(row[:, z.SEAL]), _unit(row[:, z.BITE])
    free = 1.0 - seal
    asymmetry = np.clip(row[:, z.ASYMMETRY], -1.0, 1.0)
    expression[:, _JAW] = _unit(row[:, z.JAW])
    expression[:, _PUCKER] = _unit(row[:, z.ROUNDING])
    expression[:, _FUNNEL] = _unit(row[:, z.FLARE])
    wider = row[:, z.WIDTH] - np.float32(WIDTH_PER_GAP) * gap
    wider -= weigh(expression[:, [_PUCKER, _FUNNEL]], WIDTHS[[_PUCKER, _FUNNEL]])
    spread = np.maximum(wider, 0.0) / SPREAD_WIDTH
    expression[:, _PUCKER] += np.maximum(-wider, 0.0) / -WIDTHS[_PUCKER]
    upper = np.maximum(_unit(row[:, z.UPPER]), _BITTEN_UPPER * bite) * free
    lower = _unit(row[:, z.LOWER]) * (1.0 - bite) * free
    expression[:, _FUNNEL] *= free
    for shape, amount in (
        ("mouthStretch", spread),
        ("mouthSmile", SPREAD_SMILE * spread),
        ("mouthUpperUp", upper),
        ("mouthLowerDown", lower),
    ):
        left, right = columns(shape)
        expression[:, left] = amount * (1.0 + asymmetry)
        expression[:, right] = amount * (1.0 - asymmetry)
    for shapes, amount in ((_SEALED, seal), (_BITTEN, bite * free)):
        for shape, strength in shapes.items():
            for column in columns(shape):
                expression[:, column] = np.maximum(expression[:, column], strength * amount)


def _pose(expression: Array, row: Array) -> None:
    """Adds what is not articulation: corners, cheeks, jaw and mouth to the sides, the tongue out."""
    for shape, part, sign in (
        ("mouthSmile", z.CORNERS, 1.0),
        ("mouthFrown", z.CORNERS, -1.0),
        ("cheekSquint", z.CHEEKS, 1.0),
        ("noseSneer", z.SNEER, 1.0),
    ):
        expression[:, list(columns(shape))] += np.maximum(sign * row[:, part], 0.0)
    for shape, place, sign in (
        ("jawLeft", z.JAW_SIDE, 1.0),
        ("jawRight", z.JAW_SIDE, -1.0),
        ("jawForward", z.JAW_FORWARD, 1.0),
        ("mouthLeft", z.MOUTH_SIDE, 1.0),
        ("mouthRight", z.MOUTH_SIDE, -1.0),
        ("cheekPuff", z.CHEEK_PUFF, 1.0),
        ("tongueOut", z.TONGUE.stop - 1, 1.0),
    ):
        expression[:, EXPRESSION_INDEX[shape]] = np.maximum(sign * row[:, place], 0.0)


def _part(expression: Array, seal: Array, gap: Array) -> None:
    """Sets the gap between the lips, whatever shapes were mixed: last of all what moves the mouth.

    What parts the lips by itself is limited to the gap; the jaw opens, or `mouthClose` closes, the rest. In a seal
    `mouthClose` undoes the jaw's whole opening, which is how ARKit defines closed lips.
    """
    others = GAPS.copy()
    others[[_JAW, _CLOSE, *_PARTING]] = 0.0
    pressed = weigh(expression, others)
    parted = weigh(expression[:, _PARTING], GAPS[_PARTING])
    excess = parted / np.maximum(gap - pressed, 1e-6)
    expression[:, _PARTING] *= ((1.0 - seal) / np.maximum(excess, 1.0))[:, None]
    parted = weigh(expression[:, _PARTING], GAPS[_PARTING])
    jaw = expression[:, _JAW]
    missing = (gap - pressed - parted) / JAW_GAP - jaw
    expression[:, _CLOSE] = np.clip(-missing, seal * jaw, jaw)
    expression[:, _JAW] = np.minimum(jaw + np.maximum(missing, 0.0), 1.0)
    expression[:, _CLOSE] = np.maximum(expression[:, _CLOSE], seal * expression[:, _JAW])


def _upper_face(expression: Array, row: Array) -> None:
    """Brows, squints and lids, on top of the mood's."""
    for shape, part in (
        ("browInnerUp", slice(z.BROW_INNER, z.BROW_INNER + 1)),
        ("browOuterUp", z.BROW_OUTER),
        ("browDown", z.BROW_DOWN),
        ("eyeSquint", z.SQUINT),
        ("eyeWide", z.WIDE),
    ):
        expression[:, list(columns(shape))] += np.maximum(row[:, part], 0.0)
    lids = _unit(row[:, z.LIDS])
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
