"""How many pictures a second go over the wire, to one subscriber and to four, beside the same bytes without a protocol.

A publisher and its subscribers are processes of their own on one machine, over TCP. "Most" is what comes through
without loss: the next picture is sent when all subscribers have all but two of the former. "At 40 a second" is the
daemon's own pace, without waiting for anybody. The peer is pyzmq alone: the same parts, neither encoded nor decoded.
"""

import io
import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count

import numpy as np
import zmq
from numpy.typing import NDArray
from PIL import Image

from benchmarks.report import arguments, write
from mien_bridge.daemon.wire.streams import Publisher, Stream
from mien_bridge.offline.demo import portrait
from mien_protocol.codec import decode
from mien_protocol.face_payload import pack_jpeg, pack_rgba
from mien_protocol.messages.frames import FaceFrame
from mien_protocol.messages.streams import FaceStreamHeader
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.topics import StreamKind

SIZES_PX = (512, 1024)
SUBSCRIBERS = (1, 2, 4)
FLAT_OUT_S = 1.0
PACED_S = 2.0
PACE_HZ = 40
IN_FLIGHT = 2

_SESSION = "bench"
_TOPIC = b"face/bench/"
_END = b"end"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture, ready to be sent again and again."""

    name: str
    size_px: int
    layout: str
    payload: bytes
    jpeg_bytes: int | None

    def header(self) -> FaceStreamHeader:
        """What a receiver must know."""
        size = self.size_px
        return FaceStreamHeader(
            _SESSION, "0" * 16, "face", 0, PACE_HZ, self.layout, size, size, "portrait", "srgb", "top", "none"
        )

    def frame(self, seq: int) -> FaceFrame:
        """One frame of the stream."""
        now_ns = time.monotonic_ns()
        return FaceFrame(_SESSION, 0, seq, now_ns, now_ns, 0, self.payload, jpeg_bytes=self.jpeg_bytes)


@dataclass(frozen=True, slots=True)
class Audience:
    """Subscribers that are connected.

    Attributes:
        face: What they are subscribed to.
        acknowledged: Brings a message for each picture that one of them has got.
        number: How many they are.
    """

    face: "zmq.Socket[bytes]"
    acknowledged: "zmq.Socket[bytes]"
    number: int


def main() -> None:
    """Measures each picture with each audience, with the protocol and without, and prints it."""
    options = arguments(__doc__ or "")
    rows = []
    for picture in (make() for size_px in SIZES_PX for make in (partial(_rgba, size_px), partial(_jpeg, size_px))):
        for number in SUBSCRIBERS:
            with _audience(number, decodes=True) as audience:
                send = _protocol(picture, audience)
                most_hz = _flat_out(send, audience)
                lost, cpu = _paced(send, audience)
            with _audience(number, decodes=False) as audience:
                peer_hz = _flat_out(_bare(picture, audience), audience)
            mb_s = most_hz * len(picture.payload) * number / 1e6
            rows.append((picture.name, number, round(most_hz), round(mb_s), round(peer_hz), lost, round(100 * cpu, 1)))
    columns = [
        "picture", "subscribers", "most, pictures/s", "MB/s in all", "pyzmq alone, pictures/s",
        f"lost at {PACE_HZ}/s", f"publisher at {PACE_HZ}/s, % of a core",
    ]  # fmt: skip
    write("Pictures over the wire", columns, rows, options.json)


def _protocol(picture: Picture, audience: Audience) -> Callable[[], None]:
    publisher, numbers = Publisher(audience.face, 10**12), count()
    stream = Stream(StreamKind.FACE, _SESSION, picture.header)

    def send() -> None:
        publisher.send(stream, picture.frame(next(numbers)), time.monotonic_ns())

    return send


def _bare(picture: Picture, audience: Audience) -> Callable[[], None]:
    parts = [_TOPIC, bytes(30), picture.payload]

    def send() -> None:
        audience.face.send_multipart(parts, zmq.DONTWAIT, copy=False)

    return send


def _flat_out(send: Callable[[], None], audience: Audience) -> float:
    """Pictures a second that all subscribers got."""
    start_s, sent, got = time.perf_counter(), 0, 0
    while (now_s := time.perf_counter()) - start_s < FLAT_OUT_S:
        send()
        sent += 1
        while got < (sent - IN_FLIGHT) * audience.number:
            audience.acknowledged.recv()
            got += 1
    taken_s = now_s - start_s
    _drain(audience, sent * audience.number - got)
    return sent / taken_s


def _paced(send: Callable[[], None], audience: Audience) -> tuple[int, float]:
    """How many pictures were lost at the daemon's pace, and the share of a core that the publisher took."""
    pictures = round(PACED_S * PACE_HZ)
    start_s, start_cpu_s = time.perf_counter(), time.process_time()
    for at in range(pictures):
        time.sleep(max(start_s + at / PACE_HZ - time.perf_counter(), 0.0))
        send()
    cpu_s, taken_s = time.process_time() - start_cpu_s, time.perf_counter() - start_s
    expected = pictures * audience.number
    return expected - _drain(audience, expected), cpu_s / taken_s


