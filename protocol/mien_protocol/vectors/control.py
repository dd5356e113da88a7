"""Golden messages of the control socket."""

import struct

import msgpack

from mien_protocol.messages import (
    AudioEnded,
    AudioProgress,
    AudioStreamHeader,
    Cancel,
    Cancelled,
    Closed,
    CloseSession,
    ControlsSet,
    EndAudio,
    ErrorReply,
    FaceRequest,
    Hello,
    Opened,
    OpenSession,
    PartialControls,
    Ping,
    Pong,
    PushAudio,
    Said,
    Say,
    SessionEnded,
    SessionSnapshot,
    SetControls,
    Snapshot,
    SnapshotReply,
    Topics,
    Welcome,
)
from mien_protocol.values import INT64_MAX, INT64_MIN, UINT32_MAX
from mien_protocol.vectors.golden import Golden, of_message
from mien_protocol.vectors.samples import LATENT_SIZE, SERVER_ID, SESSION, face_header, motion_header

__all__ = ["control_vectors"]

_PHOTO = bytes.fromhex("89504e470d0a1a0a")
_SHA256 = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"
_TAGGED = "[happy:0.6] Good to see you. [gaze:left:1.5s] Over there!"
_TOPICS = Topics(f"motion/{SESSION}/", f"face/{SESSION}/", f"audio/{SESSION}/")


def control_vectors() -> list[Golden]:
    """Every message of the control socket, and the corners of their fields."""
    return [*_connection(), *_sessions(), *_speech(), *_controls(), *_snapshots(), *_other_writers()]


def _connection() -> list[Golden]:
    limits = {"audio_samples": 96_000, "sessions": 4}
    motion, face, bake = (f"tcp://127.0.0.1:{port}" for port in (5571, 5572, 5573))
    features = ("say", "face", "bake", "echo")
    heard = Welcome(1, (1, 0), "mien 0.1.0", SERVER_ID, features, limits, 123_456_789_012_345, motion, face, bake, 1.0)
    least = Welcome(UINT32_MAX, (1, 0), "", "0" * 16, (), {}, INT64_MIN, motion, face, bake, 0.1)
    refused = ErrorReply(1, "version", "protocol 2.0 was asked for, 1.0 is spoken", "update the daemon")
    unread = ErrorReply(0, "malformed", "header: a msgpack value was expected, but it ends after 0 bytes")
    busy = ErrorReply(7, "audio_credit", "16,001 samples, 16,000 allowed", "wait", retryable=True, session=SESSION)
    return [
        of_message("hello", "the first message of a connection", Hello(1, (1, 0), "example 1.2", "c2VjcmV0")),
        of_message("hello-unicode", "text of 1 to 4 bytes a character", Hello(2, (1, 7), "aß漢😀", "")),
        of_message("hello-largest-id", "the largest id and versions", Hello(UINT32_MAX, (65_535, 65_535), "", "")),
        of_message("welcome", "the answer to hello", heard),
        of_message("welcome-least", "no features, no limits of its own, the smallest numbers", least),
        of_message("ping", "asks for the time", Ping(3, 1_000_000_000)),
        of_message("ping-smallest-time", "an int64's smallest", Ping(1, INT64_MIN)),
        of_message("pong", "the answer to ping", Pong(3, 1_000_000_000, 5_000_000_100, 5_000_000_900)),
        of_message("pong-largest-times", "an int64's largest", Pong(1, INT64_MAX, INT64_MAX, INT64_MAX)),
        of_message("error", "a refusal that no repetition helps", refused),
        of_message("error-unread", "about a message that could not be read", unread),
        of_message("error-retryable", "about a session, worth another try", busy),
    ]


