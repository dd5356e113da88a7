# SPDX-License-Identifier: GPL-3.0-or-later
"""The motion of a live session: which face is to be shown now, and what came lately."""

from collections import deque
from typing import Final

import numpy as np

from mien_protocol.client import JitterBuffer, StreamedFrame
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.motion import Motion, MotionFrame

from .live_outbox import Arrived
from .stream_clock import StreamClock

__all__ = ["DELAY_MS", "LiveMotion", "one_frame"]

DELAY_MS: Final = 50.0
"""Delay of a frame: three frames' time at 60 a second (protocol/README.md, Time)."""

_LATELY: Final = 240
"""Frames that are remembered after they came, for recordings that begin at the moment which is seen."""


class LiveMotion:
    """Frames go in as they come, the face at any moment comes out.

    Attributes:
        session: Number of the session that is shown; 0 before the first frame.
        lately: Frames that came lately, the newest last.
        utterance_ns: Media time of the newest utterance's first frame; None before there was one.
    """

    def __init__(self) -> None:
        """No frame yet."""
        self.session = 0
        self.lately: deque[StreamedFrame] = deque(maxlen=_LATELY)
        self.utterance_ns: int | None = None
        self._restart()

    def take(self, arrived: list[Arrived]) -> None:
        """Takes what has come."""
        for each in arrived:
            if each.session != self.session:
                self.session = each.session
                self._restart()
            frame = each.frame
            self._clock.arrived(frame.time_ns, frame.epoch, each.at_ns)
            self._buffer.add(frame)
            if self.lately and frame.epoch > self.lately[-1].epoch:
                # What was cut off will not be seen.
                kept = [one for one in self.lately if one.time_ns < frame.time_ns]
                self.lately = deque(kept, maxlen=_LATELY)
            self.lately.append(frame)
            if frame.flags & FrameFlag.FIRST:
                self.utterance_ns = frame.time_ns

    def shown_ns(self, now_ns: int) -> int:
        """Media time of the face that is to be shown at a time of `time.monotonic_ns`."""
        return self._clock.media_ns(now_ns) - round(DELAY_MS * 1e6)

    def face(self, now_ns: int) -> MotionFrame | None:
        """The face that is to be shown; None before there is one."""
        return self._buffer.sample(self._clock.media_ns(now_ns))

    @property
    def dropped(self) -> int:
        """Frames that came too late to be shown."""
        return self._buffer.dropped

    def _restart(self) -> None:
        self._clock = StreamClock()
        self._buffer = JitterBuffer(DELAY_MS)
        self.lately.clear()
        self.utterance_ns = None


def one_frame(face: MotionFrame) -> Motion:
    """A stretch of motion of one frame."""
    return Motion(
        np.array([face.time_ns], np.int64),
        np.zeros((1, 0), np.float16),
        face.expression[None],
        face.head_wxyz[None],
        face.head_m[None],
        face.gaze_rad[None],
    )
