"""What the daemon costs in time: from a sound that is sent to the frame received, and from a cancel to rest.

Daemon and client are two processes on one machine. The recording is sent in pieces of 20 ms at the pace of speech;
latency is counted from when the piece with a frame's own instant was sent, so that the look-ahead is part of it.
"""

import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import mien_bridge
from benchmarks.report import arguments, write
from benchmarks.serving import serving
from mien_bridge.offline.demo import portrait
from mien_bridge.remote.stream import stream_recording
from mien_protocol.client import Client, ClientSession
from mien_protocol.messages.sessions import FaceRequest, OpenSession

RECORDING = Path(mien_bridge.__file__).parent / "assets" / "demo_sentence.flac"
CANCELS = 200


def main() -> None:
    """Streams the demo sentence without and with pictures, cancels some sessions, and prints what it took."""
    options = arguments(__doc__ or "")
    rows: list[tuple[str, int, int, float, float, float]] = []
    with tempfile.TemporaryDirectory() as folder, serving(path := Path(folder) / "daemon.json") as ready_s:
        photo = portrait()
        for name, face in (
            ("motion 60/s alone", None),
            ("with 512x512 RGBA, 40/s", FaceRequest()),
            ("with 512x512 JPEG, 40/s", FaceRequest(format="jpeg")),
        ):
            asked = OpenSession(1, avatar=None if face is None else photo, face=face)
            duration_s, streams = stream_recording(path, RECORDING, asked, lambda: None, quiet=True)
            for kind, measured in streams.items():
                frames = len(measured.latency_ms)
                rows.append((f"{kind}, {name}", round(frames / duration_s), measured.lost, *measured.percentiles_ms()))
        for name, face in (("motion alone", None), ("with 512x512 RGBA", FaceRequest())):
            taken = cancels_ms(path, None if face is None else photo, face)
            label = f"cancel to the first frame, {name}; longest of {CANCELS} {taken.max():.0f} ms"
            half, most, nearly_all = (float(part) for part in np.percentile(taken, (50, 95, 99)))
            rows.append((label, 0, 0, half, most, nearly_all))
        rows.append(("start to ready, ms", 0, 0, *(ready_s * 1e3,) * 3))
    columns = ["what", "frames/s", "lost", "p50 ms", "p95 ms", "p99 ms"]
    write("Daemon, 10.6 s of speech at its pace", columns, rows, options.json)


def cancels_ms(path: Path, photo: bytes | None, face: FaceRequest | None) -> NDArray[np.float64]:
    """From sending a `cancel` in the middle of speech until the first frame of the new epoch was received.

    Returns:
        Milliseconds, shape (CANCELS,).
    """
    noise = np.random.default_rng(0).normal(0.0, 3_000.0, 480_000).astype(np.int16)
    taken: list[float] = []
    with Client(path) as client, client.open_session(pace="speak", avatar=photo, face=face) as session:
        for epoch in range(1, CANCELS + 1):
            session.push(noise[:16_000])
            _wait(session, epoch - 1, frames=12)
            start = time.perf_counter()
            session.cancel()
            _wait(session, epoch, frames=1)
            taken.append((time.perf_counter() - start) * 1e3)
    return np.array(taken)


def _wait(session: ClientSession, epoch: int, frames: int) -> None:
    while frames > 0:
        frames -= sum(frame.epoch == epoch for frame in session.ready(1.0))


if __name__ == "__main__":
    main()
