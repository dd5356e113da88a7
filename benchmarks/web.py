"""What the gateway for browsers adds to a frame's way, and what it costs, for one browser and for four.

A publisher in place of the daemon, the gateway, and a process of browsers, on one machine. Motion goes out at 60 frames
a second, pictures at 40. A frame's age is taken when it is received, before it is unpacked. The peer is ZeroMQ itself:
the same frames, received by a subscriber beside the gateway.
"""

import asyncio
import io
import json
import multiprocessing
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgpack
import numpy as np
import zmq
from numpy.typing import NDArray
from PIL import Image
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.report import arguments, write
from mien_bridge.daemon.wire.streams import Publisher, Stream
from mien_bridge.offline.demo import portrait
from mien_bridge.web.app.server import serve_web
from mien_bridge.web.live_host import Character, Film, Unlisten, VoiceChannel
from mien_bridge.web.live_requests import LiveRequest
from mien_bridge.web.live_state import InputState, LiveState
from mien_bridge.web.options import WebOptions
from mien_protocol.codec import decode, encode
from mien_protocol.endpoint import dial
from mien_protocol.envelope import SUBSCRIBE
from mien_protocol.errors import MienError
from mien_protocol.face_payload import pack_jpeg, pack_rgba
from mien_protocol.messages import FaceFrame, Hello, MotionStreamFrame, Ping, Pong, Sender, Socket, Welcome
from mien_protocol.messages.streams import FaceStreamHeader, MotionStreamHeader
from mien_protocol.rig import EXPRESSION_NAMES
from mien_protocol.topics import StreamKind

BROWSERS = (1, 4)
PACED_S = 4.0
MOTION_HZ, FACE_HZ = 60, 40
SIZE_PX = 512

_TOPICS = {"motion": "motion/bench/", "face": "face/bench/"}


@dataclass(frozen=True, slots=True)
class Picture:
    """What is published as pictures; none if there is no payload."""

    name: str
    layout: str = "jpeg"
    payload: bytes = b""
    jpeg_bytes: int | None = None


def main() -> None:
    """Measures each load with each number of browsers, and prints it."""
    options = arguments(__doc__ or "")
    rows = [_measured(picture, number) for picture in (Picture("none"), _jpeg(), _rgba()) for number in BROWSERS]
    columns = [
        "pictures", "browsers", "motion by ZeroMQ, ms", "motion by gateway, ms", "p99", "pictures by ZeroMQ, ms",
        "pictures by gateway, ms", "p99", "pictures that came, %", "gateway, % of a core",
    ]  # fmt: skip
    names = [f"{name} {columns[at - 1]}" if name == "p99" else name for at, name in enumerate(columns)]
    write("Frames through the gateway, medians", names, rows, options.json)


def _measured(picture: Picture, browsers: int) -> tuple[object, ...]:
    """One row."""
    with (
        tempfile.TemporaryDirectory() as folder,
        _Daemon(Path(folder) / "daemon.json", picture) as daemon,
        _child(_gateway, str(daemon.path)) as gateway,
        _child(_subscriber, str(daemon.path)) as peer,
        _child(_browsers, *gateway.recv(), browsers) as pages,
    ):
        peer.recv()
        pages.recv()
        gateway.send("begin")
        sent = daemon.publish(PACED_S)
        gateway.send("end")
        cpu_s = gateway.recv()
        for reader in (peer, pages):
            reader.send("end")
        direct, through = peer.recv(), pages.recv()
    share = round(100 * len(through["face"]) / (sent * browsers), 1) if sent else "-"
    motion = (_p(direct["motion"], 50), _p(through["motion"], 50), _p(through["motion"], 99))
    face = (_p(direct["face"], 50), _p(through["face"], 50), _p(through["face"], 99))
    return (picture.name, browsers, *motion, *face, share, round(100 * cpu_s / PACED_S, 1))


def _p(ages_ms: list[float], percentile: float) -> float | str:
    return round(float(np.percentile(ages_ms, percentile)), 2) if ages_ms else "-"


