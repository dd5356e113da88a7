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


def _indices(*names: str) -> NDArray[np.intp]:
    """Columns of shapes, both halves of those that have two."""
    return np.array([column for name in names for column in columns(name)])


_ROUNDING: Final = _indices("mouthPucker", "mouthFunnel")
_ROUNDING_WIDTHS: Final = WIDTHS[_ROUNDING]
_PARTING: Final = _indices("mouthLowerDown", "mouthUpperUp", "mouthFunnel", "mouthShrugUpper")
"""Shapes that part the lips by themselves; a seal undoes them."""
_PARTING_GAPS: Final = GAPS[_PARTING]
_OTHER_GAPS: Final = np.where(np.isin(np.arange(EXPRESSION_COUNT), [_JAW, _CLOSE, *_PARTING]), np.float32(0), GAPS)

_SHAPED: Final = ("mouthStretch", "mouthSmile", "mouthUpperUp", "mouthLowerDown")
_SHAPED_LEFT: Final = np.array([columns(name)[0] for name in _SHAPED])
_SHAPED_RIGHT: Final = np.array([columns(name)[1] for name in _SHAPED])
_SEALED: Final = _indices("mouthPress", "mouthRollLower", "mouthRollUpper")
_SEALED_STRENGTHS: Final = np.array([0.05, 0.05, 0.12, 0.10], np.float32)
_BITTEN: Final = _indices("mouthRollLower")
_BITTEN_STRENGTH: Final = np.float32(0.5)
_BITTEN_UPPER: Final = 0.3
"""The upper lip's rise that shows the lower one on the teeth."""
_BITTEN_GAP: Final = 0.022
"""Between the lips when the lower one touches the upper teeth, face widths."""

_POSED: Final = np.concatenate(
    [
        _indices("mouthSmile", "mouthFrown", "cheekSquint", "noseSneer"),
        _indices("jawLeft", "jawRight", "jawForward", "mouthLeft", "mouthRight", "cheekPuff", "tongueOut"),
    ]
)
_LATENT: Final = np.arange(z.LATENT_SIZE)
_POSED_BY: Final = np.concatenate(
    [
        *(_LATENT[pair] for pair in (z.CORNERS, z.CORNERS, z.CHEEKS, z.SNEER)),
        [z.JAW_SIDE, z.JAW_SIDE, z.JAW_FORWARD, z.MOUTH_SIDE, z.MOUTH_SIDE, z.CHEEK_PUFF, z.TONGUE.stop - 1],
    ]
)
_POSED_SIGNS: Final = np.array([1, 1, -1, -1, 1, 1, 1, 1, 1, -1, 1, 1, -1, 1, 1], np.float32)
"""Coefficients that are not articulation, their places in the latent, and the direction there."""

_UPPER: Final = _indices("browInnerUp", "browOuterUp", "browDown", "eyeSquint", "eyeWide")
_UPPER_BY: Final = np.concatenate(
    [[z.BROW_INNER], *(_LATENT[pair] for pair in (z.BROW_OUTER, z.BROW_DOWN, z.SQUINT, z.WIDE))]
)
_BLINKING: Final = _indices("eyeBlink")
_WIDE: Final = _indices("eyeWide")

_LOOKING: Final = _indices(
    *("eyeLookOutLeft", "eyeLookInRight", "eyeLookInLeft", "eyeLookOutRight"), "eyeLookUp", "eyeLookDown"
)
_LOOKING_BY: Final = np.array([0, 0, 0, 0, 1, 1, 1, 1])
_LOOKING_FULL_RAD: Final = np.array(
    [EYE_YAW_FULL_RAD] * 2 + [-EYE_YAW_FULL_RAD] * 2 + [EYE_PITCH_FULL_RAD] * 2 + [-EYE_PITCH_FULL_RAD] * 2, np.float32
)
"""Angle of the gaze for each `eyeLook*`, and the one at which it is 1."""


