"""Stated targets of phones for the lips, from which fitting starts, and contrasts that it shall reach.

Targets and dominance are judged after Cohen & Massaro 1993 (dominance), Edwards, Landreth, Fiume & Singh 2016 (JALI:
jaw and lips apart), the International Phonetic Association's descriptions, and the contrasts below. Units are those
of `latent.LIPS`: face widths for aperture and width, coefficients for the rest.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion.lip_model import LIP_CHANNELS
from mien_inference.speech.phones import PHONES

__all__ = ["CONTRASTS", "CONTRAST_CHANNELS", "TRACKED_SHUT", "stated_dominance", "stated_targets"]

Array = NDArray[np.float64]

_TARGETS: Final[dict[str, tuple[float, ...]]] = {
    # phones: aperture, width, rounding, flare, upper, lower, jaw; dominance of the opening and of the shape
    "sil": (0.035, 0.004, 0.0, 0.02, 0.08, 0.05, 0.08, 0.5, 0.2),
    "p b m": (0.0, -0.010, 0.05, 0.01, 0.0, 0.0, 0.10, 4.0, 0.3),
    "f v": (0.012, -0.004, 0.04, 0.0, 0.15, 0.0, 0.06, 3.0, 0.4),
    "th dh": (0.035, 0.004, 0.03, 0.02, 0.14, 0.16, 0.12, 0.9, 0.3),
    "t d n": (0.035, 0.004, 0.05, 0.03, 0.12, 0.16, 0.13, 0.55, 0.2),
    "l": (0.048, 0.0, 0.06, 0.03, 0.12, 0.20, 0.22, 0.5, 0.2),
    "s z": (0.045, 0.006, 0.03, 0.04, 0.14, 0.30, 0.07, 1.0, 0.4),
    "sh zh ch jh": (0.054, -0.029, 0.18, 0.20, 0.17, 0.25, 0.07, 1.2, 1.2),
    "k g ng x": (0.050, 0.0, 0.05, 0.02, 0.12, 0.15, 0.25, 0.3, 0.1),
    "h": (0.060, 0.0, 0.03, 0.02, 0.11, 0.20, 0.30, 0.2, 0.1),
    "r": (0.030, -0.025, 0.20, 0.10, 0.06, 0.10, 0.14, 0.8, 0.9),
    "er": (0.036, -0.020, 0.20, 0.08, 0.06, 0.10, 0.17, 0.9, 0.9),
    "y": (0.042, 0.012, 0.0, 0.0, 0.16, 0.20, 0.12, 0.7, 0.6),
    "w": (0.008, -0.055, 0.40, 0.06, 0.0, 0.0, 0.08, 2.0, 2.0),
    "iy": (0.060, 0.014, 0.0, 0.02, 0.19, 0.30, 0.12, 1.0, 1.0),
    "ih": (0.056, 0.009, 0.02, 0.03, 0.16, 0.25, 0.19, 0.8, 0.6),
    "e": (0.066, 0.014, 0.0, 0.02, 0.18, 0.28, 0.24, 1.0, 0.8),
    "eh": (0.080, 0.010, 0.02, 0.03, 0.16, 0.28, 0.34, 1.0, 0.7),
    "ae": (0.100, 0.012, 0.02, 0.03, 0.18, 0.34, 0.42, 1.2, 0.7),
    "ah": (0.075, 0.004, 0.04, 0.05, 0.13, 0.24, 0.33, 0.7, 0.4),
    "aa": (0.105, 0.006, 0.03, 0.08, 0.16, 0.30, 0.45, 1.2, 0.6),
    "ao": (0.055, -0.048, 0.28, 0.22, 0.03, 0.10, 0.28, 1.0, 1.3),
    "o": (0.042, -0.050, 0.33, 0.18, 0.02, 0.05, 0.20, 1.1, 1.5),
    "uh": (0.038, -0.030, 0.22, 0.10, 0.05, 0.10, 0.18, 0.9, 1.0),
    "uw": (0.013, -0.052, 0.36, 0.12, 0.01, 0.0, 0.09, 1.4, 1.8),
    "fr": (0.020, -0.050, 0.36, 0.14, 0.02, 0.02, 0.10, 1.3, 1.6),
}
_WEAK_JAW: Final = 0.25
"""Dominance of the jaw in p b m f v w: the lips do it, the jaw waits for the vowel."""

TRACKED_SHUT: Final = 0.010
"""Gap that MediaPipe sees between shut lips, face widths."""

CONTRAST_CHANNELS: Final = ("aperture", "width", "rounding", "flare", "upper", "jaw")

_TRACKED: Final[dict[str, tuple[float, ...]]] = {
    # Tracked means over classes of phones of expressive speakers: facts that were measured on films which are not ours
    # to learn from, in MediaPipe's units.
    "aa": (0.110, 0.342, 0.06, 0.035, 0.14, 0.26),
    "iy": (0.075, 0.341, 0.05, 0.025, 0.15, 0.12),
    "uw": (0.028, 0.289, 0.46, 0.039, 0.02, 0.09),
    "ao o": (0.055, 0.280, 0.47, 0.082, 0.02, 0.16),
    "sh zh ch jh": (0.069, 0.307, 0.12, 0.055, 0.12, 0.07),
    "s z": (0.060, 0.340, 0.05, 0.020, 0.11, 0.07),
    "f v": (0.033, 0.330, 0.12, 0.011, 0.05, 0.05),
    "p b m": (0.038, 0.321, 0.14, 0.018, 0.05, 0.09),
    # Stated, for want of a fact: r and er lie between uw and ih.
    "r er": (0.045, 0.318, 0.24, 0.035, 0.05, 0.12),
    # They part their lips in short pauses by 0.080; more than a third of that looks absent on a
    # face that then falls silent, and speakers of GRID shut them.
    "sil": (0.026, 0.340, 0.04, 0.015, 0.05, 0.06),
}


def _as_coefficients(row: tuple[float, ...]) -> tuple[float, ...]:
    """Coefficients that make MediaPipe read this.

    It sees a gap between shut lips, half the funnel and too little of the raised lip that is there, and more pucker
    than the width of the mouth bears out.
    """
    aperture, width, pucker, funnel, upper, jaw = row
    return aperture - TRACKED_SHUT, width - 0.340, 0.75 * pucker, 2.2 * funnel + 0.12 * pucker, 1.3 * upper, jaw


CONTRASTS: Final = {phones: _as_coefficients(row) for phones, row in _TRACKED.items()}
"""Means that the lips shall have over classes of phones, in the order of `CONTRAST_CHANNELS`."""


def _by_phone() -> Array:
    rows = {phone: row for phones, row in _TARGETS.items() for phone in phones.split()}
    return np.array([rows[phone] for phone in PHONES])


def stated_targets() -> Array:
    """Shape (39, 7)."""
    return _by_phone()[:, : len(LIP_CHANNELS)]


def stated_dominance() -> Array:
    """Shape (39, 7)."""
    opening, shape = _by_phone()[:, -2:].T
    lips = 0.5 * opening + 0.25
    jaw = np.where(np.isin(PHONES, ["p", "b", "m", "f", "v", "w"]), _WEAK_JAW, lips)
    return np.stack([opening, shape, shape, shape, lips, lips, jaw], axis=1)
