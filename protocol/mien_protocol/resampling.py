"""Motion at another frame rate, as a stream whose output times never drift."""

from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mien_protocol.motion import Motion
from mien_protocol.quaternion import slerp

__all__ = [
    "MAX_RATE_HZ",
    "MIN_FILE_RATE_HZ",
    "MIN_RATE_HZ",
    "FrameRate",
    "MotionResampler",
    "check_rate",
    "frame_time_ns",
]

FrameRate: TypeAlias = int | Fraction
"""Frames a second, exact: 30, or 30000/1001 for what is called 29.97."""

MIN_RATE_HZ = 24
MAX_RATE_HZ = 120
"""Rates of a stream: from film to the fastest displays."""

MIN_FILE_RATE_HZ = 1
"""Rates of a file, which may be slower: a time lapse, an animated picture."""

_NS_PER_S = 1_000_000_000


def check_rate(rate_hz: FrameRate) -> FrameRate:
    """Returns `rate_hz` if motion can be made at it.

    Raises:
        ValueError: If the rate is outside 1..120 frames a second.
    """
    if not MIN_FILE_RATE_HZ <= rate_hz <= MAX_RATE_HZ:
        raise ValueError(f"the frame rate must be {MIN_FILE_RATE_HZ} to {MAX_RATE_HZ} frames a second, got {rate_hz}")
    return rate_hz


def frame_time_ns(index: NDArray[np.int64], rate_hz: FrameRate) -> NDArray[np.int64]:
    """Media time of frame `index` at `rate_hz`, nanoseconds rounded down; exact however long the stream."""
    frames, seconds = rate_hz.numerator, rate_hz.denominator
    whole, rest = np.divmod(np.asarray(index, np.int64) * seconds, frames)
    return np.asarray(whole * _NS_PER_S + rest * _NS_PER_S // frames, np.int64)


class MotionResampler:
    """A stream from motion at one constant rate to motion at another.

    Expression, latent, translation and gaze are interpolated linearly, the head's rotation along the great
    circle. Which source frames make an output frame follows from integers alone, so the result is the same bits
    however the input was cut. Between the last source frame and the end of the media the last frame holds.

    Frames are sampled, not averaged: what lasts shorter than an output frame may fall between two. Decoding is not
    linear, so an interpolated latent decodes to nearly, not exactly, the interpolated expression.
    """

    def __init__(self, source_rate_hz: FrameRate, target_rate_hz: FrameRate) -> None:
        """Resamples from `source_rate_hz` to `target_rate_hz`, both positive frames a second.

        Raises:
            ValueError: If a rate is not positive.
        """
        if source_rate_hz <= 0 or target_rate_hz <= 0:
            raise ValueError(f"rates must be positive, got {source_rate_hz} and {target_rate_hz}")
        self._target_rate_hz = target_rate_hz
        step = Fraction(source_rate_hz) / Fraction(target_rate_hz)
        # Frame j of the output lies at j x source / target in frames of the input.
        self._source, self._target = step.numerator, step.denominator
        self._begin()

    def _begin(self) -> None:
        self._kept: Motion | None = None
        self._first_kept = 0
        self._made = 0

    def push(self, motion: Motion) -> Motion:
        """Takes the next source frames; returns the output frames that are now certain.

        Frames are counted, not timed: frame `k` of the stream is taken to be at `k / source_rate_hz`.
        """
        self._kept = motion if self._kept is None else Motion.concatenate([self._kept, motion])
        received = self._first_kept + len(self._kept)
        # Frame j needs source frames up to ceil(j S / T): all j with that below `received` can be made.
        ready = (received - 1) * self._target // self._source + 1 if received else 0
        return self._make(ready)

    def flush(self) -> Motion:
        """Ends the stream: `n` source frames gave ceil(n x target / source) frames in all.

        The next push begins another.

        Raises:
            ValueError: If nothing was ever pushed, so that not even the latent's size is known.
        """
        if self._kept is None:
            raise ValueError("flush() before any push(): push an empty Motion to say the size of its latent")
        received = self._first_kept + len(self._kept)
        rest = self._make(-(-received * self._target // self._source))
        self._begin()
        return rest

    def _make(self, end: int) -> Motion:
        """Output frames from the next one up to, not including, `end`."""
        assert self._kept is not None
        if end <= self._made:
            return self._kept[:0]
        index = np.arange(self._made, end, dtype=np.int64)
        lower, rest = np.divmod(index * self._source, self._target)
        lower -= self._first_kept
        # A frame that falls on a source frame must not read the next one: it may not have come yet.
        upper = np.minimum(lower + (rest > 0), len(self._kept) - 1)
        made = _between(self._kept, lower, upper, rest / self._target, frame_time_ns(index, self._target_rate_hz))
        self._made = end
        self._forget()
        return made

    def _forget(self) -> None:
        assert self._kept is not None
        unneeded = min(self._made * self._source // self._target - self._first_kept, len(self._kept))
        self._kept = self._kept[unneeded:]
        self._first_kept += unneeded


def _between(
    motion: Motion,
    lower: NDArray[np.int64],
    upper: NDArray[np.int64],
    fraction: NDArray[np.float64],
    time_ns: NDArray[np.int64],
) -> Motion:
    def mix(values: NDArray[np.floating]) -> NDArray[np.float64]:
        # In double precision the two weights sum to one so closely that 0..1 stays within 0..1 in single.
        t = fraction[:, None]
        return (1.0 - t) * values[lower].astype(np.float64) + t * values[upper].astype(np.float64)

    return Motion(
        time_ns=time_ns,
        latent=mix(motion.latent).astype(np.float16),
        expression=mix(motion.expression).astype(np.float32),
        head_wxyz=slerp(motion.head_wxyz[lower], motion.head_wxyz[upper], fraction),
        head_m=mix(motion.head_m).astype(np.float32),
        gaze_rad=mix(motion.gaze_rad).astype(np.float32),
        tongue=mix(motion.tongue).astype(np.float32),
    )
