"""The interface of motion files."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mien_protocol.motion import Motion
from mien_protocol.resampling import FrameRate
from mien_protocol.rig import EXPRESSION_NAMES

__all__ = ["COLUMNS", "DECIMALS", "MotionInfo", "MotionWriter", "rows"]

COLUMNS: tuple[str, ...] = (
    "time_s",
    *EXPRESSION_NAMES,
    *("head_qw", "head_qx", "head_qy", "head_qz"),
    *("head_x", "head_y", "head_z"),
    *("gaze_yaw", "gaze_pitch"),
)
"""The columns of a table of motion: seconds, coefficients 0..1, unit quaternion, metres, radians."""

DECIMALS = 6
"""Of a number in a text file: a micrometre, a microradian, a microsecond; nothing finer means anything."""


@dataclass(frozen=True, slots=True)
class MotionInfo:
    """Facts that hold for a whole file of motion.

    Attributes:
        source: Name of the recording it was made from.
        rate_hz: Frames a second.
        seed: Seed of the performance; None if the sound chose it.
        latent_model: Identifier of the latent space.
    """

    source: str
    rate_hz: FrameRate
    seed: int | None
    latent_model: str


class MotionWriter(ABC):
    """One file of motion, written as the motion is made; the path is overwritten."""

    def __init__(self, path: Path, info: MotionInfo) -> None:
        """Begins the file at `path`."""
        self._path = path
        self._info = info

    @abstractmethod
    def write(self, motion: Motion) -> None:
        """Takes the next frames."""

    @abstractmethod
    def close(self) -> None:
        """Finishes the file."""

    @abstractmethod
    def abandon(self) -> None:
        """Closes the unfinished file; never raises."""


def rows(motion: Motion) -> NDArray[np.float64]:
    """Frames as rows of `COLUMNS`, shape (frames, 62)."""
    return np.column_stack(
        [motion.time_ns / 1e9, motion.expression, motion.head_wxyz, motion.head_m, motion.gaze_rad]
    ).astype(np.float64)
