"""The output of one step of a session."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien_bridge.daemon.performance.audio_queue import UtteranceEnd
from mien_protocol.motion import Motion

__all__ = ["Echo", "FlaggedMotion", "Step"]


@dataclass(frozen=True, slots=True)
class FlaggedMotion:
    """Frames of motion of one epoch; `flags` has one entry a frame."""

    epoch: int
    motion: Motion
    flags: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Echo:
    """Audio that was just performed.

    Attributes:
        epoch: The epoch it belongs to.
        time_ns: Media time of the first sample.
        first: Its number among all samples pushed since the session began.
        samples: Shape (samples,).
    """

    epoch: int
    time_ns: int
    first: int
    samples: NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Step:
    """Result of `Session.advance`: frames, echo, and the utterances whose last frame has left."""

    frames: FlaggedMotion | None
    echo: Echo | None
    ended: list[UtteranceEnd]
