"""Decoded samples of any format as float arrays, and at another rate."""

from collections.abc import Iterator
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

__all__ = ["Resampler", "not_numbers", "to_float"]

_UNREADABLE_PLANES = 8
"""From so many planes on, PyAV 18 counts one too many and reads memory that is not there."""


def to_float(frame: av.AudioFrame) -> NDArray[np.float32]:
    """The samples of a decoded frame, shape (channels, samples), -1..1.

    Values that are not numbers become silence: encoders refuse them and filters smear them.
    """
    if frame.format.is_planar and frame.layout.nb_channels >= _UNREADABLE_PLANES:
        frame = av.AudioResampler(frame.format.packed).resample(frame)[0]
    raw: NDArray[Any] = frame.to_ndarray()
    planes = raw if frame.format.is_planar else raw.reshape(-1, frame.layout.nb_channels).T
    if planes.dtype.kind == "f":
        finite = np.nan_to_num(planes, nan=0.0, posinf=0.0, neginf=0.0)
        return np.asarray(np.clip(finite, -1.0, 1.0), np.float32)
    if planes.dtype == np.uint8:
        return np.asarray((planes - 128.0) / 128.0, np.float32)
    return np.asarray(planes / -float(np.iinfo(planes.dtype).min), np.float32)


def not_numbers(frame: av.AudioFrame) -> int:
    """Counts the samples of a decoded frame that are NaN or infinite."""
    if not frame.format.name.startswith(("flt", "dbl")):
        return 0
    return int(np.count_nonzero(~np.isfinite(frame.to_ndarray())))


class Resampler:
    """A stream of samples to another rate and number of channels, aligned so that time zero stays time zero."""

    def __init__(self, rate_hz: int, layout: str) -> None:
        """Makes samples at `rate_hz` in the named layout, `mono` or `stereo`."""
        self._rate_hz = rate_hz
        self._layout = layout
        self._source: tuple[int, str] | None = None
        self._converter: av.AudioResampler | None = None

    def push(self, samples: NDArray[np.float32], rate_hz: int, layout: str) -> NDArray[np.float32]:
        """Takes samples, shape (channels, samples), of the named layout; returns what is now certain.

        Rate and layout may change between calls, as they do in broadcasts and in files that were joined.
        """
        parts = []
        if self._source != (rate_hz, layout):
            parts.append(self.flush())
            self._source = (rate_hz, layout)
            self._converter = av.AudioResampler("fltp", self._layout, self._rate_hz)
        # Interleaved, which works for any number of channels: see `_UNREADABLE_PLANES`.
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T).reshape(1, -1), "flt", layout)
        frame.sample_rate = rate_hz
        parts.append(self._joined(frame))
        return np.concatenate(parts, axis=1)

    def flush(self) -> NDArray[np.float32]:
        """Returns what the converter still holds; the stream may go on afterwards."""
        self._source = None
        return self._joined(None)

    def _joined(self, frame: av.AudioFrame | None) -> NDArray[np.float32]:
        return np.concatenate([_no_samples(self._layout), *self._converted(frame)], axis=1)

    def _converted(self, frame: av.AudioFrame | None) -> Iterator[NDArray[np.float32]]:
        if self._converter is not None:
            for converted in self._converter.resample(frame):
                yield np.asarray(converted.to_ndarray(), np.float32)
        if frame is None:
            self._converter = None


def _no_samples(layout: str) -> NDArray[np.float32]:
    return np.zeros((av.AudioLayout(layout).nb_channels, 0), np.float32)
