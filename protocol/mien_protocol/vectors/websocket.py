"""Golden envelopes: messages as sent over WebSocket, and malformed ones."""

from dataclasses import dataclass
from typing import Any

from mien_protocol.audio_payload import unpack_audio
from mien_protocol.codec import Part
from mien_protocol.envelope import LIVE, SUBSCRIBE, UNSUBSCRIBE, Envelope, pack_envelope, pack_parts, unpack_envelope
from mien_protocol.header import pack_header, unpack_header
from mien_protocol.limits import DEFAULT_LIMITS
from mien_protocol.messages import Sender, Welcome
from mien_protocol.vectors.control import control_vectors
from mien_protocol.vectors.golden import Golden, of_message, tagged
from mien_protocol.vectors.samples import SERVER_ID, SESSION
from mien_protocol.vectors.streaming import stream_vectors

__all__ = ["GoldenEnvelope", "MalformedEnvelope", "envelope_vectors", "malformed_envelope_vectors"]


@dataclass(frozen=True, slots=True)
class GoldenEnvelope:
    """An envelope that every reader must read.

    Attributes:
        name: Of its file.
        description: What it shows.
        sender: Who sends it.
        data: Its bytes.
        of: The message in it, where it is one of the other sockets' golden ones.
    """

    name: str
    description: str
    sender: Sender
    data: bytes
    of: Golden | None = None

    def as_json(self) -> dict[str, Any]:
        """Content of its file."""
        envelope = unpack_envelope(self.data)
        read = self.of.as_json() if self.of else {}
        layout, payload = read.get("layout"), read.get("payload")
        if envelope.payload is not None and layout is None:
            layout, payload = {"layout": "i2"}, {"samples": unpack_audio(envelope.payload).tolist()}
        return {
            "name": self.name,
            "description": self.description,
            "sender": self.sender.value,
            "canonical": pack_envelope(envelope) == self.data,
            "message": self.data.hex(),
            "channel": envelope.channel,
            "header": tagged(unpack_header(envelope.header, DEFAULT_LIMITS)),
            "layout": layout,
            "payload": payload,
        }


@dataclass(frozen=True, slots=True)
class MalformedEnvelope:
    """Bytes that every reader must refuse as `malformed`.

    Attributes:
        name: Of its file.
        description: What is wrong.
        data: The bytes.
    """

    name: str
    description: str
    data: bytes

    def as_json(self) -> dict[str, Any]:
        """Content of its file."""
        error = {"code": "malformed", "re": 0}
        return {"name": self.name, "description": self.description, "message": self.data.hex(), "error": error}


def envelope_vectors() -> list[GoldenEnvelope]:
    """Messages of each channel, and envelopes as other writers may write them."""
    known = {golden.name: golden for golden in (*control_vectors(), *stream_vectors())}
    features = ("say", "face", "echo", "live")
    welcome = Welcome(1, (1, 0), "mien 0.1.0", SERVER_ID, features, {}, 123_456_789_012_345, "", "", "", 2.0)
    topics = {"topics": [f"motion/{SESSION}/", f"face/{SESSION}/"]}
    spoken = {"type": "speak", "id": 9, "text": "Good morning.", "voice": None}
    heard = {"type": "page_audio", "rate_hz": 48_000}
    level = {"type": "live_level", "dbfs": -23.5, "is_open": True}
    return [
        *(_carried(known[name]) for name in _CARRIED),
        _carried(of_message("welcome", "without endpoints and without bakes", welcome)),
        _of_client("subscribe", "asks for two streams", SUBSCRIBE, topics),
        _of_client("unsubscribe", "asks for them no more", UNSUBSCRIBE, topics),
        _of_client("live-speak", "a request to the show", LIVE, spoken),
        _of_client("live-page_audio", "what the browser hears", LIVE, heard, b"\x00\x00\xff\x7f\x00\x80"),
        GoldenEnvelope("live-level", "how loud it is", Sender.DAEMON, _pack(LIVE, level)),
        *_other_writers(known["ping"], known["push_audio"]),
    ]


_CARRIED = (
    "hello",
    "error",
    "open_session",
    "push_audio",
    "session_ended",
    "stream_header-motion",
    "stream_header-face-texture",
    "keepalive-face",
    "motion_frame-m1",
    "face_frame-jpeg-alpha",
    "face_frame-rgba8",
    "audio_frame-i2",
)


def malformed_envelope_vectors() -> list[MalformedEnvelope]:
    """Envelopes that break the protocol, each in one way."""
    channel, header = pack_header("control"), pack_header({"type": "ping", "id": 3, "client_ns": 0})
    good = b"\x92" + channel + header
    return [
        MalformedEnvelope("empty", "no bytes", b""),
        MalformedEnvelope("bare-header", "a header without its envelope", header),
        MalformedEnvelope("header-missing", "a channel alone", b"\x91" + channel),
        MalformedEnvelope("channel-is-bytes", "a channel that is no text", b"\x92\xc4\x07control" + header),
        MalformedEnvelope("channel-too-long", "a channel of 65 bytes", b"\x92\xd9\x41" + b"a" * 65 + header),
        MalformedEnvelope("channel-not-utf-8", "a channel that is not UTF-8", b"\x92\xa2\xc3\x28" + header),
        MalformedEnvelope("payload-is-text", "a payload that is no bytes", b"\x93" + channel + header + b"\xa1a"),
        MalformedEnvelope("trailing", "a byte after the array", good + b"\xc0"),
        MalformedEnvelope("truncated", "without its last byte", good[:-1]),
        MalformedEnvelope("huge-payload", "4 GB declared", b"\x93" + channel + header + b"\xc6\xff\xff\xff\xff"),
        MalformedEnvelope("huge-array", "4 billion elements declared", b"\xdd\xff\xff\xff\xff" + channel + header),
        MalformedEnvelope("deep", "arrays 100 deep", b"\x92" + channel + b"\x91" * 99 + b"\x90"),
        MalformedEnvelope("extension", "an extension type", b"\x92" + channel + b"\xd4\x01\x00"),
    ]


def _carried(golden: Golden) -> GoldenEnvelope:
    data = pack_parts(golden.parts, golden.socket)
    return GoldenEnvelope(golden.name, golden.description, golden.sender, data, golden)


def _of_client(
    name: str, description: str, channel: str, header: dict[str, Any], payload: Part | None = None
) -> GoldenEnvelope:
    return GoldenEnvelope(name, description, Sender.CLIENT, _pack(channel, header, payload))


def _pack(channel: str, header: dict[str, Any], payload: Part | None = None) -> bytes:
    return pack_envelope(Envelope(channel, pack_header(header), payload))


def _other_writers(ping: Golden, audio: Golden) -> list[GoldenEnvelope]:
    """The same, as others may write them."""
    (header,), (speech, samples) = ping.parts, audio.parts
    size = len(samples).to_bytes(4, "big")
    nil = b"\x93\xa7control" + header + b"\xc0"
    wide = b"\xdd\x00\x00\x00\x03\xda\x00\x07control" + speech + b"\xc6" + size + samples
    longer = b"\x94\xd9\x07control" + header + b"\xc0" + b"\x81\xa1a\x01"
    return [
        GoldenEnvelope("ping-nil-payload", "nil in place of no payload", Sender.CLIENT, nil, ping),
        GoldenEnvelope("push_audio-wide-lengths", "lengths as wide as they may be", Sender.CLIENT, wide, audio),
        GoldenEnvelope("ping-longer", "an element of a later version", Sender.CLIENT, longer, ping),
    ]
