"""The encoder: expression, head and gaze to motion latents, so that tracked faces and animators' curves can enter.

It undoes the decoder: what the decoder can make comes back as it was. Coefficients that no latent stands for (dimples,
shrugs, rolls and presses beyond those of a seal) are left out, moods are not guessed at, and one number says how much
the mouth's halves differ.
"""

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion import latent as z
from mien_inference.motion.lip_lengths import SPREAD_SMILE, SPREAD_WIDTH, WIDTH_PER_GAP, WIDTHS, lip_gap
from mien_inference.motion.mouth_shapes import columns
from mien_protocol.quaternion import to_rotation_vector
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["encode_latent", "encode_lips"]

Array = NDArray[np.float32]

_TOUCHING = 0.004
"""Lips nearer than this, in face widths, are sealed if `mouthClose` is what brings them together."""
_BITE_ROLL = 0.5


def encode_latent(
    expression: Array, head_wxyz: Array, head_m: Array, gaze_rad: Array, tongue: Array | None = None
) -> NDArray[np.float16]:
    """The latents of a face in motion.

    Args:
        expression: Coefficients, shape (frames, 52), 0..1.
        head_wxyz: Unit quaternions, shape (frames, 4).
        head_m: Shape (frames, 3).
        gaze_rad: Shape (frames, 2).
        tongue: Lift and advance of the tip, shape (frames, 2), 0..1; at rest if None.

    Returns:
        Shape (frames, 46).
    """
    latent = np.zeros((len(expression), z.LATENT_SIZE), np.float32)
    encode_lips(expression, latent)
    for shape, part in (
        ("browInnerUp", slice(z.BROW_INNER, z.BROW_INNER + 1)),
        ("browOuterUp", z.BROW_OUTER),
        ("browDown", z.BROW_DOWN),
        ("eyeSquint", z.SQUINT),
        ("cheekSquint", z.CHEEKS),
        ("noseSneer", z.SNEER),
        ("eyeBlink", z.LIDS),
    ):
        latent[:, part] = expression[:, list(columns(shape))]
    open_lids = np.maximum(1.0 - latent[:, z.LIDS], 0.1)
    latent[:, z.WIDE] = np.minimum(expression[:, list(columns("eyeWide"))] / open_lids, 1.0)
    for place, ahead, back in (
        (z.JAW_SIDE, "jawLeft", "jawRight"),
        (z.MOUTH_SIDE, "mouthLeft", "mouthRight"),
    ):
        latent[:, place] = expression[:, EXPRESSION_INDEX[ahead]] - expression[:, EXPRESSION_INDEX[back]]
    latent[:, z.JAW_FORWARD] = expression[:, EXPRESSION_INDEX["jawForward"]]
    latent[:, z.CHEEK_PUFF] = expression[:, EXPRESSION_INDEX["cheekPuff"]]
    if tongue is not None:
        latent[:, z.TONGUE][:, :2] = tongue
    latent[:, z.TONGUE.stop - 1] = expression[:, EXPRESSION_INDEX["tongueOut"]]
    latent[:, z.HEAD_ROTATION] = to_rotation_vector(head_wxyz)
    latent[:, z.HEAD_TRANSLATION] = head_m
    latent[:, z.GAZE] = gaze_rad
    return latent.astype(np.float16)


def encode_lips(expression: Array, latent: Array) -> None:
    """Fills in what articulation and the corners of the mouth do.

    Args:
        expression: Coefficients, shape (frames, 52), 0..1.
        latent: Shape (frames, 46); written to.
    """

    def mean(shape: str) -> Array:
        return np.asarray(expression[:, list(columns(shape))].mean(axis=1))

    jaw, close = mean("jawOpen"), mean("mouthClose")
    pucker, funnel, stretch = mean("mouthPucker"), mean("mouthFunnel"), mean("mouthStretch")
    upper, lower = mean("mouthUpperUp"), mean("mouthLowerDown")
    gap = np.maximum(lip_gap(expression), 0.0)
    seal = (close > 0.0) * np.clip(1.0 - gap / _TOUCHING, 0.0, 1.0)
    latent[:, z.APERTURE] = gap
    latent[:, z.JAW] = jaw
    latent[:, z.ROUNDING], latent[:, z.FLARE] = pucker, funnel
    latent[:, z.WIDTH] = (
        SPREAD_WIDTH * stretch
        + WIDTH_PER_GAP * gap
        + WIDTHS[EXPRESSION_INDEX["mouthPucker"]] * pucker
        + WIDTHS[EXPRESSION_INDEX["mouthFunnel"]] * funnel
    )
    latent[:, z.UPPER], latent[:, z.LOWER] = upper, lower
    latent[:, z.SEAL] = seal
    latent[:, z.BITE] = np.clip(mean("mouthRollLower") / _BITE_ROLL, 0.0, 1.0) * (1.0 - seal) * (gap > 0.0)
    left, right = (
        sum(expression[:, columns(shape)[side]] for shape in ("mouthUpperUp", "mouthLowerDown", "mouthStretch"))
        for side in (0, 1)
    )
    latent[:, z.ASYMMETRY] = (left - right) / np.maximum(left + right, 0.05)
    halves = np.stack([1.0 + latent[:, z.ASYMMETRY], 1.0 - latent[:, z.ASYMMETRY]], axis=1)
    smile = expression[:, list(columns("mouthSmile"))] - SPREAD_SMILE * stretch[:, None] * halves
    latent[:, z.CORNERS] = np.maximum(smile, 0.0) - expression[:, list(columns("mouthFrown"))]