def _drain(audience: Audience, expected: int) -> int:
    """How many of the expected acknowledgements came."""
    came = 0
    while came < expected and audience.acknowledged.poll(500):
        audience.acknowledged.recv()
        came += 1
    return came


@contextmanager
def _audience(number: int, *, decodes: bool) -> Iterator[Audience]:
    """Subscribers in processes of their own, who are ready."""
    spawn = multiprocessing.get_context("spawn")
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    face = context.socket(zmq.XPUB)
    face.xpub_verbose = True
    # ZeroMQ looks only each millisecond at what was read: flat out, more than the daemon's eight are sent until then.
    face.sndhwm = 1_000
    endpoint = f"tcp://127.0.0.1:{face.bind_to_random_port('tcp://127.0.0.1')}"
    acknowledged = context.socket(zmq.PULL)
    port = acknowledged.bind_to_random_port("tcp://127.0.0.1")
    arguments_ = (endpoint, f"tcp://127.0.0.1:{port}", decodes)
    processes = [spawn.Process(target=subscribe, args=arguments_, daemon=True) for _ in range(number)]
    try:
        for process in processes:
            process.start()
        for _ in processes:
            face.recv()
            face.recv()
        yield Audience(face, acknowledged, number)
    finally:
        face.send(_END)
        for process in processes:
            process.join(10.0)
        context.destroy(linger=0)


def subscribe(face: str, acknowledge: str, decodes: bool) -> None:
    """One subscriber: says so for each picture that it has got, until the end."""
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    told = context.socket(zmq.PUSH)
    told.connect(acknowledge)
    pictures = context.socket(zmq.SUB)
    pictures.connect(face)
    for topic in (_TOPIC, _END):
        pictures.subscribe(topic)
    while True:
        parts = [part.buffer for part in pictures.recv_multipart(copy=False)]
        if len(parts) == 1:
            break
        if decodes:
            decode(parts, Socket.FACE, Sender.DAEMON)
        told.send(b"")
    context.destroy(linger=0)


def _photo(size_px: int) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(portrait())) as image:
        return np.asarray(image.convert("RGBA").resize((size_px, size_px)))


def _rgba(size_px: int) -> Picture:
    return Picture(f"{size_px} x {size_px} RGBA", size_px, "rgba8", bytes(pack_rgba(_photo(size_px))), None)


def _jpeg(size_px: int) -> Picture:
    file = io.BytesIO()
    Image.fromarray(_photo(size_px)).convert("RGB").save(file, "JPEG", quality=85)
    payload, jpeg_bytes = pack_jpeg(file.getvalue(), None)
    name = f"{size_px} x {size_px} JPEG, {len(payload) // 1_000} kB"
    return Picture(name, size_px, "jpeg", bytes(payload), jpeg_bytes)


if __name__ == "__main__":
    main()
