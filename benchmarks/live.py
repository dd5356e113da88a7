"""How late a live show is: from a sound in a microphone to the VMC that another program has received.

A virtual microphone hears the demo sentence, over and over, and knows when each sample was said. `mien live` performs
it with a 512 x 512 face, sends VMC over UDP to this process, and records. The recording says which sample of the sound
belongs to which instant of the motion (its echo is the microphone's sound, bit for bit), and which instant each frame
of VMC is (its values are the frame's own). Latency is counted from when the sample with a frame's own instant was said
until the frame's last datagram was received; look-ahead, sound system, network and pipe are part of it.
"""

import bisect
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray
from pythonosc.osc_packet import OscPacket

import mien_bridge
from benchmarks.report import arguments, write
from benchmarks.virtual_microphone import BLOCK, NAME, VirtualMicrophone, virtual_microphone
from mien_bridge.media.audio import AudioFile
from mien_bridge.offline.demo import portrait
from mien_bridge.tap.contents import read_messages
from mien_bridge.tap.reader import TapReader
from mien_protocol.messages.frames import AudioFrame, FaceFrame, MotionStreamFrame
from mien_protocol.motion_payload import unpack_motion_frame
from mien_protocol.rig import EXPRESSION_INDEX

RECORDING: Final = Path(mien_bridge.__file__).parent / "assets" / "demo_sentence.flac"
SECONDS: Final = 60.0
RATE_HZ: Final = 48_000
READY_S: Final = 120.0
WARM_UP_S: Final = 3
"""The first seconds are left out: the sound system finds its pace."""
SEARCHED: Final = 4_800
"""Samples by which the echo is found in what was said."""
LOUD: Final = 3_000
"""Of quiet sound there is more that is alike."""

KEY: Final = tuple(name for name in EXPRESSION_INDEX if name.startswith(("jaw", "mouth", "brow")))
"""The coefficients by which a frame of VMC is recognised."""


class Receiver:
    """A program that receives VMC: each datagram with the time at which it came."""

    def __init__(self) -> None:
        self.datagrams: list[tuple[int, bytes]] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.place = f"127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._receive, daemon=True).start()

    def frames(self) -> Iterator[tuple[int, bytes]]:
        """Each frame: when its last datagram came, and what it is recognised by."""
        values: dict[str, float] = {}
        for at_ns, datagram in self.datagrams:
            for one in OscPacket(datagram).messages:
                if one.message.address == "/VMC/Ext/Blend/Val":
                    name, value = one.message.params
                    values[name[0].lower() + name[1:]] = value
                elif one.message.address == "/VMC/Ext/Blend/Apply" and values:
                    yield at_ns, np.array([values[name] for name in KEY], np.float32).tobytes()

    def _receive(self) -> None:
        while True:
            datagram = self._socket.recv(65_536)
            self.datagrams.append((time.monotonic_ns(), datagram))


class Told:
    """What the show tells its user, read as it comes."""

    def __init__(self, stderr: IO[str]) -> None:
        self.lines: list[str] = []
        self.hears = threading.Event()
        threading.Thread(target=self._read, args=(stderr,), daemon=True).start()

    def _read(self, stderr: IO[str]) -> None:
        for line in stderr:
            self.lines.append(line)
            if line.startswith("microphone: on"):
                self.hears.set()


def main() -> None:
    """Goes live, speaks for a minute, and prints how late it was."""
    options = arguments(__doc__ or "")
    sentence = demo_sentence()
    repeats = max(round(SECONDS * RATE_HZ / len(sentence)), 1)
    # Each time a little quieter, so that no sample is like another time's.
    said = np.concatenate([np.round(sentence * 0.97**index).astype(np.int16) for index in range(repeats)])
    with tempfile.TemporaryDirectory(prefix="mien-") as name:
        folder = Path(name)
        (folder / "sound").mkdir()
        receiver = Receiver()
        try:
            with virtual_microphone(folder / "sound") as microphone, live(folder, receiver, microphone) as show:
                microphone.speak(said)
                time.sleep(1.0)
                show.send_signal(signal.SIGINT)
                show.wait(READY_S)
        except (FileNotFoundError, RuntimeError) as error:
            raise SystemExit(str(error)) from error
        (take,) = (folder / "takes").glob("*.tap")
        rows = measured(take, said, microphone, receiver)
    columns = ["what", "frames/s", "missing", "p50 ms", "p95 ms", "p99 ms", "longest ms"]
    write(
        f"Live, {len(said) / RATE_HZ:.0f} s of speech into a microphone, 512 x 512 face on", columns, rows, options.json
    )


