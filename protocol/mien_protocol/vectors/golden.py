"""One golden message: purpose, parts and content."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mien_protocol.audio_payload import unpack_audio
from mien_protocol.codec import Part, decode, encode
from mien_protocol.face_payload import unpack_jpeg, unpack_rgba
from mien_protocol.header import pack_header, unpack_header
from mien_protocol.limits import DEFAULT_LIMITS
from mien_protocol.messages import (
    AudioFrame,
    BakeAudio,
    BakeChunk,
    FaceFrame,
    FaceStreamHeader,
    MotionStreamFrame,
    PushAudio,
    Sender,
    Socket,
)
from mien_protocol.messages.table import BY_CLASS
from mien_protocol.motion_payload import unpack_motion
from mien_protocol.schema import Message, Payload

__all__ = ["Golden", "Malformed", "hexed", "of_message", "tagged"]


@dataclass(frozen=True, slots=True)
class Golden:
    """A message that every reader must read.

    Attributes:
        name: Of its file.
        description: What it shows.
        socket: Where it travels.
        sender: Who sends it.
        parts: Its bytes.
        face: Header of the stream, for a picture.
        latent_size: Of the stream, for motion.
        canonical: True if the reference writer writes these very bytes.
    """

    name: str
    description: str
    socket: Socket
    sender: Sender
    parts: tuple[bytes, ...]
    face: FaceStreamHeader | None = None
    latent_size: int = 0
    canonical: bool = True

    def message(self) -> Message:
        """The decoded message."""
        return decode(self.parts, self.socket, self.sender)

    def as_json(self) -> dict[str, Any]:
        """Content of its file."""
        streamed = self.socket in (Socket.MOTION, Socket.FACE)
        message = self.message()
        return {
            "name": self.name,
            "description": self.description,
            "type": BY_CLASS[type(message)].name,
            "socket": self.socket.value,
            "sender": self.sender.value,
            "canonical": self.canonical,
            "parts": hexed(self.parts),
            "topic": self.parts[0].decode("ascii") if streamed else None,
            "header": tagged(unpack_header(self.parts[1 if streamed else 0], DEFAULT_LIMITS)),
            **self._payload(message),
        }

    def _payload(self, message: Message) -> dict[str, Any]:
        """Layout of the payload, and its content."""
        if isinstance(message, MotionStreamFrame | BakeChunk):
            count = message.count if isinstance(message, BakeChunk) else 1
            layout = {"layout": "m1l" if self.latent_size else "m1", "latent_size": self.latent_size, "frames": count}
            return {"layout": layout, "payload": _motion(message.payload, count, self.latent_size)}
        if isinstance(message, FaceFrame) and self.face is not None:
            names = ("layout", "width", "height", "alpha")
            return {
                "layout": {name: getattr(self.face, name) for name in names},
                "payload": _picture(message, self.face),
            }
        if isinstance(message, PushAudio | BakeAudio | AudioFrame):
            return {"layout": {"layout": "i2"}, "payload": {"samples": unpack_audio(message.payload).tolist()}}
        return {"layout": None, "payload": None}


@dataclass(frozen=True, slots=True)
class Malformed:
    """Parts that every reader must refuse.

    Attributes:
        name: Of its file.
        description: What is wrong.
        socket: Where they come.
        sender: Who sends them.
        parts: Their bytes.
        code: Of the error.
        re: The request that the error answers; 0 for none.
    """

    name: str
    description: str
    socket: Socket
    sender: Sender
    parts: tuple[bytes, ...]
    code: str = "malformed"
    re: int = 0

    def as_json(self) -> dict[str, Any]:
        """Content of its file."""
        return {
            "name": self.name,
            "description": self.description,
            "socket": self.socket.value,
            "sender": self.sender.value,
            "parts": hexed(self.parts),
            "error": {"code": self.code, "re": self.re},
        }


def of_message(
    name: str,
    description: str,
    message: Message,
    *,
    face: FaceStreamHeader | None = None,
    latent_size: int = 0,
    rewritten: object = None,
) -> Golden:
    """The golden message that some message makes.

    Args:
        name: Of its file.
        description: What it shows.
        message: The message.
        face: Header of the stream, for a picture.
        latent_size: Of the stream, for motion.
        rewritten: Another header that says the same, as some other writer may write it: a value or its bytes.
    """
    row = BY_CLASS[type(message)]
    parts = [bytes(part) for part in encode(message)]
    at = 1 if row.sockets[0] in (Socket.MOTION, Socket.FACE) else 0
    if rewritten is not None:
        parts[at] = rewritten if isinstance(rewritten, bytes) else pack_header(rewritten)
    socket = row.sockets[0]
    canonical = parts == encode(message)
    return Golden(name, description, socket, row.sender, tuple(parts), face, latent_size, canonical)


def tagged(value: object) -> object:
    """A header as JSON: bytes as `{"$bin": hex}`, integers beyond 53 bits as `{"$int": digits}`."""
    if isinstance(value, dict):
        return {key: tagged(item) for key, item in value.items()}
    if isinstance(value, list):
        return [tagged(item) for item in value]
    if isinstance(value, bytes):
        return {"$bin": value.hex()}
    if isinstance(value, int) and abs(value) > 2**53 - 1:
        return {"$int": str(value)}
    return value


def hexed(parts: Sequence[Part]) -> list[str]:
    """Parts as hexadecimal digits."""
    return [bytes(part).hex() for part in parts]


def _motion(payload: Payload, count: int, latent_size: int) -> list[dict[str, Any]]:
    motion = unpack_motion(payload, np.arange(count, dtype=np.int64), latent_size)
    names = ("expression", "head_wxyz", "head_m", "gaze_rad", *(("latent",) if latent_size else ()))
    return [{name: getattr(motion, name)[at].astype(float).tolist() for name in names} for at in range(count)]


def _picture(frame: FaceFrame, header: FaceStreamHeader) -> dict[str, Any]:
    if header.layout == "rgba8":
        return {"rgba": tagged(unpack_rgba(frame, header).tobytes())}
    picture = unpack_jpeg(frame, header)
    alpha = None if picture.alpha is None else tagged(picture.alpha.tobytes())
    return {"jpeg": tagged(bytes(picture.jpeg)), "alpha": alpha}
