"""What Unity's package costs: a frame of motion, a picture, the way from the daemon; under .NET 8, without an engine.

The C# is compiled by the toolchain of the package's tests, which is fetched the first time.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgpack
import numpy as np
import zmq

from benchmarks.report import arguments, write
from benchmarks.serving import serving
from mien_bridge.media.paced_recording import read_speech
from mien_bridge.offline.demo import sentence

PICTURES = 240
PICTURES_HZ = 40
JPEG_BYTES = {512: 45_000, 1024: 150_000}
"""About what a portrait of that size has at quality 85."""


def main() -> None:
    """Measures everything and prints it."""
    options = arguments(__doc__ or "")
    program, scene = _program("Mien.Bench"), _program("Mien.SceneBench")
    rows = [*_frames(program), *_components(scene)]
    for size in (512, 1024):
        rows += [_pictures(program, size, 4 * size * size, "rgba8"), _pictures(program, size, JPEG_BYTES[size], "jpeg")]
    rows += _latency(program)
    write("Unity's package", ["what", "median", "p99", "longest", "unit", "bytes allocated"], rows, options.json)


def _program(name: str) -> list[str]:
    """How a program in C# is started."""
    build = [sys.executable, "-m", "tests.plugins.unity.toolchain", name]
    done = subprocess.run(build, cwd=Path(__file__).parents[1], check=True, stdout=subprocess.PIPE, text=True)
    command: list[str] = json.loads(done.stdout)
    return command


def _told(command: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told


def _row(what: str, figures: dict[str, float], unit: str, allocated: object = "") -> list[object]:
    return [what, figures["median"], figures["p99"], figures["most"], unit, allocated]


def _frames(program: list[str]) -> list[list[object]]:
    told = _told([*program, "frames"])
    return [
        _row("a frame of motion decoded", told["decode_us"], "µs", told["bytes"]),
        _row("the jitter buffer sampled, 52 shapes mixed", told["sample_us"], "µs", told["bytes"]),
    ]


def _components(scene: list[str]) -> list[list[object]]:
    """What components add, beside an engine of signatures: what a real one does with it is its own."""
    frames = _told([*scene, "frames"])
    rows = [
        _row("a frame of motion: bytes to a face's 52 weights and two bones", frames["apply_us"], "µs", frames["bytes"])
    ]
    for size in (512, 1024):
        told = _told([*scene, "pictures", str(size)])
        rows.append(_row(f"a picture, {size} x {size} rgba8: ready to texture", told["show_ms"], "ms", told["bytes"]))
    return rows


def _pictures(program: list[str], size: int, payload_bytes: int, layout: str) -> list[object]:
    with _publisher(size, payload_bytes, layout) as endpoint:
        told = _told([*program, "pictures", endpoint, str(PICTURES)])
    what = f"a picture, {size} x {size} {layout}, {payload_bytes} bytes: sent to ready"
    return _row(what, told["latency_ms"], "ms", told["bytes"])


@contextmanager
def _publisher(size: int, payload_bytes: int, layout: str) -> Iterator[str]:
    """Publishes pictures of noise, as a daemon would."""
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    socket = context.socket(zmq.XPUB)
    socket.sndhwm = 8
    port = socket.bind_to_random_port("tcp://127.0.0.1")
    stop = threading.Event()
    thread = threading.Thread(target=_publish, args=(socket, stop, size, payload_bytes, layout), daemon=True)
    thread.start()
    try:
        yield f"tcp://127.0.0.1:{port}"
    finally:
        stop.set()
        thread.join()
        context.destroy(linger=0)


def _publish(socket: "zmq.Socket[bytes]", stop: threading.Event, size: int, payload_bytes: int, layout: str) -> None:
    topic, payload = b"face/a/", np.random.default_rng(1).bytes(payload_bytes)
    header = {"type": "stream_header", "session": "a", "server_id": "0" * 16, "kind": "face", "epoch": 0}
    header |= {"rate_hz": PICTURES_HZ, "layout": layout, "width": size, "height": size, "face_layout": "portrait"}
    header |= {"color": "srgb", "origin": "top", "alpha": "none"}
    seq, due_s = 0, time.monotonic()
    while not stop.is_set():
        if socket.poll(max(0, round(1e3 * (due_s - time.monotonic())))):
            socket.recv()
            socket.send_multipart([topic, msgpack.packb(header)])
        elif time.monotonic() >= due_s:
            now_ns = time.monotonic_ns()
            frame = [0, seq, now_ns, now_ns, 0, *([payload_bytes] if layout == "jpeg" else [])]
            socket.send_multipart([topic, msgpack.packb(frame), payload], copy=False)
            seq += 1
            due_s += 1 / PICTURES_HZ


def _latency(program: list[str]) -> list[list[object]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(file := Path(folder) / "daemon.json", "--no-face"),
        sentence() as speech,
    ):
        samples = Path(folder) / "speech.pcm"
        samples.write_bytes(read_speech(speech).tobytes())
        told = _told([*program, "latency", str(file), str(samples)])
    return [
        _row("a frame of motion: sent by the daemon to the engine's hand", told["arrival_ms"], "ms"),
        _row("a sound pushed to its frame in the engine's hand", told["answer_ms"], "ms"),
    ]


if __name__ == "__main__":
    main()
