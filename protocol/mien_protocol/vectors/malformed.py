"""Messages that break the protocol, each in one way, with the expected error."""

import struct
from typing import Any

from mien_protocol.header import pack_header
from mien_protocol.messages import Sender, Socket
from mien_protocol.vectors.golden import Malformed
from mien_protocol.vectors.samples import SESSION

__all__ = ["malformed_vectors"]

_HELLO = {"type": "hello", "id": 1, "protocol": [1, 0], "client": "example", "token": ""}
_OPEN = {"type": "open_session", "id": 2}
_CONTROLS = {"type": "set_controls", "id": 3, "session": SESSION}
_AUDIO = {"type": "push_audio", "session": SESSION, "seq": 0}
_TOPIC = f"motion/{SESSION}/".encode("ascii")
_UNSUPPORTED = "unsupported"


def malformed_vectors() -> list[Malformed]:
    """All of them."""
    return [*_bytes(), *_bombs(), *_fields(), *_numbers(), *_parts(), *_streams(), *_bakes()]


def _bytes() -> list[Malformed]:
    """Bytes that are not msgpack, or not a map."""
    hello = pack_header(_HELLO)
    return [
        _raw("empty-header", "no bytes", b""),
        _raw("reserved-byte", "0xc1, which msgpack never uses", b"\xc1"),
        _raw("truncated", "a header without its last byte", hello[:-1]),
        _raw("trailing", "a byte after the header", hello + b"\xc0"),
        _raw("not-a-map", "an array", pack_header([1, 2])),
        _raw("nil-header", "nil", b"\xc0"),
        _raw("extension", "an extension type within", b"\x81\xa4type\xd4\x01\x00"),
        _raw("timestamp", "msgpack's own extension", b"\x81\xa4type\xd6\xff\x00\x00\x00\x00"),
        _raw("integer-key", "a key that is no text", b"\x82\xa4type\xa4ping\x01\x02"),
        _raw("bytes-key", "a key that is bytes", b"\x82\xa4type\xa4ping\xc4\x01a\x02"),
        _raw("not-utf-8", "text that is not UTF-8", b"\x81\xa4type\xa2\xc3\x28"),
        _raw("surrogate", "half a character of UTF-16", b"\x81\xa4type\xa3\xed\xa0\x80"),
        _raw("no-type", "a map without a type", pack_header({"id": 1}), re=1),
        _raw("type-not-text", "a type that is a number", pack_header({"type": 5, "id": 1}), re=1),
    ]


def _bombs() -> list[Malformed]:
    """Headers that declare more than there is, or more than is allowed."""
    many = b"\x81\xa1a\xdc\x04\x01" + b"\xc0" * 1_025
    values = {"type": "ping", "id": 4, "client_ns": 0, "a": [[0] * 1_024 for _ in range(16)]}
    text = {"type": "say", "id": 5, "session": SESSION, "text": "a" * 10_001}
    return [
        _raw("huge-text", "4 GB of text declared", b"\x81\xa4type\xdb\xff\xff\xff\xff"),
        _raw("huge-bytes", "4 GB of bytes declared", b"\x81\xa4type\xc6\xff\xff\xff\xff"),
        _raw("huge-array", "4 billion elements declared", b"\xdd\xff\xff\xff\xff"),
        _raw("huge-map", "4 billion pairs declared", b"\xdf\xff\xff\xff\xff"),
        _raw("deep", "arrays 100 deep", b"\x91" * 99 + b"\x90"),
        _raw("deeper-than-allowed", "nine deep, where eight are allowed", b"\x81\xa1a" + b"\x91" * 7 + b"\x90"),
        _raw("many-elements", "1,025 elements, where 1,024 are allowed", many),
        _raw("many-values", "more than 16,384 values in all", pack_header(values)),
        _raw("long-text", "a string of 40,001 bytes", pack_header({"type": "a" * 40_001})),
        _control("long-say", "10,001 characters to say", text, re=5),
        _raw("long-header", "65,537 bytes", pack_header({**_HELLO, "more": b"a" * 65_479}), re=1),
    ]


