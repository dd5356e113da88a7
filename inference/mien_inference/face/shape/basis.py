"""The 52 ways in which a face moves, made to the measure of one face."""

import numpy as np

from mien_inference.face.arrays import Floats
from mien_inference.face.shape.measured import measured_shapes
from mien_inference.face.shape.sculptor import Sculptor
from mien_inference.face.shape.shapes_eyes import eye_shapes
from mien_protocol.rig import EXPRESSION_NAMES

__all__ = ["expression_basis"]


def expression_basis(face: Sculptor) -> Floats:
    """Displacement of each landmark at each coefficient, in the order of `EXPRESSION_NAMES`.

    Returns:
        Centimetres in the head frame, shape (52, 468, 3).
    """
    fields = measured_shapes(face) | eye_shapes(face)
    fields["tongueOut"] = np.zeros_like(face.rest)  # the tongue is no skin; the mouth's interior draws it
    return np.stack([fields[name] for name in EXPRESSION_NAMES])
