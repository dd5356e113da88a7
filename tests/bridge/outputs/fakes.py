"""Outputs that do as they are told, frames for them, and a clock that stands still."""

import queue
import threading
from collections.abc import Callable, Mapping

import numpy as np

from mien_bridge.outputs import MotionOutput, OutputKind, PictureOutput, Setting
from mien_protocol.client import FacePicture, StreamedFrame
from mien_protocol.errors import MienError
from mien_protocol.messages import FaceStreamHeader
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.quaternion import from_rotation_vector
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX

WAIT_S = 120.0
"""Longer than any machine needs for what a test waits for."""


def frame(
    seq: int = 0,
    *,
    turn: tuple[float, float, float] = (0.0, 0.0, 0.0),
    gaze: tuple[float, float] = (0.0, 0.0),
    moved: tuple[float, float, float] = (0.0, 0.0, 0.0),
    **coefficients: float,
) -> StreamedFrame:
    """A frame at 60 a second; `turn` is a rotation vector in radians, in the axes of the wire."""
    expression = np.zeros(EXPRESSION_COUNT, np.float32)
    for name, value in coefficients.items():
        expression[EXPRESSION_INDEX[name]] = value
    return StreamedFrame(
        time_ns=seq * 1_000_000_000 // 60,
        expression=expression,
        head_wxyz=from_rotation_vector(np.array(turn)),
        head_m=np.array(moved, np.float32),
        gaze_rad=np.array(gaze, np.float32),
        epoch=0,
        seq=seq,
        daemon_ns=5_000_000_000 + seq * 1_000_000_000 // 60,
        flags=FrameFlag(0),
    )


def picture(seq: int = 0) -> FacePicture:
    header = FaceStreamHeader("k3v9", "0" * 16, "face", 0, 40, "rgba8", 4, 4, "portrait", "srgb", "top", "none")
    return FacePicture(0, 0, seq, 0, FrameFlag(0), header, rgba=np.zeros((4, 4, 4), np.uint8))


class Clock:
    """Monotonic time that goes on when it is told to."""

    def __init__(self) -> None:
        self.now_ns = 1_000_000_000_000

    def __call__(self) -> int:
        return self.now_ns

    def after(self, seconds: float) -> None:
        self.now_ns += round(seconds * 1e9)


class Recorder(MotionOutput):
    """Keeps what it is told, in order; raises what is in `failing`, by the name of the call."""

    BACKLOG = 3

    def __init__(self) -> None:
        self.calls: queue.Queue[object] = queue.Queue()
        self.failing: dict[str, Exception] = {}
        self.said = ""

    def open(self) -> None:
        self._do("open")

    def send(self, frame: StreamedFrame) -> None:
        self._do("send", frame.seq)

    def turn(self, now_ns: int) -> None:
        self._do("turn")

    def close(self) -> None:
        self._do("close")

    @property
    def note(self) -> str:
        return self.said

    def taken(self) -> list[object]:
        """What it was told so far, without waiting."""
        return [self.calls.get_nowait() for _ in range(self.calls.qsize())]

    def wait_for(self, wanted: object) -> None:
        """Waits until it is told that."""
        while self.calls.get(timeout=WAIT_S) != wanted:
            pass

    def _do(self, what: str, value: object = None) -> None:
        self.calls.put(what if value is None else (what, value))
        if what in self.failing:
            raise self.failing[what]


class PictureRecorder(PictureOutput, Recorder):  # type: ignore[misc]
    """The same for pictures."""

    BACKLOG = 1


class Stuck(Recorder):
    """Hangs in `send` until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()

    def send(self, frame: StreamedFrame) -> None:
        super().send(frame)
        self.let_go.wait(WAIT_S)


def kind_of(
    make: Callable[[Mapping[str, object]], MotionOutput], name: str = "fake", settings: tuple[Setting, ...] = ()
) -> OutputKind:
    return OutputKind(name, name.title(), settings, make)


def out_of_reach() -> MienError:
    return MienError("the program is not there: start it")


def wait_until(condition: Callable[[], bool], again: threading.Event | None = None) -> None:
    """Asks again and again; fails after a long time. Only for what no call announces."""
    pause = again or threading.Event()
    for _ in range(int(WAIT_S / 0.01)):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError("did not become so")
