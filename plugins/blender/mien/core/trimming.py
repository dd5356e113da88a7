# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of a recording."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import MienError

from .recording import Recording

__all__ = ["trimmed"]


def trimmed(recording: Recording, start_s: float, end_s: float | None) -> Recording:
    """Sound of a recording from one time to another.

    Args:
        recording: The whole.
        start_s: Where it begins, seconds.
        end_s: Where it ends; None for the recording's end.

    Raises:
        MienError: If there is no sound between them.
    """
    first = max(round(start_s * recording.rate_hz), 0)
    last = recording.samples if end_s is None else min(round(end_s * recording.rate_hz), recording.samples)
    if first >= last:
        raise MienError(f"{recording.path.name} has no sound from {start_s:.2f} s on; choose another part of it")
    if (first, last) == (0, recording.samples):
        return recording
    return Recording(recording.path, recording.rate_hz, last - first, lambda: _cut(recording, first, last))


def _cut(recording: Recording, first: int, last: int) -> Iterator[NDArray[np.int16]]:
    at = 0
    for piece in recording.pieces():
        part = piece[max(first - at, 0) : max(last - at, 0)]
        at += len(piece)
        if len(part):
            yield part
        if at >= last:
            return
