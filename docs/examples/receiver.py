"""Shows what a session does, with nothing but pyzmq and msgpack: python receiver.py CONNECTION_FILE [SESSION]."""

import json
import struct
import sys
from pathlib import Path

import msgpack
import zmq

LAST = 2  # bit 1 of a frame's flags: the last of an utterance


class Receiver:
    """Turns the messages of one motion stream into frames."""

    def __init__(self):
        self.header, self.epoch, self.next_seq, self.lost = None, 0, None, 0

    def take(self, header, payload):
        """The frame that a message is, or None: of a header, of a keepalive, of what is over."""
        if isinstance(header, dict):
            if header["type"] == "stream_header":
                self.header = header
            return None
        epoch, seq, time_ns, _daemon_ns, flags = header[:5]
        self.lost += 0 if self.next_seq is None else seq - self.next_seq
        self.next_seq = seq + 1
        if epoch < self.epoch or self.header is None:
            return None
        self.epoch = epoch
        numbers = struct.unpack_from("<61f", payload)
        face = dict(zip(self.header["expression_names"], numbers[:52], strict=True))
        head = {"wxyz": numbers[52:56], "m": numbers[56:59]}
        return {"time_ns": time_ns, "flags": flags, "face": face, "head": head, "gaze_rad": numbers[59:61]}


def receive(connection_file, session=""):
    """Frames of a session, or of whatever session there is, as they come."""
    connection = json.loads(Path(connection_file).read_text())
    socket = zmq.Context.instance().socket(zmq.SUB)
    socket.connect(connection["motion"])
    socket.subscribe(f"motion/{session}/" if session else "motion/")
    receivers = {}
    while True:
        topic, header, *payload = socket.recv_multipart()
        receiver = receivers.setdefault(topic, Receiver())
        frame = receiver.take(msgpack.unpackb(header), *(payload or [b""]))
        if frame is not None:
            yield frame, receiver.lost


if __name__ == "__main__":
    for frame, lost in receive(*sys.argv[1:]):
        jaw, yaw = frame["face"]["jawOpen"], frame["head"]["wxyz"][2]
        print(
            f"{frame['time_ns'] / 1e9:8.3f} s  jaw {'#' * round(20 * jaw):20}  turn {yaw:+.3f}  lost {lost}", flush=True
        )
        if frame["flags"] & LAST:
            break
