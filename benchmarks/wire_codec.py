"""What it costs to write and to read a message, beside the same as JSON and as a msgpack map of names."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import msgpack
import numpy as np

from benchmarks.report import arguments, measure, write
from mien_protocol.codec import decode, encode
from mien_protocol.face_payload import pack_rgba, unpack_rgba
from mien_protocol.messages import FaceFrame, FaceStreamHeader, MotionStreamFrame, Sender, Socket
from mien_protocol.motion import Motion
from mien_protocol.motion_payload import frame_payloads, pack_motion, unpack_motion, unpack_motion_frame
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_NAMES

REPEATS = 4_000
CHUNK_FRAMES = 600
SIZE_PX = 512

_TIMES = (1_283_333_333, 5_000_000_100)


@dataclass(frozen=True, slots=True)
class Case:
    """One way to send one thing.

    Attributes:
        name: What is sent, and how.
        send: Makes the parts.
        receive: Reads them.
        size_bytes: Of all parts.
    """

    name: str
    send: Callable[[], object]
    receive: Callable[[], object]
    size_bytes: int


def main() -> None:
    """Measures all cases and prints them."""
    options = arguments(__doc__ or "")
    rows = []
    for case in (_motion_frame(), *_peers(), _motion_chunk(), _picture()):
        sending, receiving = measure(case.send, REPEATS), measure(case.receive, REPEATS)
        rows.append((case.name, case.size_bytes, sending.median_ms * 1e3, receiving.median_ms * 1e3))
    columns = ["message", "bytes", "write, µs (median)", "read, µs (median)"]
    write("Writing and reading messages", columns, rows, options.json)


def _motion_frame() -> Case:
    motion = _motion(1)

    def send() -> list[bytes]:
        (payload,) = frame_payloads(motion, latents=False)
        return [bytes(part) for part in encode(MotionStreamFrame("k3v9", 0, 77, *_TIMES, 0, payload))]

    parts = send()

    def receive() -> object:
        frame = decode(parts, Socket.MOTION, Sender.DAEMON)
        assert isinstance(frame, MotionStreamFrame)
        return unpack_motion_frame(frame.payload, frame.time_ns, 0)

    return Case("motion frame (m1)", send, receive, _size(parts))


def _peers() -> list[Case]:
    """The same motion frame with its names in it, as others send it; they check nothing."""
    motion = _motion(1)

    def named() -> dict[str, object]:
        expression = dict(zip(EXPRESSION_NAMES, motion.expression[0].tolist(), strict=True))
        pose = {name: getattr(motion, name)[0].tolist() for name in ("head_wxyz", "head_m", "gaze_rad")}
        return {"epoch": 0, "seq": 77, "time_ns": _TIMES[0], "daemon_ns": _TIMES[1], "expression": expression, **pose}

    def read(value: dict[str, object]) -> object:
        expression = value["expression"]
        assert isinstance(expression, dict)
        return np.array([expression[name] for name in EXPRESSION_NAMES], np.float32)

    text, packed = json.dumps(named()).encode("ascii"), msgpack.packb(named())
    return [
        Case(
            "the same as JSON", lambda: json.dumps(named()).encode("ascii"), lambda: read(json.loads(text)), len(text)
        ),
        Case(
            "the same as a msgpack map of names",
            lambda: msgpack.packb(named()),
            lambda: read(msgpack.unpackb(packed)),
            len(packed),
        ),
    ]


def _motion_chunk() -> Case:
    motion = _motion(CHUNK_FRAMES)
    payload = pack_motion(motion, latents=True)
    return Case(
        f"chunk of {CHUNK_FRAMES} frames (m1l), payload alone",
        lambda: pack_motion(motion, latents=True),
        lambda: unpack_motion(payload, motion.time_ns, motion.latent.shape[1]),
        len(payload),
    )


def _picture() -> Case:
    rgba = np.zeros((SIZE_PX, SIZE_PX, 4), np.uint8)
    header = FaceStreamHeader(
        "k3v9", "0" * 16, "face", 0, 40, "rgba8", SIZE_PX, SIZE_PX, "portrait", "srgb", "top", "none"
    )

    def send() -> list[bytes | bytearray | memoryview]:
        return encode(FaceFrame("k3v9", 0, 41, *_TIMES, 0, pack_rgba(rgba)))

    parts = send()

    def receive() -> object:
        frame = decode(parts, Socket.FACE, Sender.DAEMON)
        assert isinstance(frame, FaceFrame)
        return unpack_rgba(frame, header)

    return Case(f"picture {SIZE_PX} x {SIZE_PX} (rgba8)", send, receive, _size(parts))


def _motion(frames: int) -> Motion:
    rng = np.random.default_rng(0)
    return Motion(
        time_ns=np.arange(frames, dtype=np.int64),
        latent=rng.normal(size=(frames, 64)).astype(np.float16),
        expression=rng.uniform(size=(frames, EXPRESSION_COUNT)).astype(np.float32),
        head_wxyz=np.tile(np.array([1, 0, 0, 0], np.float32), (frames, 1)),
        head_m=rng.normal(size=(frames, 3)).astype(np.float32),
        gaze_rad=rng.normal(size=(frames, 2)).astype(np.float32),
    )


def _size(parts: list[bytes] | list[bytes | bytearray | memoryview]) -> int:
    return sum(memoryview(part).nbytes for part in parts)


if __name__ == "__main__":
    main()
