"""A recording sent in pieces, at the pace of speech."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_bridge.media.audio import SPEECH_RATE_HZ, AudioFile

__all__ = ["PIECE_NS", "PacedRecording", "read_speech"]

_PIECE: Final = SPEECH_RATE_HZ // 50
PIECE_NS: Final = _PIECE * 1_000_000_000 // SPEECH_RATE_HZ
"""Media time of one piece: 20 ms, as a microphone gives them."""

Samples = NDArray[np.int16]


class PacedRecording:
    """Sends a recording as if it were being said just now.

    Attributes:
        sent_ns: When each piece was sent, in this process's monotonic time.
    """

    def __init__(self, samples: Samples, send: Callable[[Samples], None]) -> None:
        """Begins to speak now.

        Args:
            samples: What to say, shape (samples,), mono, 16 kHz.
            send: Takes a piece of it.
        """
        self.sent_ns: list[int] = []
        self._samples = samples
        self._send = send
        self._begun_ns = time.monotonic_ns()

    @property
    def due_ns(self) -> int | None:
        """Time at which the next piece is due, its last sample said by then; None after the last."""
        if len(self.sent_ns) * _PIECE >= len(self._samples):
            return None
        return self._begun_ns + (len(self.sent_ns) + 1) * PIECE_NS

    def push(self) -> None:
        """Sends the next piece."""
        piece = self._samples[len(self.sent_ns) * _PIECE :][:_PIECE]
        self.sent_ns.append(time.monotonic_ns())
        self._send(piece)


def read_speech(path: Path) -> Samples:
    """A recording as it is pushed: shape (samples,), mono, 16 kHz.

    Raises:
        MienError: If it cannot be read as sound.
    """
    with AudioFile(path) as audio:
        speech = np.concatenate([block.speech for block in audio.blocks()])
    return np.asarray(np.clip(np.round(speech * 32_768.0), -32_768, 32_767), np.int16)
