# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording as the daemon takes it: mono, 16 bit, in pieces."""

import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import MienError

__all__ = ["MAX_RATE_HZ", "MIN_RATE_HZ", "Recording", "open_wav", "to_pcm"]

MIN_RATE_HZ: Final = 8_000
MAX_RATE_HZ: Final = 48_000
"""Sample rates that the daemon takes (protocol/README.md); it resamples by itself."""

_PIECE: Final = 65_536

_WIDTHS: Final = {1: "u1", 2: "<i2", 4: "<i4"}


@dataclass(frozen=True, slots=True)
class Recording:
    """Sound of a file.

    Attributes:
        path: The file.
        rate_hz: Samples a second, 8000..48000.
        samples: How many there are.
        pieces: Begins to read: int16, mono, one piece after the other.
    """

    path: Path
    rate_hz: int
    samples: int
    pieces: Callable[[], Iterator[NDArray[np.int16]]]

    @property
    def duration_s(self) -> float:
        """Its length in seconds."""
        return self.samples / self.rate_hz


def open_wav(path: Path) -> Recording | None:
    """A recording in PCM, which is read piece by piece, however long; None for files that need another reader.

    Raises:
        MienError: If the file cannot be read at all.
    """
    try:
        with wave.open(str(path), "rb") as file:
            rate_hz, samples = file.getframerate(), file.getnframes()
    except (wave.Error, EOFError):
        return None
    except OSError as error:
        raise MienError(f"cannot read {path}: {(error.strerror or str(error)).lower()}") from error
    if not MIN_RATE_HZ <= rate_hz <= MAX_RATE_HZ:
        return None
    return Recording(path, rate_hz, samples, lambda: _read(path))


def to_pcm(sound: NDArray[np.floating]) -> NDArray[np.int16]:
    """Samples of -1..1, shape (samples,), as 16 bit."""
    return np.asarray(np.clip(np.rint(sound * 32_768.0), -32_768, 32_767), np.int16)


def _read(path: Path) -> Iterator[NDArray[np.int16]]:
    with wave.open(str(path), "rb") as file:
        width, channels = file.getsampwidth(), file.getnchannels()
        while piece := file.readframes(_PIECE):
            whole = len(piece) // (width * channels) * width * channels
            if whole:
                yield to_pcm(_decoded(piece[:whole], width).reshape(-1, channels).mean(axis=1))


def _decoded(piece: bytes, width: int) -> NDArray[np.float64]:
    """Samples of -1..1."""
    if width == 3:
        # Each sample becomes the upper three bytes of four.
        wide = np.zeros((len(piece) // 3, 4), np.uint8)
        wide[:, 1:] = np.frombuffer(piece, np.uint8).reshape(-1, 3)
        return wide.view("<i4")[:, 0] / 2.0**31
    values = np.frombuffer(piece, _WIDTHS[width]).astype(np.float64)
    # Of one byte, samples have no sign.
    return (values - 128.0) / 128.0 if width == 1 else values / 2.0 ** (8 * width - 1)
