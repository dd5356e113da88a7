"""The motion latent `mien-latent-2`: 46 numbers that are a moment of a face, by name.

Each number is a movement that a person makes: how far apart the lips are, how far round, where the brows are. Lengths
are in face widths (from cheekbone to cheekbone), so that they say the same of every face; everything else is a
strength, 0..1, unless said otherwise. `latent_decoder` makes a face of it, `latent_encoder` finds it for a face.
"""

from typing import Final

from mien_inference.motion.mood import MOODS

__all__ = [
    "APERTURE",
    "ASYMMETRY",
    "BITE",
    "BROW_DOWN",
    "BROW_INNER",
    "BROW_OUTER",
    "CHEEKS",
    "CHEEK_PUFF",
    "CORNERS",
    "FLARE",
    "GAZE",
    "HEAD_ROTATION",
    "HEAD_TRANSLATION",
    "JAW",
    "JAW_FORWARD",
    "JAW_SIDE",
    "LATENT_MODEL",
    "LATENT_SIZE",
    "LIDS",
    "LIPS",
    "LOWER",
    "MOOD",
    "MOUTH_SIDE",
    "ROUNDING",
    "SEAL",
    "SNEER",
    "SQUINT",
    "TONGUE",
    "UPPER",
    "WIDE",
    "WIDTH",
]

LATENT_MODEL: Final = "mien-latent-2"

APERTURE: Final = 0
"""Gap between the lips in the middle of the mouth; face widths, 0 or more."""
WIDTH: Final = 1
"""Change of the mouth's width by articulation; face widths, negative where it is narrower than at rest."""
ROUNDING: Final = 2
"""Lips pushed forwards round a small opening (OO)."""
FLARE: Final = 3
"""Lips turned outwards like a funnel (SH)."""
UPPER: Final = 4
"""Upper lip raised off the teeth."""
LOWER: Final = 5
"""Lower lip lowered off the teeth."""
JAW: Final = 6
"""The jaw's opening, whatever the lips do over it. The decoder opens it further where `APERTURE` needs that."""
LIPS: Final = slice(0, 7)
"""Part that articulation opens and shapes: zeros are the closed mouth, and scaling is articulating more or less."""
SEAL: Final = 7
"""Lip on lip, as in p b m."""
BITE: Final = 8
"""Lower lip on upper teeth, as in f v."""
ASYMMETRY: Final = 9
"""Surplus of the mouth's left half over its right: -1..1."""
TONGUE: Final = slice(10, 13)
"""Lift of the tip, its advance towards the teeth, and its hanging out of the mouth."""
CORNERS: Final = slice(13, 15)
"""Posture of the mouth's left and right corner, added to speech: smiling up to 1, frowning down to -1."""
BROW_INNER: Final = 15
BROW_OUTER: Final = slice(16, 18)
"""Left and right, as all pairs here."""
BROW_DOWN: Final = slice(18, 20)
SQUINT: Final = slice(20, 22)
WIDE: Final = slice(22, 24)
"""Upper lids raised."""
CHEEKS: Final = slice(24, 26)
"""Cheeks raised, as in a smile that is meant."""
SNEER: Final = slice(26, 28)
LIDS: Final = slice(28, 30)
"""0 open .. 1 closed."""
MOOD: Final = slice(30, 30 + len(MOODS))
JAW_SIDE: Final = 34
"""Jaw to the character's left, -1..1."""
JAW_FORWARD: Final = 35
MOUTH_SIDE: Final = 36
"""Mouth to the character's left, -1..1."""
CHEEK_PUFF: Final = 37
HEAD_ROTATION: Final = slice(38, 41)
"""Rotation vector, radians: pitch, yaw and roll for small angles."""
HEAD_TRANSLATION: Final = slice(41, 44)
"""Metres."""
GAZE: Final = slice(44, 46)
"""Yaw towards the character's left and pitch upwards, relative to the head, radians."""
LATENT_SIZE: Final = 46
