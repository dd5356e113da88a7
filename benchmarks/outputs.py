"""What a frame costs in each output's format: from motion to datagrams, and out over UDP; beside it python-osc."""

import socket
from collections.abc import Callable, Mapping

import numpy as np
from pythonosc.osc_bundle_builder import IMMEDIATELY, OscBundleBuilder
from pythonosc.osc_message_builder import OscMessageBuilder

from benchmarks.report import arguments, measure, write
from mien_bridge.outputs.datagram_output import DatagramOutput
from mien_bridge.outputs.kinds import find_output_kinds
from mien_protocol.client import StreamedFrame
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.quaternion import from_rotation_vector
from mien_protocol.rig import EXPRESSION_NAMES

REPEATS = 2_000

FORMATS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "VMC, VRM 0: 11 expressions, 4 bones": ("vmc", {}),
    "VMC, Perfect Sync: 52 expressions, 4 bones": ("vmc", {"names": "perfect_sync"}),
    "Live Link Face": ("livelink", {}),
    "iFacialMocap, pushed": ("ifacialmocap", {}),
    "OSC, the usual template: 54 messages": ("osc", {}),
}


def main() -> None:
    """Measures all formats and prints them."""
    options = arguments(__doc__ or "")
    frame = _frame()
    rows: list[tuple[str, int, int, float, float, float | str]] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear:
        ear.bind(("127.0.0.1", 0))
        to = f"127.0.0.1:{ear.getsockname()[1]}"
        for name, (kind, settings) in FORMATS.items():
            output = find_output_kinds()[kind].output({**settings, "to": to})
            assert isinstance(output, DatagramOutput)
            output.open()
            rows.append((name, *_row(output, frame)))
            output.close()
    peer = _timed(lambda: _by_python_osc(frame))
    rows.append(("python-osc: the 52 expressions as OSC, alone", len(_by_python_osc(frame)), 1, *peer, "not sent"))
    columns = ["format", "bytes", "datagrams", "encoding, µs (median)", "p99, µs", "encoded and sent, µs (median)"]
    write("Outputs, for a frame", columns, rows, options.json)


def _row(output: DatagramOutput, frame: StreamedFrame) -> tuple[int, int, float, float, float]:
    datagrams = list(output.datagrams(frame))
    median_us, p99_us = _timed(lambda: output.datagrams(frame))
    sent_us, _ = _timed(lambda: output.send(frame))
    return sum(map(len, datagrams)), len(datagrams), median_us, p99_us, sent_us


def _timed(call: Callable[[], object]) -> tuple[float, float]:
    timing = measure(call, REPEATS)
    return timing.median_ms * 1e3, timing.p99_ms * 1e3


def _by_python_osc(frame: StreamedFrame) -> bytes:
    """Expressions as VMC has them, as python-osc builds them; one bundle, since it splits none."""
    bundle = OscBundleBuilder(IMMEDIATELY)
    for name, value in zip(EXPRESSION_NAMES, frame.expression.tolist(), strict=True):
        message = OscMessageBuilder("/VMC/Ext/Blend/Val")
        message.add_arg(name)
        message.add_arg(value)
        bundle.add_content(message.build())
    bundle.add_content(OscMessageBuilder("/VMC/Ext/Blend/Apply").build())
    return bundle.build().dgram


def _frame() -> StreamedFrame:
    rng = np.random.default_rng(0)
    return StreamedFrame(
        time_ns=1_000_000_000,
        expression=rng.uniform(size=len(EXPRESSION_NAMES)).astype(np.float32),
        head_wxyz=from_rotation_vector(np.array((0.1, 0.2, 0.05))),
        head_m=np.array((0.01, 0.0, 0.02), np.float32),
        gaze_rad=np.array((0.1, -0.05), np.float32),
        epoch=0,
        seq=60,
        daemon_ns=5_000_000_000,
        flags=FrameFlag(0),
    )


if __name__ == "__main__":
    main()