class _Daemon:
    """As much of a daemon as the gateway needs: it welcomes, and publishes one session."""

    def __init__(self, path: Path, picture: Picture) -> None:
        self.path = path
        self._picture = picture
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._over = threading.Event()
        kinds = {"control": zmq.ROUTER, "motion": zmq.XPUB, "face": zmq.XPUB, "bake": zmq.ROUTER}
        self._sockets = {name: self._context.socket(kind) for name, kind in kinds.items()}
        for name in ("motion", "face"):
            self._sockets[name].xpub_verbose = True
        ports = {name: socket.bind_to_random_port("tcp://127.0.0.1") for name, socket in self._sockets.items()}
        endpoints = {name: f"tcp://127.0.0.1:{port}" for name, port in ports.items()}
        path.write_text(json.dumps({**endpoints, "server_id": "0" * 16, "token": "t", "curve_key": None}))
        publishers = {name: Publisher(self._sockets[name], 10**12) for name in ("motion", "face")}
        streams = {
            "motion": Stream(StreamKind.MOTION, "bench", _motion_header),
            "face": Stream(StreamKind.FACE, "bench", lambda: _face_header(picture.layout)),
        }
        self._published = {name: (publishers[name], streams[name]) for name in publishers}
        for publisher, stream in self._published.values():
            publisher.begin(stream, time.monotonic_ns())
        self._answering = threading.Thread(target=self._answer)

    def __enter__(self) -> "_Daemon":
        self._answering.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._over.set()
        self._answering.join()
        self._context.destroy(linger=0)

    def publish(self, seconds: float) -> int:
        """Publishes at the pace of speech; how many pictures."""
        start_s, pictures, moments = time.perf_counter(), 0, []
        moments += [(at / MOTION_HZ, "motion") for at in range(round(seconds * MOTION_HZ))]
        moments += [(at / FACE_HZ, "face") for at in range(round(seconds * FACE_HZ) if self._picture.payload else 0)]
        for due_s, name in sorted(moments):
            time.sleep(max(start_s + due_s - time.perf_counter(), 0.0))
            publisher, stream = self._published[name]
            now_ns = time.monotonic_ns()
            common = ("bench", 0, stream.number(), round(due_s * 1e9), now_ns, 0)
            if name == "motion":
                publisher.send(stream, MotionStreamFrame(*common, bytes(244)), now_ns)
            else:
                picture = self._picture
                frame = FaceFrame(*common, picture.payload, jpeg_bytes=picture.jpeg_bytes)
                publisher.send(stream, frame, now_ns)
                pictures += 1
        time.sleep(0.5)
        return pictures

    def _answer(self) -> None:
        control = self._sockets["control"]
        while not self._over.is_set():
            for publisher, _ in self._published.values():
                publisher.greet(time.monotonic_ns())
            if not control.poll(20):
                continue
            identity, *parts = control.recv_multipart()
            message, now_ns = decode(parts, Socket.CONTROL, Sender.CLIENT), time.monotonic_ns()
            if isinstance(message, Hello):
                welcome = Welcome(message.id, (1, 0), "bench", "0" * 16, (), {}, now_ns, "", "", "", 2.0)
                control.send_multipart([identity, *encode(welcome)])
            elif isinstance(message, Ping):
                control.send_multipart([identity, *encode(Pong(message.id, message.client_ns, now_ns, now_ns))])


