"""The headless client, in a process of its own: what it is told, and what it answers."""

import base64
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.plugins.unity.toolchain.build import Build

__all__ = ["PlayedFrame", "PlayerError", "PlayerProcess"]


class PlayerError(Exception):
    """The player answered with an error, in its words."""


@dataclass(frozen=True, slots=True)
class PlayedFrame:
    """A frame of motion as the player got it; `numbers` are its 61, float32."""

    epoch: int
    seq: int
    time_ns: int
    flags: int
    numbers: NDArray[np.float32]


class PlayerProcess:
    """A player that runs."""

    program = "Mien.Player"

    def __init__(self, ready: Build, connection_file: Path, *options: str) -> None:
        self._process = subprocess.Popen(
            ready.command(self.program, str(connection_file), *options),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=ready.environment(),
        )

    def tell(self, command: str) -> dict[str, Any]:
        """Gives a command, and waits for what comes of it.

        Raises:
            PlayerError: If it could not be done.
        """
        self.begin(command)
        return self.answer()

    def begin(self, command: str) -> None:
        """Gives a command whose answer is asked for later."""
        assert self._process.stdin is not None
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """What came of the command that was given first; raises as `tell` does."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise PlayerError(f"the player ended with code {self._process.wait()}")
        told: dict[str, Any] = json.loads(line)
        if "error" in told:
            raise PlayerError(told["error"])
        return told

    def motion(self, until: str) -> list[PlayedFrame]:
        """Frames as they come, until one has a flag, or until there are so many."""
        return frames_of(self.tell(f"motion {until}"))

    def close(self) -> None:
        """Ends it."""
        self._process.kill()
        self._process.communicate()


def frames_of(told: dict[str, Any]) -> list[PlayedFrame]:
    """The frames in what the player told."""
    return [
        PlayedFrame(
            each["epoch"],
            each["seq"],
            each["time_ns"],
            each["flags"],
            np.frombuffer(base64.b64decode(each["numbers"]), "<f4"),
        )
        for each in told["frames"]
    ]
