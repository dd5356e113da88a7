"""Golden messages of the motion and face sockets."""

import struct

from mien_protocol.face_payload import pack_jpeg, pack_rgba
from mien_protocol.messages import (
    AudioFrame,
    AudioStreamHeader,
    FaceFrame,
    FrameFlag,
    Keepalive,
    MotionStreamFrame,
)
from mien_protocol.motion_payload import pack_motion
from mien_protocol.topics import StreamKind
from mien_protocol.values import INT64_MAX, INT64_MIN, UINT32_MAX
from mien_protocol.vectors.golden import Golden, of_message
from mien_protocol.vectors.samples import (
    JPEG,
    LATENT_SIZE,
    SERVER_ID,
    SESSION,
    face_header,
    motion,
    motion_header,
    rgba,
)

__all__ = ["stream_vectors"]

_DAEMON_NS = 5_000_000_100


def stream_vectors() -> list[Golden]:
    """Every message of the streams, and every layout."""
    return [*_headers(), *_motion(), *_pictures(), *_audio()]


def _headers() -> list[Golden]:
    audio = AudioStreamHeader(SESSION, SERVER_ID, "audio", UINT32_MAX, 48_000, "i2")
    return [
        of_message("stream_header-motion", "motion without latents", motion_header()),
        of_message("stream_header-motion-latents", "motion with latents", motion_header(LATENT_SIZE)),
        of_message("stream_header-face", "the portrait, opaque", face_header("rgba8")),
        of_message(
            "stream_header-face-cutout", "the person, as JPEG with alpha", face_header("jpeg", "cutout", "straight")
        ),
        of_message("stream_header-face-texture", "with its mesh", face_header("rgba8", "texture", "straight")),
        of_message("stream_header-audio", "echoed audio", audio),
        of_message("keepalive-motion", "a stream that has nothing to say", _keepalive(StreamKind.MOTION)),
        of_message("keepalive-face", "the same of pictures", _keepalive(StreamKind.FACE)),
        of_message("keepalive-audio", "the same of audio", _keepalive(StreamKind.AUDIO)),
    ]


def _motion() -> list[Golden]:
    plain = pack_motion(motion(1), latents=False)
    full = pack_motion(motion(1), latents=True)
    first = MotionStreamFrame(SESSION, 0, 0, 0, _DAEMON_NS, FrameFlag.FIRST, plain)
    last = MotionStreamFrame(SESSION, UINT32_MAX, INT64_MAX, INT64_MAX, INT64_MAX, UINT32_MAX, plain)
    early = MotionStreamFrame("0", 0, 0, INT64_MIN, INT64_MIN, 0, plain)
    rest = MotionStreamFrame(
        SESSION, 1, 77, 1_283_333_333, _DAEMON_NS, FrameFlag.IDLE | FrameFlag.INTERRUPTED | FrameFlag.LAST, full
    )
    longer = [0, 0, 0, _DAEMON_NS, 1, None, {"of": ["a", "later", "version"]}]
    return [
        of_message("motion_frame-m1", "layout m1", first),
        of_message("motion_frame-m1l", "layout m1l", rest, latent_size=LATENT_SIZE),
        of_message("motion_frame-largest", "the largest numbers and every flag", last),
        of_message("motion_frame-smallest", "the smallest numbers", early),
        of_message("motion_frame-longer", "more elements than are known", first, rewritten=longer),
    ]


def _pictures() -> list[Golden]:
    opaque, alpha = face_header("jpeg"), face_header("jpeg", "cutout", "straight")
    raw = bytes(pack_rgba(rgba(4, 2)))
    plain, plain_bytes = pack_jpeg(JPEG, None)
    cut, cut_bytes = pack_jpeg(JPEG, rgba(4, 2)[:, :, 0])
    return [
        of_message("face_frame-rgba8", "layout rgba8", _picture(raw, None), face=face_header("rgba8")),
        of_message("face_frame-jpeg", "layout jpeg, opaque", _picture(plain, plain_bytes), face=opaque),
        of_message("face_frame-jpeg-alpha", "layout jpeg with alpha", _picture(cut, cut_bytes), face=alpha),
    ]


def _audio() -> list[Golden]:
    samples = struct.pack("<5h", 0, 1, -1, 32_767, -32_768)
    some = AudioFrame(SESSION, 0, 5, 100_000_000, _DAEMON_NS, 0, samples, first_sample=1_600)
    none = AudioFrame(SESSION, 0, 6, 100_312_500, _DAEMON_NS, FrameFlag.LAST, b"", first_sample=INT64_MAX)
    return [
        of_message("audio_frame-i2", "layout i2", some),
        of_message("audio_frame-empty", "no samples, from the largest index on", none),
    ]


def _keepalive(kind: StreamKind) -> Keepalive:
    return Keepalive(kind, SESSION, 2, 78, _DAEMON_NS)


def _picture(payload: bytes, jpeg_bytes: int | None) -> FaceFrame:
    return FaceFrame(SESSION, 0, 41, 1_025_000_000, _DAEMON_NS, 0, payload, jpeg_bytes)