@contextmanager
def _child(work: Callable[..., None], *options: object) -> Iterator[Connection]:
    """A process of its own, and the pipe to it; it ends when the pipe is closed."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=work, args=(there, *options), daemon=True)
    process.start()
    there.close()
    try:
        yield here
    finally:
        here.close()
        process.join(10.0)


class _Nobody:
    """A show in which nothing happens."""

    def state(self) -> LiveState:
        return LiveState("bench", "up", InputState("none"))

    async def ask(self, request: LiveRequest) -> None:
        raise MienError(f"nothing can be asked here, got {type(request).__name__}")

    def listen(self, _callback: object) -> Unlisten:
        return lambda: None

    def voice(self) -> VoiceChannel:
        raise MienError("nobody speaks here")

    def character(self) -> Character | None:
        return None

    def film(self) -> Film | None:
        return None


def _gateway(pipe: Connection, path: str) -> None:
    """Runs a gateway; answers how much processor time it took between `begin` and `end`."""

    async def run() -> None:
        async with serve_web(WebOptions(port=0), _Nobody(), Path(path)) as server:
            pipe.send((server.address, server.token))
            await asyncio.to_thread(pipe.recv)
            begin_s = time.process_time()
            await asyncio.to_thread(pipe.recv)
            pipe.send(time.process_time() - begin_s)
            await asyncio.to_thread(pipe.poll, None)

    asyncio.run(run())


def _subscriber(pipe: Connection, path: str) -> None:
    """One subscriber of ZeroMQ's; answers the ages of what it got."""
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    connection, poller = json.loads(Path(path).read_text()), zmq.Poller()
    ages: dict[str, list[float]] = {name: [] for name in _TOPICS}
    for name, topic in _TOPICS.items():
        socket = context.socket(zmq.SUB)
        dial(socket, connection, name)
        socket.subscribe(topic)
        socket.recv_multipart()
        poller.register(socket, zmq.POLLIN)
    pipe.send("ready")
    while not pipe.poll(0):
        for socket, _ in poller.poll(50):
            parts = socket.recv_multipart()
            _note(ages, parts[0].decode(), msgpack.unpackb(parts[1]), time.monotonic_ns())
    pipe.send(ages)
    context.destroy(linger=0)


def _browsers(pipe: Connection, address: str, token: str, number: int) -> None:
    """Browsers in one loop; answers the ages of what they got."""
    ages: dict[str, list[float]] = {name: [] for name in _TOPICS}

    async def read(socket: ClientConnection) -> None:
        async for data in socket:
            now_ns = time.monotonic_ns()
            channel, header, *_ = msgpack.unpackb(data)
            _note(ages, channel, header, now_ns)

    async def run() -> None:
        async with AsyncExitStack() as stack:
            opened = [
                await stack.enter_async_context(
                    connect(f"ws://{address}/ws", proxy=None, max_size=None, compression=None)
                )
                for _ in range(number)
            ]
            for socket in opened:
                await _begin(socket, token)
            reading = [asyncio.create_task(read(socket)) for socket in opened]
            pipe.send("ready")
            await asyncio.to_thread(pipe.recv)
            for task in reading:
                task.cancel()
            pipe.send(ages)

    asyncio.run(run())


async def _begin(socket: ClientConnection, token: str) -> None:
    """Says hello, and subscribes, until the headers have come."""
    hello = {"type": "hello", "id": 1, "protocol": [1, 0], "client": "bench", "token": token}
    await socket.send(msgpack.packb(["control", hello]))
    await socket.send(msgpack.packb([SUBSCRIBE, {"topics": list(_TOPICS.values())}]))
    wanted = set(_TOPICS.values())
    while wanted:
        wanted.discard(msgpack.unpackb(await socket.recv())[0])


def _note(ages: dict[str, list[float]], topic: str, header: Any, now_ns: int) -> None:  # noqa: ANN401
    if isinstance(header, list):
        ages[topic.partition("/")[0]].append((now_ns - header[3]) / 1e6)


def _motion_header() -> MotionStreamHeader:
    return MotionStreamHeader("bench", "0" * 16, "motion", 0, MOTION_HZ, "m1", tuple(EXPRESSION_NAMES), None, 0)


def _face_header(layout: str) -> FaceStreamHeader:
    return FaceStreamHeader(
        "bench", "0" * 16, "face", 0, FACE_HZ, layout, SIZE_PX, SIZE_PX, "portrait", "srgb", "top", "none"
    )


def _photo() -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(portrait())) as image:
        return np.asarray(image.convert("RGBA").resize((SIZE_PX, SIZE_PX)))


def _jpeg() -> Picture:
    file = io.BytesIO()
    Image.fromarray(_photo()).convert("RGB").save(file, "JPEG", quality=85)
    payload, jpeg_bytes = pack_jpeg(file.getvalue(), None)
    return Picture(f"JPEG, {len(payload) // 1_000} kB", "jpeg", bytes(payload), jpeg_bytes)


def _rgba() -> Picture:
    return Picture("RGBA, 1 MB", "rgba8", bytes(pack_rgba(_photo())))


if __name__ == "__main__":
    main()
