"""Sound of any length in pieces, the last of which is marked."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import MienError

__all__ = ["Pcm", "SoundSource"]

Pcm = NDArray[np.int16] | Iterable[NDArray[np.int16]]
"""Mono sound, int16: an array of shape (samples,), or such arrays one after the other."""


class SoundSource:
    """Source of sound, read as credit allows; holds one piece back to know the last.

    Attributes:
        total: How many samples there are in all, where that is known.
        is_empty: True if everything was taken.
    """

    def __init__(self, pcm: Pcm, total: int | None) -> None:
        """Reads from `pcm`; `total` is its number of samples, if it comes in pieces.

        Raises:
            MienError: If it is no such sound.
        """
        pieces: Iterable[NDArray[np.int16]] = [pcm] if isinstance(pcm, np.ndarray) else pcm
        self.total = len(pcm) if isinstance(pcm, np.ndarray) else total
        self.is_empty = False
        self._pieces: Iterator[NDArray[np.int16]] = iter(pieces)
        self._piece = self._next()

    def take(self, most: int) -> NDArray[np.int16]:
        """The next piece, of at most `most` samples; empty only if there is no sound at all.

        Raises:
            MienError: If what follows is no such sound; and whatever goes wrong where it comes from.
        """
        if self._piece is None:
            self.is_empty = True
            return np.zeros(0, np.int16)
        taken, self._piece = self._piece[:most], self._piece[most:]
        if not len(self._piece):
            self._piece = self._next()
        self.is_empty = self._piece is None
        return taken

    def _next(self) -> NDArray[np.int16] | None:
        """The next piece that is not empty."""
        for piece in self._pieces:
            if not isinstance(piece, np.ndarray) or piece.ndim != 1 or piece.dtype != np.int16:
                raise _unusable(piece)
            if len(piece):
                return piece
        return None


def _unusable(piece: object) -> MienError:
    got = f"{piece.dtype} of shape {piece.shape}" if isinstance(piece, np.ndarray) else type(piece).__name__
    return MienError(f"sound: expected int16 of shape (samples,), got {got}; mix to mono, and scale -1..1 by 32767")
