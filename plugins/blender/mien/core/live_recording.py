# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of a live session that is recorded: from the moment that was seen at one press of a button to the next."""

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.client import StreamedFrame
from mien_protocol.motion import Motion, MotionFrame
from mien_protocol.quaternion import slerp

__all__ = ["LiveRecording", "sampled"]

_NEAR: Final = 1e-6
"""A frame this near to a whole one, in frames, is that one: Blender keeps rates in single precision."""


class LiveRecording:
    """Frames of a session, on their way to frames of the scene.

    The scene's time runs along with media time, so that a frame which came late is where it belongs.
    """

    def __init__(self, lately: Iterable[StreamedFrame], begin_ns: int, frame: float, fps: float) -> None:
        """Begins to record.

        Args:
            lately: Frames that had come before, of which the newest may not have been shown yet.
            begin_ns: Media time of the face that was seen at the beginning.
            frame: The scene's frame at the beginning.
            fps: Frames a second of the scene.
        """
        self._frames = list(lately)
        self._begin_ns = begin_ns
        self._first = frame
        self._fps = fps
        self._later_ns = 0
        self._is_cut = False

    def take(self, frame: StreamedFrame) -> None:
        """Takes a frame that has come; one of a newer epoch or session puts out what it cuts off."""
        if self._later_ns:
            frame = replace(frame, time_ns=frame.time_ns + self._later_ns)
        if self._frames and (self._is_cut or frame.epoch > self._frames[-1].epoch):
            self._frames = [one for one in self._frames if one.time_ns < frame.time_ns]
        self._is_cut = False
        self._frames.append(frame)

    def go_on(self, former_ns: int, present_ns: int) -> None:
        """Goes on with another session, whose media time begins anew.

        Args:
            former_ns: Media time of the former session that would be seen now.
            present_ns: Media time of the present one that is seen now.
        """
        self._later_ns += former_ns - present_ns
        self._is_cut = True

    def frame_at(self, media_ns: int) -> float:
        """The scene's frame at a media time of the present session."""
        return self._first + (media_ns + self._later_ns - self._begin_ns) / 1e9 * self._fps

    def motion(self, end_ns: int) -> tuple[int, Motion]:
        """Recording up to the moment when the face of a media time was seen.

        Returns:
            The scene's first whole frame, and motion at it and those after it; none if there was no time for one.
        """
        first = math.ceil(self._first - _NEAR)
        last = math.floor(self.frame_at(end_ns) + _NEAR)
        numbers = np.arange(first, last + 1, dtype=np.float64)
        time_ns = self._begin_ns + np.round((numbers - self._first) / self._fps * 1e9).astype(np.int64)
        if not self._frames or not len(time_ns):
            return first, Motion.empty(0)
        return first, sampled(self._frames, time_ns)


def sampled(frames: list[MotionFrame] | list[StreamedFrame], time_ns: NDArray[np.int64]) -> Motion:
    """Motion between frames: linear, the head along great circles; before the first and after the last it holds.

    Args:
        frames: At least one; media times may repeat, but do not go back.
        time_ns: Media times, shape (samples,).
    """
    times = np.array([frame.time_ns for frame in frames], np.int64)
    upper = np.clip(np.searchsorted(times, time_ns), 0, len(times) - 1)
    lower = np.maximum(upper - 1, 0)
    span = np.maximum(times[upper] - times[lower], 1)
    share = np.clip((time_ns - times[lower]) / span, 0.0, 1.0)

    def mix(name: str) -> NDArray[np.float32]:
        values = np.stack([getattr(frame, name) for frame in frames])
        mixed = (1.0 - share[:, None]) * values[lower] + share[:, None] * values[upper]
        return np.asarray(mixed, np.float32)

    wxyz = np.stack([frame.head_wxyz for frame in frames])
    return Motion(
        time_ns,
        np.zeros((len(time_ns), 0), np.float16),
        mix("expression"),
        slerp(wxyz[lower], wxyz[upper], share),
        mix("head_m"),
        mix("gaze_rad"),
    )