class LatentDecoder:
    """Latents to motion."""

    def decode(self, time_ns: NDArray[np.int64], latent: NDArray[np.float16]) -> Motion:
        """Decodes latents to motion of the face.

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
    # For the few numbers of a row `numpy.clip` takes several times as long.
    return np.asarray(np.minimum(np.maximum(values, 0.0), 1.0))


def _mix(amounts: Array, directions: Array) -> Array:
    """`amounts @ directions`, added up in one order, so that a frame decodes alike alone and among others."""
    return np.asarray((amounts[:, :, None] * directions).sum(axis=1), np.float32)


def _gap(row: Array) -> Array:
    """Distance that the lips shall have, face widths."""
    gap = np.maximum(row[:, z.APERTURE], 0.0)
    bitten = gap + _unit(row[:, z.BITE]) * (np.float32(_BITTEN_GAP) - gap)
    return np.asarray(bitten * (1.0 - _unit(row[:, z.SEAL])), np.float32)


def _articulate(expression: Array, row: Array, gap: Array) -> None:
    """Shapes the lips: rounded, flared, spread, bitten; not yet apart."""
    seal, bite = _unit(row[:, z.SEAL]), _unit(row[:, z.BITE])
    free = 1.0 - seal
    asymmetry = np.minimum(np.maximum(row[:, z.ASYMMETRY], -1.0), 1.0)
    expression[:, _JAW] = _unit(row[:, z.JAW])
    expression[:, _PUCKER] = _unit(row[:, z.ROUNDING])
    expression[:, _FUNNEL] = _unit(row[:, z.FLARE])
    wider = row[:, z.WIDTH] - np.float32(WIDTH_PER_GAP) * gap
    wider -= weigh(expression[:, _ROUNDING], _ROUNDING_WIDTHS)
    spread = np.maximum(wider, 0.0) / SPREAD_WIDTH
    expression[:, _PUCKER] += np.maximum(-wider, 0.0) / -WIDTHS[_PUCKER]
    upper = np.maximum(_unit(row[:, z.UPPER]), _BITTEN_UPPER * bite) * free
    lower = _unit(row[:, z.LOWER]) * (1.0 - bite) * free
    expression[:, _FUNNEL] *= free
    amounts = np.stack([spread, SPREAD_SMILE * spread, upper, lower], axis=1)
    expression[:, _SHAPED_LEFT] = amounts * (1.0 + asymmetry)[:, None]
    expression[:, _SHAPED_RIGHT] = amounts * (1.0 - asymmetry)[:, None]
    for touching, strengths, amount in ((_SEALED, _SEALED_STRENGTHS, seal), (_BITTEN, _BITTEN_STRENGTH, bite * free)):
        expression[:, touching] = np.maximum(expression[:, touching], strengths * amount[:, None])


def _pose(expression: Array, row: Array) -> None:
    """Adds what is not articulation: corners, cheeks, jaw and mouth to the sides, the tongue out."""
    expression[:, _POSED] += np.maximum(_POSED_SIGNS * row[:, _POSED_BY], 0.0)


def _part(expression: Array, seal: Array, gap: Array) -> None:
    """Sets the gap between the lips, whatever shapes were mixed: last of all what moves the mouth.

    What parts the lips by itself is limited to the gap; the jaw opens, or `mouthClose` closes, the rest. In a seal
    `mouthClose` undoes the jaw's whole opening, which is how ARKit defines closed lips.
    """
    pressed = weigh(expression, _OTHER_GAPS)
    parted = weigh(expression[:, _PARTING], _PARTING_GAPS)
    excess = parted / np.maximum(gap - pressed, 1e-6)
    expression[:, _PARTING] *= ((1.0 - seal) / np.maximum(excess, 1.0))[:, None]
    parted = weigh(expression[:, _PARTING], _PARTING_GAPS)
    jaw = expression[:, _JAW]
    missing = (gap - pressed - parted) / JAW_GAP - jaw
    expression[:, _CLOSE] = np.minimum(np.maximum(-missing, seal * jaw), jaw)
    expression[:, _JAW] = np.minimum(jaw + np.maximum(missing, 0.0), 1.0)
    expression[:, _CLOSE] = np.maximum(expression[:, _CLOSE], seal * expression[:, _JAW])


def _upper_face(expression: Array, row: Array) -> None:
    """Brows, squints and lids, on top of the mood's."""
    expression[:, _UPPER] += np.maximum(row[:, _UPPER_BY], 0.0)
    lids = _unit(row[:, z.LIDS])
    expression[:, _BLINKING] = lids
    # A closing lid takes the wide-eyed look with it.
    expression[:, _WIDE] *= 1.0 - lids


def _look(expression: Array, gaze: Array) -> None:
    """Turns both eyes: `eyeLook*` say what the gaze says."""
    expression[:, _LOOKING] = _unit(gaze[:, _LOOKING_BY] / _LOOKING_FULL_RAD)
