"""The decoder: motion latents to expression, head and gaze.

It is a fixed function without memory. It holds what must hold on every character: sealed lips are sealed whatever the
vowel and the mood, and neither a mood nor a posture changes how far lips are apart.
"""

from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mien_inference.motion import latent as z
from mien_inference.motion.lip_lengths import GAPS, JAW_GAP, SPREAD_SMILE, SPREAD_WIDTH, WIDTH_PER_GAP, WIDTHS
from mien_inference.motion.mood import MOOD_OFFSETS
from mien_inference.motion.mouth_shapes import columns
from mien_protocol.motion import Motion
from mien_protocol.quaternion import from_rotation_vector
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX, EYE_PITCH_FULL_RAD, EYE_YAW_FULL_RAD

__all__ = ["LatentDecoder"]

Array = NDArray[np.float32]
Columns = NDArray[np.intp]

_JAW: Final = EXPRESSION_INDEX["jawOpen"]
_CLOSE: Final = EXPRESSION_INDEX["mouthClose"]
_PUCKER: Final = EXPRESSION_INDEX["mouthPucker"]
_FUNNEL: Final = EXPRESSION_INDEX["mouthFunnel"]
_ALL: Final = np.arange(EXPRESSION_COUNT)
_PUCKER_PER_WIDTH: Final = -1.0 / float(WIDTHS[_PUCKER])
_FIRST_MOOD: Final = z.MOOD.start
_FIRST_LID: Final = z.LIDS.start


def _indices(*names: str) -> NDArray[np.intp]:
    """Columns of shapes, both halves of those that have two."""
    return np.array([column for name in names for column in columns(name)])


_ROUNDING: Final = _indices("mouthPucker", "mouthFunnel")
_ROUNDING_WIDTHS: Final = WIDTHS[_ROUNDING]
_PARTING: Final = _indices("mouthLowerDown", "mouthUpperUp", "mouthFunnel", "mouthShrugUpper")
"""Shapes that part the lips by themselves; a seal undoes them."""
_PARTING_GAPS: Final = GAPS[_PARTING]
_OTHER_GAPS: Final = np.where(np.isin(np.arange(EXPRESSION_COUNT), [_JAW, _CLOSE, *_PARTING]), np.float32(0), GAPS)

_STRETCH: Final = _indices("mouthStretch")
_SMILE: Final = _indices("mouthSmile")
_UPPER_UP: Final = _indices("mouthUpperUp")
_LOWER_DOWN: Final = _indices("mouthLowerDown")
_SEALED: Final = _indices("mouthPress", "mouthRollLower", "mouthRollUpper")
_SEALED_STRENGTHS: Final = np.array([0.05, 0.05, 0.12, 0.10], np.float32)
_BITTEN: Final = EXPRESSION_INDEX["mouthRollLower"]
_BITTEN_STRENGTH: Final = 0.5
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
_LOOKING_BY: Final = z.GAZE.start + np.array([0, 0, 0, 0, 1, 1, 1, 1])
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
        rows = latent.astype(np.float32)
        expression = np.zeros((len(rows), EXPRESSION_COUNT), np.float32)
        _express(rows, expression)
        return Motion(
            time_ns,
            latent,
            expression,
            from_rotation_vector(rows[:, z.HEAD_ROTATION]),
            np.ascontiguousarray(rows[:, z.HEAD_TRANSLATION]),
            np.ascontiguousarray(rows[:, z.GAZE]),
            tongue=np.clip(rows[:, z.TONGUE][:, :2], 0.0, 1.0),
        )


@njit(cache=True, nogil=True)
def _express(rows: Array, expression: Array) -> None:
    """Fills in the expression of each row: shapes (frames, 46) and (frames, 52), all zero before."""
    for frame in range(len(rows)):
        row, face = rows[frame], expression[frame]
        gap = _gap(row)
        _articulate(face, row, gap)
        _pose(face, row)
        _add_moods(face, row)
        _part(face, _unit(row[z.SEAL]), gap)
        _move_upper_face(face, row)
        _look(face, row)
        for column in range(len(face)):
            face[column] = _unit(face[column])


@njit(cache=True, nogil=True)
def _unit(value: float) -> float:
    return min(max(value, 0.0), 1.0)


@njit(cache=True, nogil=True)
def _weigh(face: Array, columns: Columns, weights: Array) -> float:
    total = 0.0
    for index in range(len(columns)):
        total += face[columns[index]] * weights[index]
    return total


