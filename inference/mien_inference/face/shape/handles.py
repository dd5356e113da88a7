"""Groups of landmarks that the shapes hold or move.

Read with a picture of MediaPipe's numbered mesh at hand; each group is listed right side first.
"""

from typing import Final

__all__ = ["BROWS", "EYE_RIMS", "FOREHEAD_AND_MIDFACE", "HELD_CONTOUR", "UPPER_FACE"]

HELD_CONTOUR: Final = (10, 338, 297, 332, 284, 251, 389, 356, 454, 234, 127, 162, 21, 54, 103, 67, 109)
"""The contour above the jaw, from ear to ear: hair hangs on it."""

UPPER_FACE: Final = (
    *HELD_CONTOUR,
    *(9, 8, 168, 6, 197, 195, 5, 4, 1),  # ridge of the nose
    *(70, 63, 105, 66, 107, 300, 293, 334, 296, 336),  # brows
    *(33, 133, 263, 362, 159, 145, 386, 374),  # eyes
    *(151, 108, 337, 69, 299),  # forehead
)
"""Held while the mouth moves."""

BROWS: Final = {
    "Left": (300, 293, 334, 296, 336, 276, 283, 282, 295, 285),
    "Right": (70, 63, 105, 66, 107, 46, 53, 52, 65, 55),
}

EYE_RIMS: Final = (
    *(33, 246, 161, 160, 159, 158, 157, 173, 133, 7, 163, 144, 145, 153, 154, 155),
    *(263, 466, 388, 387, 386, 385, 384, 398, 362, 249, 390, 373, 374, 380, 381, 382),
)
FOREHEAD_AND_MIDFACE: Final = (*HELD_CONTOUR, *(6, 197, 195, 5, 4, 1, 61, 291, 0, 50, 280, 101, 330))
"""Held while lids move."""