def _sessions() -> list[Golden]:
    face = FaceRequest("texture", 2048, 120, "jpeg", 100)
    controls: PartialControls = {"emotion": "happy", "emotion_strength": 0.5, "blink_rate_per_min": None}
    full = OpenSession(
        9, "speak", 120, True, 2**53 - 1, 48_000, True, controls, avatar=_PHOTO, avatar_sha256=None, face=face
    )
    seen = OpenSession(10, rate_hz=24, audio_rate_hz=8_000, avatar_sha256=_SHA256, face=FaceRequest(size=64, rate_hz=1))
    gone = SessionEnded(SESSION, "internal", "the face could not be rendered")
    return [
        of_message("open_session", "motion alone, all as it comes", OpenSession(8)),
        of_message("open_session-seed-of-sound", "a seed that the sound chooses, since 1.1", OpenSession(8, seed=-1)),
        of_message("open_session-full", "every field other than its default, with a photo", full),
        of_message("open_session-seen", "a photo that the daemon has", seen),
        of_message("open_session-short", "what is left out has its default", OpenSession(8), rewritten=_open(8)),
        of_message("opened", "motion alone", Opened(8, SESSION, Topics(f"motion/{SESSION}/"), 120_000_000, 16_000)),
        of_message("opened-full", "with pictures and echo", Opened(9, SESSION, _TOPICS, 0, INT64_MAX, _SHA256)),
        of_message("close_session", "ends a session", CloseSession(11, SESSION)),
        of_message("closed", "the answer to close_session", Closed(11, SESSION)),
        of_message("session_ended", "the daemon ends a session by itself", gone),
    ]


def _speech() -> list[Golden]:
    samples = struct.pack("<5h", 0, 1, -1, 32_767, -32_768)
    return [
        of_message("push_audio", "five samples, from silence to both ends", PushAudio(SESSION, 0, samples)),
        of_message("push_audio-largest-seq", "the largest seq", PushAudio(SESSION, INT64_MAX, samples[2:4])),
        of_message("audio_progress", "how far the audio got", AudioProgress(SESSION, 16_000, 48_000)),
        of_message("end_audio", "ends an utterance", EndAudio(12, SESSION)),
        of_message("end_audio-numbered", "ends an utterance of 7 pieces, if none was lost", EndAudio(12, SESSION, 7)),
        of_message("audio_ended", "the answer to end_audio", AudioEnded(12, SESSION, 48_000)),
        of_message("say-untagged", "speaks with the daemon's own voice", Say(13, SESSION, "Grüß Gott, 世界 👋")),
        of_message("say-tagged", "a text with tags, in a voice", Say(14, SESSION, _TAGGED, "en-gb", tags=True)),
        of_message("said", "the answer to say", Said(13, SESSION, 33_075, 22_050)),
        of_message("cancel", "barge-in", Cancel(15, SESSION)),
        of_message("cancelled", "the answer to cancel", Cancelled(15, SESSION, 1, 2_345_678_901)),
        of_message("cancelled-largest-epoch", "the largest epoch", Cancelled(15, SESSION, UINT32_MAX, 0)),
    ]


def _controls() -> list[Golden]:
    whole: PartialControls = {
        "gaze_yaw_rad": -0.6,
        "gaze_pitch_rad": 0.45,
        "distance": 0.7,
        "head_gain": 0.0,
        "lips_gain": 2.0,
        "emotion": "surprised",
        "emotion_strength": 1.0,
        "blink_rate_per_min": 60.0,
    }
    natural: PartialControls = {**whole, "blink_rate_per_min": None}
    newer: PartialControls = {"manner": "shy", "affect": 0.25, "activity": "listening"}
    all_of_1_1: PartialControls = {**whole, "manner": "presenter", "affect": 1.0, "activity": "auto"}
    return [
        of_message("set_controls", "some controls", SetControls(16, SESSION, {"gaze_yaw_rad": 0.1, "distance": 1.5})),
        of_message("set_controls-none", "no control at all", SetControls(17, SESSION, {})),
        of_message(
            "set_controls-natural-blinks",
            "nil, which here is a value: back to the natural rate",
            SetControls(18, SESSION, {"blink_rate_per_min": None}),
        ),
        of_message("controls_set", "every control, at an end of its range", ControlsSet(16, SESSION, whole)),
        of_message("controls_set-natural-blinks", "with the natural rate", ControlsSet(18, SESSION, natural)),
        of_message("set_controls-manner", "the controls that 1.1 added", SetControls(19, SESSION, newer)),
        of_message("controls_set-manner", "every control of 1.1", ControlsSet(19, SESSION, all_of_1_1)),
    ]


