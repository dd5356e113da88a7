"""A session and its clock, both in the test's hand."""

import numpy as np
from numpy.typing import NDArray

from mien_bridge.daemon.performance.audio_queue import Requester
from mien_bridge.daemon.performance.session import Session, SessionOptions
from mien_bridge.daemon.performance.step import Echo
from mien_inference.controls import Controls
from mien_inference.pipeline import SpeechToMotion
from mien_protocol.motion import Motion
from tests.bridge.parts import JawGenerator, LevelEncoder

TICK_NS = 5_000_000
PARTS = ("time_ns", "latent", "expression", "head_wxyz", "head_m", "gaze_rad")
ASKER = Requester(b"me", 7)


def quick_stream(controls: Controls, seed: int | None, rate_hz: int) -> SpeechToMotion:
    """A pipeline of the quick parts."""
    return SpeechToMotion(LevelEncoder(), JawGenerator((seed or 0) % 100, controls), rate_hz)


def tone(samples: int) -> NDArray[np.int16]:
    """Something to be heard, at 16 kHz or whatever it is taken for."""
    t = np.arange(samples) / 16_000
    return (12_000 * np.sin(2 * np.pi * 220 * t) * np.sin(2 * np.pi * 1.5 * t)).astype(np.int16)


def same(first: Motion, second: Motion) -> bool:
    """Whether two motions are the same to the bit."""
    return all(np.array_equal(getattr(first, part), getattr(second, part)) for part in PARTS)


class Clocked:
    """A session that is advanced tick by tick, and all that left it."""

    def __init__(self, build=quick_stream, **options) -> None:
        self.session = Session(SessionOptions(**options), build)
        self.now_ns = 1_000_000_000
        self.motions: list[Motion] = []
        self.flags: list[int] = []
        self.epochs: list[int] = []
        self.left_ns: list[int] = []
        self.echoes: list[Echo] = []
        self.ended: list[int] = []
        self._seq = 0

    def push(self, samples: NDArray[np.int16]) -> None:
        self.session.audio.push(self._seq, samples)
        self._seq += 1

    def end(self) -> None:
        self.session.audio.end(ASKER)

    def run(self, duration_s: float) -> None:
        """Lets time pass."""
        until_ns = self.now_ns + round(duration_s * 1e9)
        while self.now_ns < until_ns:
            self.now_ns += TICK_NS
            self.advance()
            while self.session.has_backlog:
                self.advance()

    def advance(self) -> None:
        step = self.session.advance(self.now_ns)
        if step.frames is not None:
            self.motions.append(step.frames.motion)
            self.flags += step.frames.flags.tolist()
            self.epochs += [step.frames.epoch] * len(step.frames.motion)
            self.left_ns += [self.now_ns] * len(step.frames.motion)
        if step.echo is not None:
            self.echoes.append(step.echo)
        self.ended += [end.samples for end in step.ended]

    @property
    def motion(self) -> Motion:
        return Motion.concatenate(self.motions)
