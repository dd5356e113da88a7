"""The instants of the motion that become pictures."""

import numpy as np

from mien_protocol.motion import Motion, MotionFrame
from mien_protocol.quaternion import slerp

__all__ = ["PictureTimes"]

_NS_PER_S = 1_000_000_000


class PictureTimes:
    """A stream from frames of motion to the frames to be drawn, at a rate of their own.

    A picture lies between two frames of motion: evenly spaced pictures move evenly, whatever the two rates are.
    """

    def __init__(self, rate_hz: int) -> None:
        """Draws `rate_hz` pictures a second."""
        self._rate_hz = rate_hz
        self._last: MotionFrame | None = None

    def restart(self) -> None:
        """Begins anew: the next frame is drawn as it is."""
        self._last = None

    def push(self, motion: Motion) -> list[MotionFrame]:
        """Takes more frames; returns those to be drawn."""
        drawn = []
        for index in range(len(motion)):
            frame = motion.frame(index)
            drawn += [frame] if self._last is None else self._between(self._last, frame)
            self._last = frame
        return drawn

    def _between(self, before: MotionFrame, after: MotionFrame) -> list[MotionFrame]:
        first = before.time_ns * self._rate_hz // _NS_PER_S + 1
        times = []
        while (time_ns := -(-first * _NS_PER_S // self._rate_hz)) <= after.time_ns:
            times.append(time_ns)
            first += 1
        return [_mixed(before, after, time_ns) for time_ns in times if time_ns > before.time_ns]


def _mixed(before: MotionFrame, after: MotionFrame, time_ns: int) -> MotionFrame:
    share = np.float32((time_ns - before.time_ns) / (after.time_ns - before.time_ns))
    return MotionFrame(
        time_ns=time_ns,
        expression=before.expression + share * (after.expression - before.expression),
        head_wxyz=slerp(before.head_wxyz, after.head_wxyz, np.asarray(share)),
        head_m=before.head_m + share * (after.head_m - before.head_m),
        gaze_rad=before.gaze_rad + share * (after.gaze_rad - before.gaze_rad),
        tongue=before.tongue + share * (after.tongue - before.tongue),
    )