def _snapshots() -> list[Golden]:
    audio = AudioStreamHeader(SESSION, SERVER_ID, "audio", 3, 16_000, "i2")
    face = face_header("rgba8", "texture", "straight")
    next_seq = {_TOPICS.motion: 1_200, f"face/{SESSION}/": 800, f"audio/{SESSION}/": INT64_MAX}
    one = SessionSnapshot(SESSION, 3, next_seq, motion_header(LATENT_SIZE), face, audio)
    two = SessionSnapshot("0" * 32, 0, {})
    return [
        of_message("snapshot", "asks for all sessions", Snapshot(19)),
        of_message("snapshot-one", "asks for one session", Snapshot(20, SESSION)),
        of_message("snapshot_reply", "a session with all streams, and one with none", SnapshotReply(19, (one, two))),
        of_message("snapshot_reply-none", "no session", SnapshotReply(20, ())),
    ]


def _other_writers() -> list[Golden]:
    """The same messages as other writers may write them."""
    hello = Hello(1, (1, 0), "example 1.2", "c2VjcmV0")
    header = {"type": "hello", "id": 1, "protocol": [1, 0], "client": "example 1.2", "token": "c2VjcmV0"}
    more = {"colour": "red", "nested": {"deep": [1, [2.5, None, True]]}, "bytes": b"\x00\xff"}
    newer = {**header, "protocol": [1, 0, 9]}
    nil = {"type": "say", "id": 13, "session": SESSION, "text": "Hi", "voice": None}
    plain = {**nil, "text": "Grüß Gott, 世界 👋"}
    voiced = {**nil, "id": 14, "text": "", "voice": "en-gb"}
    named = {"type": "snapshot", "id": 20}
    wide = msgpack.packb({"type": "ping"})[1:] + b"\xa2id\xcf" + struct.pack(">Q", 3)
    wide = b"\x83" + wide + b"\xa9client_ns\xd3" + struct.pack(">q", 1)
    single = b"\x84" + msgpack.packb("type") + msgpack.packb("set_controls") + b"\xa2id\x01\xa7session\xa4k3v9"
    single += b"\xa8controls\x82\xa8distance\x01\xa9head_gain\xca" + struct.pack(">f", 0.75)
    controls = SetControls(1, SESSION, {"distance": 1.0, "head_gain": 0.75})
    long_text = b"\xde\x00\x03\xd9\x04type\xda\x00\x06cancel\xdb\x00\x00\x00\x02id\x01\xa7session\xa4k3v9"
    return [
        of_message("hello-unknown-keys", "keys of a later version", hello, rewritten={**more, **header}),
        of_message("hello-newer-version", "more elements than are known", hello, rewritten=newer),
        of_message("hello-other-order", "keys in another order", hello, rewritten=dict(reversed(header.items()))),
        of_message("say", "as of version 1.0", Say(13, SESSION, "Grüß Gott, 世界 👋"), rewritten=plain),
        of_message("say-voice", "no text, and a voice", Say(14, SESSION, "", "en-gb"), rewritten=voiced),
        of_message("say-nil", "nil, as if left out", Say(13, SESSION, "Hi"), rewritten=nil),
        of_message("snapshot-short", "what may be left out is left out", Snapshot(20), rewritten=named),
        of_message("ping-wide-integers", "integers wider than they need", Ping(3, 1), rewritten=wide),
        of_message("set_controls-other-numbers", "an integer, and a float of 32 bits", controls, rewritten=single),
        of_message("cancel-wide-lengths", "lengths wider than they need", Cancel(1, SESSION), rewritten=long_text),
    ]


def _open(number: int) -> dict[str, object]:
    return {"type": "open_session", "id": number}
