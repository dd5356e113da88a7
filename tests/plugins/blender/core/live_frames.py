"""Frames of a live session, as they come."""

import numpy as np

from mien.core.live_outbox import Arrived
from mien_protocol.client import StreamedFrame
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.quaternion import from_rotation_vector

STEP_NS = 16_666_667
MS = 1_000_000


def frame(number, epoch=0, flags=0, time_ns=None):
    """A frame whose values tell its time: coefficients a hundredth of its number, yaw a thousandth."""
    return StreamedFrame(
        number * STEP_NS if time_ns is None else time_ns,
        np.full(52, number / 100, np.float32),
        from_rotation_vector(np.array([0.0, number / 1000, 0.0])),
        np.full(3, number / 1000, np.float32),
        np.full(2, number / 500, np.float32),
        epoch,
        number,
        0,
        FrameFlag(flags),
    )


def arrived(number, at_ns, session=1, **options):
    return Arrived(frame(number, **options), at_ns, session)
