"""An hour of one session on a simulated clock: what its memory does, and whether its times drift.

The daemon's own session is driven as its loop drives it, with the time passed in, as fast as possible: sentences at the
pace of speech, silence between them, controls that change, and interruptions. Every message is encoded, and checked.
"""

import time
from dataclasses import dataclass, field

import numpy as np
import zmq

from benchmarks.memory import resident_mib
from benchmarks.report import arguments, write
from mien_bridge.daemon.performance.audio_queue import Requester
from mien_bridge.daemon.performance.pipeline_traits import measure_traits
from mien_bridge.daemon.sessions.registry import SessionRegistry
from mien_bridge.daemon.sessions.wire_session import SessionChannels, WireSession
from mien_bridge.daemon.wire.streams import Publisher, Stream
from mien_bridge.media.paced_recording import PIECE_NS, read_speech
from mien_bridge.offline.demo import sentence
from mien_bridge.offline.performance import find_pipeline_factory
from mien_inference.controls import Controls, Emotion
from mien_protocol.audio_payload import pack_audio
from mien_protocol.codec import encode
from mien_protocol.messages.frames import Frame, MotionStreamFrame
from mien_protocol.messages.sessions import OpenSession
from mien_protocol.messages.speech import AudioEnded, Cancelled, PushAudio
from mien_protocol.schema import Message

HOUR_S = 3_600
BEGUN_NS = 1_000_000_000
TICK_NS = 5_000_000
IDLE_S = 4
CONTROLS_EVERY_S = 7
CANCELLED_EACH = 5
"""One sentence of so many is interrupted."""
WATCHED_MIN = (1, 10, 20, 30, 40, 50, 60)

_SAMPLES = PIECE_NS * 16_000 // 1_000_000_000
_CLIENT = b"client"


class Ledger(Publisher):
    """A publisher without subscribers, which keeps account of all that is sent."""

    def __init__(self, socket: "zmq.Socket[bytes]") -> None:
        """Counts from 0."""
        super().__init__(socket, 2_000_000_000)
        self.frames = 0
        self.faults = 0
        self.lag_ms = 0.0
        self._last: dict[bytes, Frame] = {}

    def send(self, stream: Stream, message: Message, now_ns: int) -> None:
        """Encodes a message as for the wire; looks whether its numbers follow those before."""
        encode(message)
        stream.sent_ns = now_ns
        if not isinstance(message, Frame):
            return
        self.frames += 1
        last = self._last.get(stream.topic)
        if last is not None:
            later = message.time_ns > last.time_ns or message.epoch > last.epoch
            self.faults += not (later and message.seq == last.seq + 1 and message.epoch >= last.epoch)
        self._last[stream.topic] = message
        if isinstance(message, MotionStreamFrame):
            self.lag_ms = (now_ns - BEGUN_NS - message.time_ns) / 1e6


@dataclass(slots=True)
class User:
    """Somebody who speaks into a session, listens, turns the controls, and interrupts at times."""

    live: WireSession
    speech: list[bytes]
    rng: np.random.Generator
    sentences: int = 0
    cancels: int = 0
    settings: int = 0
    _seq: int = 0
    _at: int = 0
    _stops_at: int = 0
    _next_ns: int = field(default=0)
    _controls_ns: int = field(default=0)

    def act(self, now_ns: int) -> None:
        """Does what is to be done by now."""
        if now_ns >= self._controls_ns:
            self._controls_ns = now_ns + CONTROLS_EVERY_S * 1_000_000_000
            self._turn_controls()
        while now_ns >= self._next_ns:
            self._next_ns = max(self._next_ns, BEGUN_NS) + PIECE_NS
            self._say(now_ns)

    def _say(self, now_ns: int) -> None:
        if self._at == 0:
            self.sentences += 1
            interrupts = self.sentences % CANCELLED_EACH == 0
            self._stops_at = int(self.rng.integers(10, len(self.speech))) if interrupts else len(self.speech)
        if self._at < self._stops_at:
            self.live.push(_CLIENT, PushAudio(self.live.name, self._seq, self.speech[self._at]))
            self._seq += 1
            self._at += 1
            return
        self._at = 0
        self._next_ns = now_ns + IDLE_S * 1_000_000_000
        if self._stops_at < len(self.speech):
            self.cancels += 1
            self.live.cancel(Requester(_CLIENT, self._seq), now_ns)
        else:
            self.live.session.audio.end(Requester(_CLIENT, self._seq))

    def _turn_controls(self) -> None:
        self.settings += 1
        yaw_rad, head_gain = self.rng.uniform((-0.6, 0.0), (0.6, 2.0))
        emotion = list(Emotion)[int(self.rng.integers(len(Emotion)))]
        self.live.session.set_controls(
            Controls(gaze_yaw_rad=float(yaw_rad), head_gain=float(head_gain), emotion=emotion, emotion_strength=0.5)
        )


def main() -> None:
    """Lets the hour pass, and prints what was seen on the way."""
    options = arguments(__doc__ or "")
    told: list[Message] = []
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    ledger = Ledger(context.socket(zmq.XPUB))

    def tell(_identity: bytes, message: Message) -> bool:
        told.append(message)
        return True

    outlets = SessionChannels(ledger, ledger, None, None, tell)
    build = find_pipeline_factory()
    stage = SessionRegistry(build, measure_traits(build), outlets, "0" * 16, lambda: True)
    now_ns = BEGUN_NS
    live = stage.open(_CLIENT, OpenSession(1, echo=True), None, now_ns)
    user = User(live, _speech(), np.random.default_rng(0))
    rows: list[tuple[object, ...]] = []

    def clock() -> int:
        return now_ns

    started_s = time.perf_counter()
    for minute in range(1, HOUR_S // 60 + 1):
        while now_ns < BEGUN_NS + minute * 60_000_000_000:
            now_ns += TICK_NS
            user.act(now_ns)
            stage.perform(clock)
            while stage.has_backlog:
                stage.perform(clock)
            stage.prepare(now_ns)
        if minute in WATCHED_MIN:
            counts = (user.sentences, user.cancels, user.settings, ledger.frames, ledger.faults)
            rows.append((minute, round(resident_mib(), 1), *counts, round(ledger.lag_ms, 1)))
    taken_s = time.perf_counter() - started_s
    context.destroy(linger=0)
    answered = (sum(isinstance(one, AudioEnded) for one in told), sum(isinstance(one, Cancelled) for one in told))
    columns = [
        "min",
        "MiB",
        "sentences",
        "cancels",
        "controls",
        "messages",
        "out of order",
        "clock minus media time, ms",
    ]
    title = (
        f"An hour in {taken_s:.0f} s, {HOUR_S / taken_s:.0f} times as fast as it passes; "
        f"{answered[0]} ends and {answered[1]} cancels answered"
    )
    write(title, columns, rows, options.json)


def _speech() -> list[bytes]:
    with sentence() as path:
        samples = read_speech(path)
    # Whole pieces: a shorter one that takes the time of a whole one would be a pause in the sentence.
    whole = len(samples) // _SAMPLES * _SAMPLES
    return [pack_audio(samples[start : start + _SAMPLES]) for start in range(0, whole, _SAMPLES)]


if __name__ == "__main__":
    main()