@njit(cache=True, nogil=True)
def _gap(row: Array) -> float:
    """Distance that the lips shall have, face widths."""
    apart = max(row[z.APERTURE], 0.0)
    bitten: float = apart + _unit(row[z.BITE]) * (_BITTEN_GAP - apart)
    return bitten * (1.0 - _unit(row[z.SEAL]))


@njit(cache=True, nogil=True)
def _articulate(face: Array, row: Array, gap: float) -> None:
    """Shapes the lips: rounded, flared, spread, bitten; not yet apart."""
    seal, bite = _unit(row[z.SEAL]), _unit(row[z.BITE])
    free = 1.0 - seal
    asymmetry = min(max(row[z.ASYMMETRY], -1.0), 1.0)
    face[_JAW] = _unit(row[z.JAW])
    face[_PUCKER] = _unit(row[z.ROUNDING])
    face[_FUNNEL] = _unit(row[z.FLARE])
    wider = row[z.WIDTH] - WIDTH_PER_GAP * gap - _weigh(face, _ROUNDING, _ROUNDING_WIDTHS)
    face[_PUCKER] += max(-wider, 0.0) * _PUCKER_PER_WIDTH
    face[_FUNNEL] *= free
    spread = max(wider, 0.0) / SPREAD_WIDTH
    upper = max(_unit(row[z.UPPER]), _BITTEN_UPPER * bite) * free
    lower = _unit(row[z.LOWER]) * (1.0 - bite) * free
    for side in range(2):
        share = 1.0 + asymmetry if side == 0 else 1.0 - asymmetry
        face[_STRETCH[side]] = spread * share
        face[_SMILE[side]] = SPREAD_SMILE * spread * share
        face[_UPPER_UP[side]] = upper * share
        face[_LOWER_DOWN[side]] = lower * share
    for index in range(len(_SEALED)):
        face[_SEALED[index]] = max(face[_SEALED[index]], _SEALED_STRENGTHS[index] * seal)
    face[_BITTEN] = max(face[_BITTEN], _BITTEN_STRENGTH * bite * free)


@njit(cache=True, nogil=True)
def _pose(face: Array, row: Array) -> None:
    """Adds what is not articulation: corners, cheeks, jaw and mouth to the sides, the tongue out."""
    for index in range(len(_POSED)):
        face[_POSED[index]] += max(_POSED_SIGNS[index] * row[_POSED_BY[index]], 0.0)


@njit(cache=True, nogil=True)
def _add_moods(face: Array, row: Array) -> None:
    for column in range(len(face)):
        total = face[column]
        for mood in range(len(MOOD_OFFSETS)):
            total += _unit(row[_FIRST_MOOD + mood]) * MOOD_OFFSETS[mood, column]
        face[column] = _unit(total)


@njit(cache=True, nogil=True)
def _part(face: Array, seal: float, gap: float) -> None:
    """Sets the gap between the lips, whatever shapes were mixed: last of all what moves the mouth.

    What parts the lips by itself is limited to the gap; the jaw opens, or `mouthClose` closes, the rest. In a seal
    `mouthClose` undoes the jaw's whole opening, which is how ARKit defines closed lips.
    """
    pressed = _weigh(face, _ALL, _OTHER_GAPS)
    excess = _weigh(face, _PARTING, _PARTING_GAPS) / max(gap - pressed, 1e-6)
    for index in range(len(_PARTING)):
        face[_PARTING[index]] *= (1.0 - seal) / max(excess, 1.0)
    parted = _weigh(face, _PARTING, _PARTING_GAPS)
    jaw = face[_JAW]
    missing = (gap - pressed - parted) / JAW_GAP - jaw
    opened = min(jaw + max(missing, 0.0), 1.0)
    face[_JAW] = opened
    face[_CLOSE] = max(min(max(-missing, seal * jaw), jaw), seal * opened)


@njit(cache=True, nogil=True)
def _move_upper_face(face: Array, row: Array) -> None:
    """Brows, squints and lids, on top of the mood's."""
    for index in range(len(_UPPER)):
        face[_UPPER[index]] += max(row[_UPPER_BY[index]], 0.0)
    for side in range(2):
        lid = _unit(row[_FIRST_LID + side])
        face[_BLINKING[side]] = lid
        # A closing lid takes the wide-eyed look with it.
        face[_WIDE[side]] *= 1.0 - lid


@njit(cache=True, nogil=True)
def _look(face: Array, row: Array) -> None:
    """Turns both eyes: `eyeLook*` say what the gaze says."""
    for index in range(len(_LOOKING)):
        face[_LOOKING[index]] = _unit(row[_LOOKING_BY[index]] / _LOOKING_FULL_RAD[index])
