"""Expression of a photo's mouth, and the part of it that is undone for a neutral face."""

from dataclasses import dataclass

import numpy as np

from mien_inference.face.arrays import Floats
from mien_inference.face.shape.neutral import PARTED_CM, lip_gap_cm

__all__ = ["MouthExpression", "mouth_expression"]

_RELAXED_CM, _SMILING_CM = -0.25, 0.35
"""Height of a mouth's corner over the middle of its lips: of those who do not smile, by the median of portraits, and
of those who smile with all their teeth."""

_OWN_SMILE = 0.3
"""So much smile may be the shape of the mouth."""

_TOLD = 0.35
"""Smiles above this leave folds and raised cheeks in the skin that no displacement takes out."""

_ONE_SIDED = 0.25


@dataclass(frozen=True, slots=True)
class MouthExpression:
    """The expression of a mouth.

    Attributes:
        parted: Whether the lips are parted in the photo.
        smiles: How much it smiles on its right and left, 0..1, a mouth's own curve not counted.
    """

    parted: bool
    smiles: tuple[float, float]

    @property
    def findings(self) -> tuple[str, ...]:
        """Sentence about what stays visible of it; empty if nothing does."""
        right, left = self.smiles
        strongest = max(self.smiles)
        if strongest > _TOLD:
            one_sided = abs(right - left) > _ONE_SIDED
            side = (" on its right side" if right > left else " on its left side") if one_sided else ""
            with_teeth = " with parted lips" if self.parted else ""
            return (f"the photo smiles{with_teeth}{side}: folds and cheeks keep some of it, most in rounded vowels",)
        if self.parted:
            return ("the lips are parted in the photo: their inner edges are made up, and will be soft",)
        return ()


def mouth_expression(landmarks_cm: Floats, scores: tuple[float, float]) -> MouthExpression:
    """Judges a mouth by its geometry and by the landmarker, each of which sees smiles where none is.

    Args:
        landmarks_cm: The landmarks in the head frame, shape (478, 3).
        scores: The landmarker's scores of a smile on the right and left, 0..1.
    """
    middle = float(landmarks_cm[[13, 14], 1].mean())
    corners = landmarks_cm[[61, 291], 1] - middle
    raised = np.clip((corners - _RELAXED_CM) / (_SMILING_CM - _RELAXED_CM), 0, 1)
    seen = np.minimum(raised, scores)
    right, left = np.clip((seen - _OWN_SMILE) / (1 - _OWN_SMILE), 0, 1)
    return MouthExpression(lip_gap_cm(landmarks_cm) >= PARTED_CM, (float(right), float(left)))
