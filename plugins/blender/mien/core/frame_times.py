# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion at a scene's frames, whatever their rate."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.motion import Motion
from mien_protocol.quaternion import slerp
from mien_protocol.resampling import MAX_RATE_HZ, MIN_RATE_HZ

__all__ = ["FrameSampler", "motion_rate_hz"]

_WHOLE: Final = 1e-6
"""A frame this near to one of the motion's, in frames, is that one: Blender keeps rates in single precision."""


def motion_rate_hz(fps: float) -> int:
    """At which rate motion is asked for, so that as many frames as possible need no interpolation.

    Args:
        fps: Frames a second of the scene, `fps / fps_base`.

    Returns:
        For whole rates their smallest multiple that is offered, 24..120; for others, and above, the highest.
    """
    rate = round(fps)
    if abs(fps - rate) > _WHOLE * fps or not 1 <= rate <= MAX_RATE_HZ:
        return MAX_RATE_HZ
    return rate * math.ceil(MIN_RATE_HZ / rate)


class FrameSampler:
    """A stream from motion at a constant rate to motion at a scene's frames, the first of which is at media time 0.

    Expression, translation and gaze are interpolated linearly, the head along great circles; the last frame holds
    until the end of the sound. Latents are left out.
    """

    def __init__(self, rate_hz: int, fps: float) -> None:
        """Samples motion of `rate_hz` frames a second at `fps`.

        Raises:
            ValueError: If a rate is not positive.
        """
        if rate_hz <= 0 or fps <= 0.0:
            raise ValueError(f"rates must be positive, got {rate_hz} and {fps}")
        self._step = rate_hz / fps
        self._fps = fps
        self._kept = Motion.empty(0)
        self._first_kept = 0
        self._made = 0

    def push(self, motion: Motion) -> Motion:
        """Takes the next frames of motion; returns the scene's frames that they make certain."""
        self._kept = _joined(self._kept, motion)
        last = self._first_kept + len(self._kept) - 1
        ready = math.floor((last + _WHOLE) / self._step) + 1 if last >= 0 else 0
        made = self._make(ready)
        forgotten = min(math.floor(self._made * self._step), last) - self._first_kept
        if forgotten > 0:
            self._kept = self._kept[forgotten:]
            self._first_kept += forgotten
        return made

    def flush(self) -> Motion:
        """The scene's frames that are left until the end of the sound."""
        received = self._first_kept + len(self._kept)
        return self._make(math.ceil(received / self._step - _WHOLE))

    def _make(self, end: int) -> Motion:
        if end <= self._made or not len(self._kept):
            return Motion.empty(0)
        number = np.arange(self._made, end)
        self._made = end
        place = np.minimum(number * self._step - self._first_kept, len(self._kept) - 1)
        lower = np.floor(place + _WHOLE).astype(np.int64)
        share = np.maximum(place - lower, 0.0)
        share[share < _WHOLE] = 0.0
        upper = np.minimum(lower + (share > 0.0), len(self._kept) - 1)
        time_ns = np.round(number / self._fps * 1e9).astype(np.int64)
        return _between(self._kept, lower, upper, share, time_ns)


def _joined(kept: Motion, motion: Motion) -> Motion:
    """Both, without latents."""
    bare = Motion(
        motion.time_ns,
        np.zeros((len(motion), 0), np.float16),
        motion.expression,
        motion.head_wxyz,
        motion.head_m,
        motion.gaze_rad,
    )
    return Motion.concatenate([kept, bare])


def _between(
    motion: Motion,
    lower: NDArray[np.int64],
    upper: NDArray[np.int64],
    share: NDArray[np.float64],
    time_ns: NDArray[np.int64],
) -> Motion:
    def mix(values: NDArray[np.float32]) -> NDArray[np.float32]:
        part = share[:, None]
        return ((1.0 - part) * values[lower] + part * values[upper]).astype(np.float32)

    return Motion(
        time_ns,
        np.zeros((len(lower), 0), np.float16),
        mix(motion.expression),
        slerp(motion.head_wxyz[lower], motion.head_wxyz[upper], share),
        mix(motion.head_m),
        mix(motion.gaze_rad),
    )
