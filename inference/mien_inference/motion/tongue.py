"""The tongue: where its tip is for each sound, which a mouth that is open shows."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.speech.phones import PHONES

__all__ = ["tongue_of"]

_TARGETS: Final[dict[str, tuple[float, float, float, float]]] = {
    # phones: lift of the tip, its advance towards the teeth, how far it is out, and how much the sound insists on it.
    # Places of articulation (International Phonetic Association, 1999), as a mouth seen from in front shows them.
    "t d n": (1.0, 0.75, 0.0, 2.0),
    "l": (1.0, 0.85, 0.05, 2.0),
    "th dh": (0.45, 1.0, 0.22, 2.5),
    "s z": (0.75, 0.70, 0.0, 1.5),
    "sh zh ch jh": (0.65, 0.35, 0.0, 1.5),
    "y iy": (0.40, 0.55, 0.0, 1.0),
    "ih e": (0.30, 0.45, 0.0, 0.8),
    "eh ae": (0.18, 0.35, 0.0, 0.8),
    "r er": (0.50, 0.10, 0.0, 1.0),
    "ah h": (0.10, 0.15, 0.0, 0.5),
    "k g ng x": (0.0, 0.0, 0.0, 1.0),
    "aa ao o uh uw fr w": (0.05, 0.0, 0.0, 0.8),
    "p b m f v": (0.0, 0.0, 0.0, 0.1),
    "sil": (0.0, 0.0, 0.0, 0.5),
}


def _rows() -> NDArray[np.float32]:
    by_phone = {phone: row for phones, row in _TARGETS.items() for phone in phones.split()}
    return np.array([by_phone[phone] for phone in PHONES], np.float32)


_ROWS: Final = _rows()
_OUT_BELIEVED: Final = 0.5
"""A tongue between the teeth that should not be there looks silly: it comes out for what is rather sure."""


def tongue_of(phones: NDArray[np.float32]) -> tuple[float, float, float]:
    """Lift, advance and length out of the mouth, 0..1.

    Args:
        phones: Probability of each phone about now, shape (39,).
    """
    insistence = phones * _ROWS[:, 3]
    lift, advance, out = (insistence @ _ROWS[:, :3]) / insistence.sum()
    sure = max(float(phones[_ROWS[:, 2] > 0.0].sum()) - _OUT_BELIEVED, 0.0) / (1.0 - _OUT_BELIEVED)
    return float(lift), float(advance), float(out) * sure