def demo_sentence() -> NDArray[np.int16]:
    """The sentence at 48 kHz, shape (samples,)."""
    with AudioFile(RECORDING) as audio:
        sound = np.concatenate([block.sound for block in audio.blocks()], axis=1).mean(axis=0)
    return np.asarray(np.clip(np.round(sound * 32_768.0), -32_768, 32_767), np.int16)


@contextmanager
def live(folder: Path, receiver: Receiver, microphone: VirtualMicrophone) -> "Iterator[subprocess.Popen[str]]":
    """A show that hears the microphone."""
    (folder / "me.png").write_bytes(portrait())
    profile = folder / "show.toml"
    profile.write_text(
        f'photo = "me.png"\nmic = "{NAME}"\nrecord = "takes"\nport = 0\n'
        f'[[output]]\nkind = "vmc"\nnames = "perfect_sync"\nto = "{receiver.place}"\n'
    )
    # What the sound system's folder would hide from it: the model files.
    kept = {"XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))}
    command = [sys.executable, "-m", "mien_bridge", "live", "--profile", str(profile)]
    process = subprocess.Popen(
        command, env=microphone.environment | kept, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        told = Told(process.stderr)
        while not told.hears.is_set():
            if process.poll() is not None:
                raise RuntimeError("the show did not begin:\n" + "".join(told.lines))
            # A microphone that gives no sound is taken for one that is gone.
            microphone.speak(np.zeros(RATE_HZ // 10, np.int16))
        microphone.written_ns.clear()
        yield process
    finally:
        process.kill()
        process.wait()


def measured(
    take: Path, said: NDArray[np.int16], microphone: VirtualMicrophone, receiver: Receiver
) -> list[tuple[str, float, int, float, float, float, float]]:
    """The table's rows."""
    echo = Echo(said)
    motion: dict[bytes, int] = {}
    pictures: list[tuple[int, int]] = []
    with TapReader(take) as reader:
        for heard, message in read_messages(reader):
            if isinstance(message, AudioFrame):
                echo.add(message)
            elif isinstance(message, MotionStreamFrame):
                expression = unpack_motion_frame(message.payload, message.time_ns, 0).expression
                motion[expression[[EXPRESSION_INDEX[name] for name in KEY]].tobytes()] = message.time_ns
            elif isinstance(message, FaceFrame):
                pictures.append((heard.at_ns, message.time_ns))
    vmc = [(at_ns, motion[key]) for at_ns, key in receiver.frames() if key in motion]
    return [
        _row("motion as VMC, received by another program", vmc, 60, echo, microphone),
        _row("pictures, as recorded", pictures, 40, echo, microphone),
    ]


class Echo:
    """The sound that came back, and where it is in what was said."""

    def __init__(self, said: NDArray[np.int16]) -> None:
        self._said = said.astype("<i2").tobytes()
        self._places: list[tuple[int, int]] = []
        self._gathered: list[AudioFrame] = []

    def add(self, frame: AudioFrame) -> None:
        """Takes the next piece; a tenth of a second of sound is looked for."""
        self._gathered.append(frame)
        sound = b"".join(bytes(one.payload) for one in self._gathered)
        if len(sound) >= 2 * SEARCHED:
            at = self._said.find(sound) if np.abs(np.frombuffer(sound, "<i2")).max() > LOUD else -1
            if at >= 0:
                self._places.append((self._gathered[0].time_ns, at // 2))
            self._gathered.clear()

    def sample(self, time_ns: int) -> int:
        """The number of the sample that a media time belongs to."""
        index = max(bisect.bisect_right(self._places, (time_ns, 0)) - 1, 0)
        begun_ns, sample = self._places[index]
        return sample + (time_ns - begun_ns) * RATE_HZ // 1_000_000_000


def _row(
    what: str, frames: list[tuple[int, int]], rate_hz: int, echo: Echo, microphone: VirtualMicrophone
) -> tuple[str, float, int, float, float, float, float]:
    first, last = WARM_UP_S * RATE_HZ, len(microphone.written_ns) * BLOCK - RATE_HZ
    placed = [(at_ns, sample) for at_ns, time_ns in frames if first <= (sample := echo.sample(time_ns)) < last]
    late_ms = [(at_ns - microphone.said_ns(sample)) / 1e6 for at_ns, sample in placed]
    seconds = (last - first) / RATE_HZ
    half, most, nearly_all = (float(part) for part in np.percentile(late_ms, (50, 95, 99)))
    missing = max(round(seconds * rate_hz) - len(placed), 0)
    return what, len(placed) / seconds, missing, half, most, nearly_all, max(late_ms)


if __name__ == "__main__":
    main()
