"""A microphone made of software: what is written into it is what programs hear, sample by sample.

PulseAudio's module-pipe-source reads a pipe as a sound card would be read. Its daemon runs by itself, in a folder of
its own, beside whatever sound system the machine has.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["BLOCK", "NAME", "VirtualMicrophone", "virtual_microphone"]

RATE_HZ: Final = 48_000
BLOCK: Final = RATE_HZ // 200
"""5 ms, as sound cards are read."""

NAME: Final = "mien_virtual_microphone"
_READY_S: Final = 20.0


@dataclass(slots=True)
class VirtualMicrophone:
    """A microphone that can be spoken into.

    Attributes:
        environment: What a process needs in its environment to hear it.
        written_ns: When each block was written, by the monotonic clock.
    """

    environment: dict[str, str]
    pipe: int
    written_ns: list[int] = field(default_factory=list)

    def speak(self, samples: NDArray[np.int16]) -> None:
        """Speaks at the pace of speech, a block as soon as its last sample has been said.

        Args:
            samples: Mono, shape (samples,), 48 kHz; what does not fill a block is left out.
        """
        begun_ns = time.monotonic_ns()
        for index, block in enumerate(samples[: len(samples) // BLOCK * BLOCK].reshape(-1, BLOCK), 1):
            due_ns = begun_ns + index * BLOCK * 1_000_000_000 // RATE_HZ
            time.sleep(max(due_ns - time.monotonic_ns(), 0) / 1e9)
            os.write(self.pipe, block.tobytes())
            self.written_ns.append(time.monotonic_ns())

    def said_ns(self, sample: int) -> int:
        """When a sample was said, counted from the first that was: a block is written when its last sample was."""
        block = sample // BLOCK
        return self.written_ns[block] - (BLOCK * (block + 1) - sample) * 1_000_000_000 // RATE_HZ


@contextmanager
def virtual_microphone(folder: Path) -> Iterator[VirtualMicrophone]:
    """A microphone that is there during the block.

    Args:
        folder: Empty, for the sound system's own files; its path must be short enough for a socket's name.

    Raises:
        FileNotFoundError: If PulseAudio is not installed.
        RuntimeError: If it does not start.
    """
    for program in ("pulseaudio", "pactl"):
        if shutil.which(program) is None:
            raise FileNotFoundError(
                f"{program} is not installed; on Debian and Ubuntu: "
                "apt install pulseaudio pulseaudio-utils libasound2-plugins libportaudio2"
            )
    folder.chmod(0o700)
    pipe = folder / "microphone"
    environment = os.environ | {"XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)}
    environment |= {"PULSE_SERVER": f"unix:{folder}/pulse/native"}
    modules = (
        "module-native-protocol-unix",
        f"module-pipe-source source_name={NAME} file={pipe} format=s16le rate={RATE_HZ} channels=1",
    )
    loaded = [argument for module in modules for argument in ("-L", module)]
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", *loaded]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await_source(environment, process)
        handle = os.open(pipe, os.O_WRONLY)
        try:
            yield VirtualMicrophone(environment, handle)
        finally:
            os.close(handle)
    finally:
        process.terminate()
        process.wait()


def _await_source(environment: dict[str, str], process: "subprocess.Popen[bytes]") -> None:
    deadline_s = time.monotonic() + _READY_S
    while time.monotonic() < deadline_s and process.poll() is None:
        listed = subprocess.run(
            ["pactl", "list", "short", "sources"], env=environment, capture_output=True, text=True, check=False
        )
        if NAME in listed.stdout:
            return
        time.sleep(0.05)
    raise RuntimeError("PulseAudio does not start; run `pulseaudio -vvv` to see why")
