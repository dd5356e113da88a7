# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech: the phrases of a recording, between its pauses."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["PhraseFinder"]

_BLOCK_S: Final = 0.02
_BELOW_LOUD_DB: Final = 30.0
"""Speech is at most this much below its own louder parts."""
_LOUD_SHARE: Final = 0.95
_PAUSE_S: Final = 0.35
"""A shorter gap is within a phrase: closures of consonants last up to 0.2 s."""
_SHORTEST_S: Final = 0.1
_SILENCE: Final = 32.0
"""Level of 16 bit (-60 dB) below which nothing is speech, however quiet the whole."""


class PhraseFinder:
    """Listens to a recording on its way to somewhere else."""

    def __init__(self, rate_hz: int) -> None:
        """Listens to sound of `rate_hz` samples a second."""
        self._block = max(round(_BLOCK_S * rate_hz), 1)
        self._block_s = self._block / rate_hz
        self._rest = np.zeros(0, np.int16)
        self._levels: list[NDArray[np.float32]] = []

    def listen(self, pieces: Iterator[NDArray[np.int16]]) -> Iterator[NDArray[np.int16]]:
        """Hands the pieces on as they are."""
        for piece in pieces:
            self._push(piece)
            yield piece

    def phrases(self) -> list[tuple[float, float]]:
        """Beginning and end of each phrase so far, seconds."""
        level = np.concatenate([np.zeros(0, np.float32), *self._levels])
        if not len(level):
            return []
        threshold = max(float(np.quantile(level, _LOUD_SHARE)) * 10 ** (-_BELOW_LOUD_DB / 20), _SILENCE)
        spoken = np.flatnonzero(level > threshold)
        if not len(spoken):
            return []
        breaks = np.flatnonzero(np.diff(spoken) * self._block_s > _PAUSE_S)
        starts = spoken[np.concatenate([[0], breaks + 1])] * self._block_s
        ends = (spoken[np.concatenate([breaks, [len(spoken) - 1]])] + 1) * self._block_s
        return [(float(a), float(b)) for a, b in zip(starts, ends, strict=True) if b - a >= _SHORTEST_S]

    def _push(self, piece: NDArray[np.int16]) -> None:
        sound = np.concatenate([self._rest, piece])
        whole = len(sound) // self._block * self._block
        blocks = sound[:whole].reshape(-1, self._block).astype(np.float32)
        self._rest = sound[whole:]
        self._levels.append(np.sqrt(np.mean(blocks * blocks, axis=1)))
