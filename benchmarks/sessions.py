"""How many sessions one machine carries: live speech into all of them at once, until frames are lost or late.

Daemon and client are two processes that share the machine. Each session is told the demo's first seconds at the pace
of speech, in pieces of 20 ms; latency is counted from when the piece with a frame's own instant was sent.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import arguments, write
from benchmarks.serving import serving
from mien_bridge.media.paced_recording import PIECE_NS, PacedRecording, read_speech
from mien_bridge.offline.demo import portrait, sentence
from mien_bridge.remote.stream import Measured
from mien_protocol.client import Client, ClientSession, FacePicture, StreamedFrame
from mien_protocol.connection_file import read_connection
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.messages.sessions import FaceRequest

SPEECH_S = 5
MOTION_ONLY = (1, 2, 4, 8, 12, 16)
WITH_PICTURES = (1, 2, 3, 4, 6)
LATEST_MS = 150.0
FEWEST = 0.95
"""Share of the frames asked for that must come."""

Samples = NDArray[np.int16]


@dataclass(slots=True)
class Listener:
    """What came of one session."""

    session: ClientSession
    motion: Measured = field(default_factory=Measured)
    face: Measured = field(default_factory=Measured)
    has_ended: bool = False

    def take(self, sent_ns: list[int]) -> None:
        """Measures what has come."""
        frames, pictures, now_ns = self.session.ready(), self.session.ready_faces(), time.monotonic_ns()
        for frame in frames:
            self.has_ended |= bool(frame.flags & FrameFlag.LAST)
            _measure(self.motion, frame, now_ns, sent_ns)
        for picture in pictures:
            _measure(self.face, picture, now_ns, sent_ns)


def main() -> None:
    """Tries more and more sessions, first without pictures, then with, and prints how each number fared."""
    options = arguments(__doc__ or "")
    with sentence() as path:
        samples = read_speech(path)[: SPEECH_S * 16_000]
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as folder, serving(daemon := Path(folder) / "daemon.json"):
        for face, numbers in ((None, MOTION_ONLY), (FaceRequest(), WITH_PICTURES)):
            for number in numbers:
                listeners, cpu = _tried(daemon, number, face, samples)
                motion = _told([listener.motion for listener in listeners])
                pictures = None if face is None else _told([listener.face for listener in listeners])
                rows.append((number, *motion, *(pictures or ("-",) * 3), round(100 * cpu)))
                if _is_too_much(motion, 60) or (pictures is not None and _is_too_much(pictures, 40)):
                    break
    columns = [
        "sessions", "motion/s of each", "p50 ms", "p99 ms", "pictures/s of each", "picture p50 ms", "picture p99 ms",
        "daemon, % of a core",
    ]  # fmt: skip
    write(f"Sessions at once, {SPEECH_S} s of speech into each, pictures 512 x 512 RGBA", columns, rows, options.json)


def _tried(daemon: Path, number: int, face: FaceRequest | None, samples: Samples) -> tuple[list[Listener], float]:
    """What came of so many sessions, and the share of a core that the daemon took."""
    with _sessions(daemon, number, face) as (client, listeners):
        pid = int(read_connection(daemon)["pid"])
        start_s, start_cpu_s = time.perf_counter(), _cpu_s(pid)
        _speak(client, listeners, samples)
        return listeners, (_cpu_s(pid) - start_cpu_s) / (time.perf_counter() - start_s)


def _told(streams: list[Measured]) -> tuple[float, float, float]:
    """Frames a second of each stream; latency that half of all frames, and 99 %, did not exceed."""
    latencies = [latency for stream in streams for latency in stream.latency_ms] or [float("inf")]
    half, nearly_all = np.percentile(latencies, (50, 99))
    return len(latencies) / len(streams) / SPEECH_S, float(half), float(nearly_all)


def _is_too_much(told: tuple[float, float, float], asked_hz: int) -> bool:
    return told[0] < FEWEST * asked_hz or told[2] > LATEST_MS


@contextmanager
def _sessions(daemon: Path, number: int, face: FaceRequest | None) -> Iterator[tuple[Client, list[Listener]]]:
    photo = None if face is None else portrait()
    with ExitStack() as stack:
        client = stack.enter_context(Client(daemon))
        yield (
            client,
            [
                Listener(stack.enter_context(client.open_session(avatar=photo, face=face, seed=seed)))
                for seed in range(number)
            ],
        )


def _speak(client: Client, listeners: list[Listener], samples: Samples) -> None:
    def push(pcm: Samples) -> None:
        for listener in listeners:
            listener.session.push(pcm)

    speaker = PacedRecording(samples, push)
    while (due_ns := speaker.due_ns) is not None:
        _listen_until(due_ns, client, listeners, speaker.sent_ns)
        speaker.push()
    for listener in listeners:
        listener.session.end_audio()
    deadline_ns = time.monotonic_ns() + 5_000_000_000
    while not all(listener.has_ended for listener in listeners) and time.monotonic_ns() < deadline_ns:
        _listen_until(time.monotonic_ns() + PIECE_NS, client, listeners, speaker.sent_ns)


def _listen_until(deadline_ns: int, client: Client, listeners: list[Listener], sent_ns: list[int]) -> None:
    while (left_ns := deadline_ns - time.monotonic_ns()) > 0:
        client.turn(left_ns / 1e9)
        for listener in listeners:
            listener.take(sent_ns)


def _measure(measured: Measured, frame: StreamedFrame | FacePicture, now_ns: int, sent_ns: list[int]) -> None:
    piece = frame.time_ns // PIECE_NS
    if not frame.flags & FrameFlag.IDLE and piece < len(sent_ns):
        measured.add(frame, (now_ns - sent_ns[piece]) / 1e6)


def _cpu_s(pid: int) -> float:
    """Processor time that a process took; NaN on systems that do not tell."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return float("nan")
    fields = stat.read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
