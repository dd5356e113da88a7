"""Recordings of the wire made for tests, message by message."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from mien_bridge.tap.message import TapHeader, TapMessage
from mien_bridge.tap.writer import TapWriter
from mien_protocol.codec import encode
from mien_protocol.messages.frames import AudioFrame, FaceFrame, FrameFlag, MotionStreamFrame
from mien_protocol.messages.streams import AudioStreamHeader, FaceStreamHeader, Keepalive, MotionStreamHeader
from mien_protocol.messages.table import Socket
from mien_protocol.rig import EXPRESSION_NAMES
from mien_protocol.schema import Message
from mien_protocol.topics import StreamKind

FRAME_NS = 16_666_667
TAP_HEADER = TapHeader("1.0", "mien 0.0", "0" * 16)


def tapped(message: Message, at_ns: int, socket: Socket = Socket.MOTION) -> TapMessage:
    """A message as it would be recorded."""
    return TapMessage(socket, at_ns, tuple(bytes(part) for part in encode(message)))


def write_tap(path: Path, messages: Iterable[TapMessage]) -> Path:
    """A recording of some messages."""
    with TapWriter(path, TAP_HEADER) as writer:
        for message in messages:
            writer.write(message)
    return path


def motion_payload(value: float) -> bytes:
    """A face whose every number is `value`."""
    return np.full(61, value, "<f4").tobytes()


@dataclass
class Talk:
    """One session that says something: every second frame with its echo, every third with a picture of 2 x 2."""

    session: str = "talk"
    frames: int = 12
    first_seq: int = 0
    begun_ns: int = 5_000_000_000
    time_ns: int = 0
    epochs: tuple[int, ...] = ()
    streams: tuple[StreamKind, ...] = (StreamKind.MOTION,)
    messages: list[TapMessage] = field(default_factory=list)

    def __post_init__(self) -> None:
        for kind in self.streams:
            self._add(_header(kind, self.session), kind, 0)
        self._add(Keepalive(StreamKind.MOTION, self.session, 0, 0, 1), StreamKind.MOTION, 0)
        for index in range(self.frames):
            for kind in self.streams:
                if index % _EVERY[kind] == 0:
                    self._add(self._frame(kind, index), kind, index)

    def _frame(self, kind: StreamKind, index: int) -> Message:
        flags = (FrameFlag.FIRST * (index == 0)) | (FrameFlag.LAST * (index == self.frames - 1))
        epoch = self.epochs[index] if self.epochs else 0
        seq = self.first_seq + index // _EVERY[kind]
        common = (self.session, epoch, seq, self.time_ns + index * FRAME_NS, self.begun_ns, int(flags))
        if kind is StreamKind.MOTION:
            return MotionStreamFrame(*common, motion_payload(index / 100))
        if kind is StreamKind.FACE:
            return FaceFrame(*common, bytes([index] * 16))
        return AudioFrame(*common, bytes(1_066), first_sample=index // 2 * 533)

    def _add(self, message: Message, kind: StreamKind, index: int) -> None:
        socket = Socket.FACE if kind is StreamKind.FACE else Socket.MOTION
        # Frames begin a second after the headers, as when somebody has to begin to speak first.
        waited_ns = 0 if not hasattr(message, "seq") else 1_000_000_000
        self.messages.append(tapped(message, self.begun_ns + waited_ns + index * FRAME_NS, socket))


_EVERY = {StreamKind.MOTION: 1, StreamKind.AUDIO: 2, StreamKind.FACE: 3}


def _header(kind: StreamKind, session: str) -> Message:
    common = (session, "0" * 16, kind, 0)
    if kind is StreamKind.MOTION:
        return MotionStreamHeader(*common, 60, "m1", EXPRESSION_NAMES, None, 0)
    if kind is StreamKind.FACE:
        return FaceStreamHeader(*common, 20, "rgba8", 2, 2, "portrait", "srgb", "top", "none")
    return AudioStreamHeader(*common, 16_000, "i2")