def _fields() -> list[Malformed]:
    """A field missing, of the wrong type, or out of its range."""
    missing = {key: value for key, value in _HELLO.items() if key != "token"}
    return [
        _control("field-missing", "hello without its token", missing),
        _control("field-nil", "a token that is nil", {**_HELLO, "token": None}),
        _control("text-is-bytes", "a token of bytes", {**_HELLO, "token": b"abc"}),
        _control("client-too-long", "65 bytes, where 64 are allowed", {**_HELLO, "client": "é" * 32 + "a"}),
        _control("version-too-short", "a version of one number", {**_HELLO, "protocol": [1]}),
        _control("version-is-text", "a version as text", {**_HELLO, "protocol": "1.0"}),
        _control("session-upper-case", "a session's name with a capital", {**_CONTROLS, "session": "A"}, re=3),
        _control("session-too-long", "a session's name of 33", {**_CONTROLS, "session": "a" * 33}, re=3),
        _control("session-newline", "a session's name with a newline", {**_CONTROLS, "session": "a\n"}, re=3),
        _control("unknown-pace", "a pace that there is not", {**_OPEN, "pace": "fast"}, re=2),
        _control("rate-too-low", "23 frames a second", {**_OPEN, "rate_hz": 23}, re=2),
        _control("face-without-avatar", "pictures of nobody", {**_OPEN, "face": {}}, re=2),
        _control("two-avatars", "a photo and its name", {**_OPEN, "avatar": b"a", "avatar_sha256": "0" * 64}, re=2),
        _control("face-not-a-map", "a face that is a text", {**_OPEN, "avatar": b"a", "face": "portrait"}, re=2),
        _control("unknown-emotion", "an emotion that there is not", _set({"emotion": "smug"}), re=3),
        _control("controls-not-a-map", "controls that are an array", _set([]), re=3),
        _control("unknown-type", "a type of a later version", {"type": "dance", "id": 6}, _UNSUPPORTED, 6),
        _control("unknown-type-without-id", "the same without an id", {"type": "dance"}, _UNSUPPORTED, 0),
        _control("from-the-wrong-side", "what only the daemon says", {"type": "pong", "id": 7}, _UNSUPPORTED, 7),
        _control("on-the-wrong-socket", "one of the bake socket", {"type": "bake_open", "id": 8}, _UNSUPPORTED, 8),
    ]


def _numbers() -> list[Malformed]:
    """Numbers that are NaN, infinite or out of range."""
    nan = b"\xcb" + struct.pack(">d", float("nan"))
    infinite = b"\xca" + struct.pack(">f", float("inf"))
    head = b"\x84\xa4type\xacset_controls\xa2id\x03\xa7session\xa4k3v9\xa8controls\x81\xa9head_gain"
    return [
        _raw("not-a-number", "NaN", head + nan, re=3),
        _raw("infinite", "infinity", head + infinite, re=3),
        _control("gain-too-large", "2.001, where 2 is the most", _set({"head_gain": 2.001}), re=3),
        _control("gain-is-true", "true for a number", _set({"head_gain": True}), re=3),
        _control("nil-control", "nil for a control without that value", _set({"distance": None}), re=3),
        _control("id-zero", "an id of 0", {**_HELLO, "id": 0}, re=0),
        _control("id-too-large", "an id of 2^32", {**_HELLO, "id": 2**32}, re=0),
        _control("id-is-true", "an id that is true", {**_HELLO, "id": True}, re=0),
        _control("id-is-a-float", "an id of 1.0", {**_HELLO, "id": 1.0}, re=0),
        _control("seed-too-large", "a seed of 2^53", {**_OPEN, "seed": 2**53}, re=2),
        _control("flag-is-a-number", "1 for true", {**_OPEN, "echo": 1}, re=2),
        _control("time-too-large", "2^63 nanoseconds", {"type": "ping", "id": 9, "client_ns": 2**63}, re=9),
        _raw("negative-seq", "a seq of -1", pack_header({**_AUDIO, "seq": -1}), payload=b"\x00\x00"),
    ]


def _parts() -> list[Malformed]:
    """Too few parts, or too many, or a payload that is not what it should be."""
    audio, hello = pack_header(_AUDIO), pack_header(_HELLO)
    control, client = Socket.CONTROL, Sender.CLIENT
    return [
        Malformed("no-parts", "nothing at all", control, client, ()),
        Malformed("three-parts", "a part too many", control, client, (audio, b"\x00\x00", b"")),
        _raw("payload-missing", "audio without samples", audio),
        _raw("payload-unexpected", "hello with a payload", hello, re=1, payload=b""),
        _raw("payload-empty", "audio of no samples", audio, payload=b""),
        _raw("payload-odd", "audio of half a sample", audio, payload=b"\x00\x00\x00"),
    ]


