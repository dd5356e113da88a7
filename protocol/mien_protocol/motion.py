"""Motion of a face, frame by frame, on the clock of the session's audio."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mien_protocol.quaternion import identity
from mien_protocol.rig import EXPRESSION_COUNT

__all__ = ["Motion", "MotionFrame"]


def _tongue_at_rest() -> NDArray[np.float32]:
    return np.zeros(2, np.float32)


@dataclass(frozen=True, slots=True)
class MotionFrame:
    """One instant of a face.

    Attributes:
        time_ns: Media time, nanoseconds of the session's audio.
        expression: ARKit coefficients in the order of `EXPRESSION_NAMES`, shape (52,), 0..1.
        head_wxyz: Rotation from the neutral head, unit quaternion, shape (4,).
        head_m: Translation from the neutral head, metres, shape (3,).
        gaze_rad: Yaw towards the character's left and pitch upwards, relative to the head, shape (2,).
        tongue: Lift of the tongue's tip towards the ridge behind the upper teeth, and its advance towards the teeth,
            shape (2,), 0..1; zeros are a tongue at rest, which a frame off the wire always has. How far it hangs out
            of the mouth is `tongueOut` of the expression.
    """

    time_ns: int
    expression: NDArray[np.float32]
    head_wxyz: NDArray[np.float32]
    head_m: NDArray[np.float32]
    gaze_rad: NDArray[np.float32]
    tongue: NDArray[np.float32] = field(default_factory=_tongue_at_rest, kw_only=True)


@dataclass(frozen=True, slots=True)
class Motion:
    """Consecutive frames of a face, as arrays whose first axis is time.

    Attributes:
        time_ns: Media time of each frame, strictly increasing, int64, shape (frames,).
        latent: What the generator made and the decoder reads, float16, shape (frames, size).
        expression: ARKit coefficients in the order of `EXPRESSION_NAMES`, shape (frames, 52), 0..1.
        head_wxyz: Rotation from the neutral head, unit quaternions, shape (frames, 4).
        head_m: Translation from the neutral head, metres, shape (frames, 3).
        gaze_rad: Yaw towards the character's left and pitch upwards, relative to the head, shape (frames, 2).
        tongue: Lift and advance of the tongue's tip as of `MotionFrame`, shape (frames, 2), 0..1; at rest unless given.
            No payload carries it: motion off the wire has a tongue at rest.

    Raises:
        ValueError: If the arrays disagree in length or have other widths than stated.
    """

    time_ns: NDArray[np.int64]
    latent: NDArray[np.float16]
    expression: NDArray[np.float32]
    head_wxyz: NDArray[np.float32]
    head_m: NDArray[np.float32]
    gaze_rad: NDArray[np.float32]
    tongue: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 2), np.float32), kw_only=True)

    def __post_init__(self) -> None:
        frames = len(self.time_ns)
        if len(self.tongue) == 0:
            object.__setattr__(self, "tongue", np.zeros((frames, 2), np.float32))
        expected = {
            "latent": (frames, self.latent.shape[-1]),
            "expression": (frames, EXPRESSION_COUNT),
            "head_wxyz": (frames, 4),
            "head_m": (frames, 3),
            "gaze_rad": (frames, 2),
            "tongue": (frames, 2),
        }
        for name, shape in expected.items():
            got = getattr(self, name).shape
            if got != shape:
                raise ValueError(f"motion.{name} must have shape {shape} beside {frames} times, got {got}")

    def __len__(self) -> int:
        return len(self.time_ns)

    def __getitem__(self, frames: slice) -> "Motion":
        return Motion(
            self.time_ns[frames],
            self.latent[frames],
            self.expression[frames],
            self.head_wxyz[frames],
            self.head_m[frames],
            self.gaze_rad[frames],
            tongue=self.tongue[frames],
        )

    def frame(self, index: int) -> MotionFrame:
        """The frame at `index`; a view, not a copy."""
        return MotionFrame(
            int(self.time_ns[index]),
            self.expression[index],
            self.head_wxyz[index],
            self.head_m[index],
            self.gaze_rad[index],
            tongue=self.tongue[index],
        )

    @staticmethod
    def empty(latent_size: int) -> "Motion":
        """No frames at all."""
        return Motion(
            np.zeros(0, np.int64),
            np.zeros((0, latent_size), np.float16),
            np.zeros((0, EXPRESSION_COUNT), np.float32),
            identity(0),
            np.zeros((0, 3), np.float32),
            np.zeros((0, 2), np.float32),
        )

    @staticmethod
    def concatenate(parts: "list[Motion]") -> "Motion":
        """Joins consecutive parts.

        Raises:
            ValueError: If `parts` is empty.
        """
        return Motion(
            np.concatenate([part.time_ns for part in parts]),
            np.concatenate([part.latent for part in parts]),
            np.concatenate([part.expression for part in parts]),
            np.concatenate([part.head_wxyz for part in parts]),
            np.concatenate([part.head_m for part in parts]),
            np.concatenate([part.gaze_rad for part in parts]),
            tongue=np.concatenate([part.tongue for part in parts]),
        )
