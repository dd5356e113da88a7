"""Coefficients that cannot hold together, made to agree before they move the face."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.face.arrays import Floats32
from mien_inference.face.shape.rounding import rounding
from mien_protocol.rig import EXPRESSION_INDEX, SIDES

__all__ = ["LIP_PRESSURE", "corrected"]

LIP_PRESSURE = 0.1
"""mouthClose counts up to jawOpen and this much more: it closes what the jaw opened, and presses a little."""

_CLOSE, _OPEN = EXPRESSION_INDEX["mouthClose"], EXPRESSION_INDEX["jawOpen"]
_BLINKS = [EXPRESSION_INDEX[f"eyeBlink{side}"] for side in SIDES]
_LIDS_ALONE = ("eyeLookDown", "eyeLookUp", "eyeSquint", "eyeWide")
_YIELDING = [[EXPRESSION_INDEX[name + side] for side in SIDES] for name in _LIDS_ALONE]

_ROUNDED_AWAY: Final = (
    ([EXPRESSION_INDEX[f"mouthUpperUp{side}"] for side in SIDES], 0.8),
    ([EXPRESSION_INDEX[f"mouthLowerDown{side}"] for side in SIDES], 0.5),
)
"""Part of raising and lowering that full rounding takes away: the muscle that rounds the lips holds them."""

_BROW_INNER = EXPRESSION_INDEX["browInnerUp"]
_BROWS_OUTER, _SMILES, _CHEEKS = (
    [EXPRESSION_INDEX[name + side] for side in SIDES] for name in ("browOuterUp", "mouthSmile", "cheekSquint")
)
_BROWS_SHARED: Final = 0.3
"""Part that inner and outer brows take from each other when both are up: one muscle raises both, and only so far."""

_CHEEKS_SHARED: Final = 0.5
"""Part of a raised cheek that a smile on its side has raised already."""


def corrected(expression: NDArray[np.floating]) -> Floats32:
    """Coefficients in range and free of contradictions.

    Lips that are rounded can be raised and lowered less. Inner and outer brows that go up together go less far than the
    sum of both, and a smile has raised its cheek already. A lid that a blink has closed does not also follow the gaze
    down, squint or widen: it would pass over the other lid, or open again. Values that are no numbers count as 0.

    Args:
        expression: ARKit coefficients, shape (52,).
    """
    result = np.clip(np.nan_to_num(np.asarray(expression, np.float32)), 0.0, 1.0)
    for indices in _YIELDING:
        result[indices] *= 1.0 - result[_BLINKS]
    rounded = rounding(result)
    for indices, share in _ROUNDED_AWAY:
        result[indices] *= 1.0 - share * rounded
    inner, outer = float(result[_BROW_INNER]), result[_BROWS_OUTER]
    result[_BROW_INNER] *= 1.0 - _BROWS_SHARED * float(outer.mean())
    result[_BROWS_OUTER] *= 1.0 - _BROWS_SHARED * inner
    result[_CHEEKS] *= 1.0 - _CHEEKS_SHARED * result[_SMILES]
    result[_CLOSE] = min(result[_CLOSE], result[_OPEN] + LIP_PRESSURE)
    return np.asarray(result, np.float32)