def _streams() -> list[Malformed]:
    """Impossible frames and stream headers."""
    frame, payload = pack_header([0, 0, 0, 0, 0]), bytes(244)
    header = {"type": "stream_header", "session": "other", "server_id": "0" * 16, "kind": "audio", "epoch": 0}
    header |= {"rate_hz": 16_000, "layout": "i2"}
    face = {**header, "session": SESSION, "kind": "face", "layout": "rgba8", "width": 4, "height": 2, "alpha": "none"}
    face |= {"face_layout": "texture", "color": "srgb", "origin": "top"}
    mesh = {"uv": bytes(24), "triangles": struct.pack("<3I", 0, 1, 3), "placement": [0, 0, 1, 1]}
    far = {**mesh, "uv": struct.pack("<6f", 0, 0, 0, 0, float("nan"), 0), "triangles": bytes(12)}
    flat = {**mesh, "triangles": bytes(12)}
    keepalive = {"type": "keepalive", "session": SESSION, "epoch": 0, "next_seq": 0, "daemon_ns": 0}
    return [
        _streamed("topic-alone", "a topic without a header", ()),
        _streamed("frame-without-payload", "a header without its payload", (frame,)),
        _streamed("frame-too-short", "a frame without flags", (pack_header([0, 0, 0, 0]), payload)),
        _streamed("frame-epoch-too-large", "an epoch of 2^32", (pack_header([2**32, 0, 0, 0, 0]), payload)),
        _streamed("frame-time-is-a-float", "a time of 0.5", (pack_header([0, 0, 0.5, 0, 0]), payload)),
        _streamed("frame-of-text", "a header that is a text", (pack_header("frame"), payload)),
        _streamed("topic-unknown", "a topic of no stream", (frame, payload), topic=b"mood/k3v9/"),
        _streamed("topic-without-slash", "a topic without its end", (frame, payload), topic=b"motion/k3v9"),
        _streamed("topic-too-long", "a topic that does not end", (frame, payload), topic=b"motion/" + b"a" * 100),
        _streamed("audio-frame-too-short", "no index of its first sample", (frame, b""), topic=b"audio/k3v9/"),
        _streamed("audio-frame-odd", "half a sample", (pack_header([0, 0, 0, 0, 0, 0]), b"\x00"), topic=b"audio/k3v9/"),
        _streamed("header-of-another", "a session not the topic's", (pack_header(header),), topic=b"audio/k3v9/"),
        _streamed("keepalive-payload", "a keepalive with a payload", (pack_header(keepalive), b"")),
        _streamed(
            "face-on-motion", "a picture on the motion socket", (frame, payload), code=_UNSUPPORTED, topic=b"face/k3v9/"
        ),
        _pictured("texture-without-mesh", "a texture of no mesh", face),
        _pictured("mesh-index-too-large", "the fourth vertex of three", {**face, "mesh": mesh}),
        _pictured("mesh-not-finite", "a vertex nowhere", {**face, "mesh": far}),
        _pictured("mesh-too-few-positions", "a vertex of no place", {**face, "mesh": {**flat, "positions": bytes(24)}}),
        _pictured("mesh-too-many-openings", "two of one triangle", {**face, "mesh": {**flat, "openings": 2}}),
        _pictured(
            "mesh-landmark-of-none", "a nose without a vertex", {**face, "mesh": {**flat, "landmarks": {"noseTip": 3}}}
        ),
        _streamed(
            "jpeg-longer-than-payload",
            "a JPEG of 10 bytes in 9",
            (pack_header([0, 0, 0, 0, 0, 10]), bytes(9)),
            topic=b"face/k3v9/",
            socket=Socket.FACE,
        ),
    ]


def _bakes() -> list[Malformed]:
    """Impossible chunks and credit."""
    chunk = {"type": "bake_chunk", "session": SESSION, "first_frame": 0, "count": 2}
    audio = {"type": "bake_audio", "session": SESSION, "seq": 0, "last": False}
    credit = {"type": "bake_credit", "session": SESSION, "frames": 0}
    daemon, client = Sender.DAEMON, Sender.CLIENT
    return [
        _baked("chunk-uneven", "two frames in 489 bytes", daemon, chunk, bytes(489)),
        _baked("chunk-empty", "two frames in no bytes", daemon, chunk, b""),
        _baked("chunk-of-none", "no frames", daemon, {**chunk, "count": 0}, b""),
        _baked("chunk-too-long", "6,001 frames", daemon, {**chunk, "count": 6_001}, bytes(6_001)),
        _baked("bake-audio-empty", "no samples, though not the last", client, audio, b""),
        _baked("credit-of-none", "a credit of no frames", client, credit, None),
    ]


def _raw(name: str, description: str, header: bytes, *, re: int = 0, payload: bytes | None = None) -> Malformed:
    parts = (header,) if payload is None else (header, payload)
    return Malformed(name, description, Socket.CONTROL, Sender.CLIENT, parts, re=re)


def _control(
    name: str, description: str, header: dict[str, Any], code: str = "malformed", re: int | None = None
) -> Malformed:
    parts = (pack_header(header),)
    number = header.get("id", 0) if re is None else re
    return Malformed(name, description, Socket.CONTROL, Sender.CLIENT, parts, code, number)


def _streamed(
    name: str,
    description: str,
    parts: tuple[bytes, ...],
    *,
    code: str = "malformed",
    topic: bytes = _TOPIC,
    socket: Socket = Socket.MOTION,
) -> Malformed:
    return Malformed(name, description, socket, Sender.DAEMON, (topic, *parts), code)


def _pictured(name: str, description: str, header: dict[str, Any]) -> Malformed:
    topic = f"face/{SESSION}/".encode("ascii")
    return _streamed(name, description, (pack_header(header),), topic=topic, socket=Socket.FACE)


def _baked(name: str, description: str, sender: Sender, header: dict[str, Any], payload: bytes | None) -> Malformed:
    parts = (pack_header(header),) if payload is None else (pack_header(header), payload)
    return Malformed(name, description, Socket.BAKE, sender, parts)


def _set(controls: object) -> dict[str, Any]:
    return {**_CONTROLS, "controls": controls}
