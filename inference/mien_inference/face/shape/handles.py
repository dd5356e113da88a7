"""Groups of landmarks that the shapes hold, move or let follow.

Read with a picture of MediaPipe's numbered mesh at hand; each group is listed right side first.
"""

from typing import Final

__all__ = [
    "BROWS",
    "BROW_INNER",
    "BROW_OUTER",
    "CHEEK_FULL",
    "CHEEK_SMILE",
    "CHEEK_UNDER_EYE",
    "EYE_RIMS",
    "FOREHEAD_AND_MIDFACE",
    "JAW_FOLLOWS",
    "JAW_LINE",
    "LOWER_FACE_FRAME",
    "NOSE_BASE",
    "NOSE_WING",
    "UPPER_FACE",
]

UPPER_FACE: Final = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 234, 127, 162, 21, 54, 103, 67, 109),  # contour, ear to ear
    *(9, 8, 168, 6, 197, 195, 5, 4, 1),  # ridge of the nose
    *(70, 63, 105, 66, 107, 300, 293, 334, 296, 336),  # brows
    *(33, 133, 263, 362, 159, 145, 386, 374),  # eyes
    *(151, 108, 337, 69, 299),  # forehead
)
"""Held while the mouth moves."""

LOWER_FACE_FRAME: Final = (93, 132, 58, 172, 136, 150, 149, 176, 148, 152)
JAW_LINE: Final = (*LOWER_FACE_FRAME, 377, 400, 378, 379, 365, 397, 288, 361, 323)
"""The contour from ear to ear by the chin; held while only the lips move."""

NOSE_BASE: Final = (2, 94, 98, 327, 97, 326, 129, 358, 64, 294)
NOSE_WING: Final = {"Left": (327, 294, 358), "Right": (98, 64, 129)}

JAW_FOLLOWS: Final[dict[int, float]] = {
    # The contour: the chin turns with the jaw, the skin before the ear does not.
    **dict.fromkeys((152, 148, 377, 176, 400), 1.0),
    **dict.fromkeys((149, 378), 0.97),
    **dict.fromkeys((150, 379), 0.9),
    **dict.fromkeys((136, 365), 0.8),
    **dict.fromkeys((172, 397), 0.6),
    **dict.fromkeys((58, 288), 0.33),
    **dict.fromkeys((132, 361), 0.1),
    **dict.fromkeys((93, 323), 0.0),
    # The pad of the chin, then outwards to where the cheek begins.
    **dict.fromkeys((175, 199, 200, 18, 83, 313, 201, 421, 208, 428, 171, 396), 1.0),
    **dict.fromkeys((32, 262, 140, 369), 0.97),
    **dict.fromkeys((194, 418), 0.95),
    **dict.fromkeys((211, 431), 0.92),
    **dict.fromkeys((204, 424), 0.85),
}
"""Share of the jaw's motion that each landmark takes part in."""

BROWS: Final = {
    "Left": (300, 293, 334, 296, 336, 276, 283, 282, 295, 285),
    "Right": (70, 63, 105, 66, 107, 46, 53, 52, 65, 55),
}
BROW_INNER: Final = {"Left": (336, 296, 285, 295, 334, 282), "Right": (107, 66, 55, 65, 105, 52)}
BROW_OUTER: Final = {"Left": (300, 293, 276, 283), "Right": (70, 63, 46, 53)}

EYE_RIMS: Final = (
    *(33, 246, 161, 160, 159, 158, 157, 173, 133, 7, 163, 144, 145, 153, 154, 155),
    *(263, 466, 388, 387, 386, 385, 384, 398, 362, 249, 390, 373, 374, 380, 381, 382),
)
FOREHEAD_AND_MIDFACE: Final = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 234, 127, 162, 21, 54, 103, 67, 109),
    *(6, 197, 195, 5, 4, 1, 61, 291, 0, 50, 280, 101, 330),
)
"""Held while brows and lids move."""

CHEEK_SMILE: Final = {"Left": (280, 425, 266, 411), "Right": (50, 205, 36, 187)}
"""Cheekbone, cheek beside the mouth, cheek beside the nose, cheek towards the jaw: what a smile bunches up."""

CHEEK_UNDER_EYE: Final = {"Left": (280, 330, 347, 346), "Right": (50, 101, 118, 117)}
CHEEK_FULL: Final = {"Left": (425, 411, 280, 427), "Right": (205, 187, 50, 207)}
