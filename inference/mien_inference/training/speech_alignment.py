"""Times of the phones of a known sentence, by the encoder's own posteriors.

Viterbi's path (1967) through the phones in order, with pauses where words meet; for languages that have no aligner.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.speech.phones import PHONE_INDEX, SILENCE
from mien_inference.training.phone_alignment import PhoneSegment

__all__ = ["align_phones"]

_ROW_S: Final = 0.01
_FLOOR: Final = 1e-4
"""Posterior that a phone keeps where the encoder does not hear it: people do not speak as dictionaries have it."""


def align_phones(posteriors: NDArray[np.float32], phones: tuple[str, ...], *, least_score: float) -> list[PhoneSegment]:
    """Aligns phones with the sound that they were heard in.

    Args:
        posteriors: Of the whole recording, shape (rows, 39).
        phones: What was said, pauses as `sil`; a pause may be skipped, and may stand at either end.
        least_score: Mean posterior along the path below which the recording is taken to say something else.

    Returns:
        Segments without gaps, or none if the recording says something else.
    """
    states = [PHONE_INDEX[phone] for phone in ("sil", *phones, "sil")]
    emission = np.log(np.maximum(posteriors[:, states], _FLOOR))
    rows, count = emission.shape
    if rows < count:
        return []
    skips = np.zeros(count, np.int64)
    skips[2:] = np.array([state == SILENCE[0] for state in states[1:-1]])
    score = np.full(count, -np.inf)
    score[:2] = emission[0, :2]
    came = np.zeros((rows, count), np.int8)
    for row in range(1, rows):
        stay, step, leap = score, np.r_[-np.inf, score[:-1]], np.r_[[-np.inf] * 2, score[:-2]]
        options = np.stack([stay, step, np.where(skips > 0, leap, -np.inf)])
        came[row] = options.argmax(0)
        score = options.max(0) + emission[row]
    return _segments(posteriors, states, came, int(score[-2:].argmax()) + count - 2, least_score)


def _segments(
    posteriors: NDArray[np.float32], states: list[int], came: NDArray[np.int8], last: int, least_score: float
) -> list[PhoneSegment]:
    path = np.empty(len(came), np.int64)
    state = last
    for row in range(len(came) - 1, -1, -1):
        path[row] = state
        state -= int(came[row, state])
    if float(posteriors[np.arange(len(path)), np.array(states)[path]].mean()) < least_score:
        return []
    edges = np.flatnonzero(np.diff(path, prepend=-1))
    names = list(PHONE_INDEX)
    return [
        PhoneSegment((names[states[path[start]]],), start * _ROW_S, end * _ROW_S, "")
        for start, end in zip(edges, [*edges[1:], len(path)], strict=True)
    ]
