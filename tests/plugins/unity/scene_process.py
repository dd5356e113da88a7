"""A game without a screen, in a process of its own: what was seen and heard in it."""

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.plugins.unity.player_process import PlayerProcess

__all__ = ["Recorded", "SceneProcess", "SeenFrame"]


@dataclass(frozen=True, slots=True)
class SeenFrame:
    """What one frame of the game showed.

    Attributes:
        heard_ns: Media time that was heard.
        epoch: Of the session's motion; -1 without a session.
        speaking: Whether somebody spoke.
        weights: Of the 52 shapes, 0..100.
        head_wxyz: The head bone's rotation, in Unity's axes.
    """

    heard_ns: int
    epoch: int
    speaking: bool
    weights: NDArray[np.float32]
    head_wxyz: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was seen and heard: frames, pictures as the player tells them, and sound of one channel, int16."""

    frames: list[SeenFrame]
    pictures: list[dict[str, Any]]
    sound: NDArray[np.int16]


class SceneProcess(PlayerProcess):
    """A scene that is played."""

    program = "Mien.ScenePlayer"

    def recorded(self) -> Recorded:
        """What was seen and heard since the last time."""
        told = self.tell("recorded")
        frames = [
            SeenFrame(
                each["heard_ns"],
                each["epoch"],
                each["speaking"],
                np.frombuffer(base64.b64decode(each["weights"]), "<f4"),
                np.frombuffer(base64.b64decode(each["head"]), "<f4"),
            )
            for each in told["frames"]
        ]
        return Recorded(frames, told["pictures"], np.frombuffer(base64.b64decode(told["sound"]), "<i2"))
