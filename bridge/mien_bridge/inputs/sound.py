"""Sound as every input gives it: mono, 16 bit, 48 kHz, in pieces of 20 ms."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_bridge.media.samples import Resampler

__all__ = ["PIECE", "PIECE_NS", "RATE_HZ", "SILENCE", "Converter", "Cutter", "Samples", "cut", "to_int16"]

RATE_HZ: Final = 48_000
PIECE: Final = RATE_HZ // 50
PIECE_NS: Final = 20_000_000

Samples = NDArray[np.int16]
"""Mono PCM, shape (samples,)."""

SILENCE: Final[Samples] = np.zeros(PIECE, np.int16)
SILENCE.flags.writeable = False


class Converter:
    """Makes a stream of sound of any rate one of 48 kHz mono."""

    def __init__(self, rate_hz: int, channels: int = 1) -> None:
        """Takes interleaved sound at `rate_hz`."""
        self._rate_hz = rate_hz
        self._channels = channels
        self._is_ready = rate_hz == RATE_HZ and channels == 1
        self._resampler = Resampler(RATE_HZ, "mono")

    def push(self, pcm: Samples) -> Samples:
        """Takes sound, shape (frames * channels,); returns what is now certain."""
        if self._is_ready or not len(pcm):
            return pcm
        # The mean: a rule for stereo that keeps power would cut off what is loud on both sides.
        mono = pcm.reshape(-1, self._channels).mean(axis=1, dtype=np.float32) / 32_768.0
        return to_int16(self._resampler.push(mono[None], self._rate_hz, "mono")[0])

    def flush(self) -> Samples:
        """Returns what the converter still holds; the stream may go on afterwards."""
        return to_int16(self._resampler.flush()[0])


class Cutter:
    """Cuts a stream of sound into pieces."""

    def __init__(self) -> None:
        self._rest: Samples = SILENCE[:0]

    def push(self, samples: Samples) -> list[Samples]:
        """Takes sound of any length; returns the pieces that are whole."""
        joined = np.concatenate([self._rest, samples])
        whole = len(joined) // PIECE * PIECE
        self._rest = joined[whole:]
        return list(joined[:whole].reshape(-1, PIECE))

    def flush(self) -> list[Samples]:
        """The last piece, filled up with silence; none if nothing is left."""
        rest, self._rest = self._rest, SILENCE[:0]
        return [np.concatenate([rest, SILENCE[len(rest) :]])] if len(rest) else []


def cut(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """Blocks of sound as pieces, the last filled up with silence."""
    cutter = Cutter()
    for block in blocks:
        yield from cutter.push(block)
    yield from cutter.flush()


def to_int16(samples: NDArray[np.float32]) -> Samples:
    """Samples of -1..1 as 16 bit; what is louder is cut off."""
    return np.asarray(np.clip(np.round(samples * 32_768.0), -32_768, 32_767), np.int16)
