"""The mixer of all inputs: one stream of sound leaves it, 20 ms every 20 ms."""

from collections.abc import Callable
from typing import Final

from mien_bridge.inputs.gate import Gate, GateOptions
from mien_bridge.inputs.level import Meter
from mien_bridge.inputs.sound import PIECE_NS, SILENCE, Samples
from mien_bridge.inputs.speech_queue import SpeechQueue

__all__ = ["Mixer"]

_PATIENCE_NS: Final = 100_000_000
"""Delay of a microphone's piece after which silence is sent in its place."""

_MISSED_NS: Final = 1_000_000_000
"""Longest gap that is filled with silence: a machine that slept has nothing to make up."""


class Mixer:
    """Decides what is heard, piece by piece.

    What waits to be said comes first: while it is said, a microphone is not heard. A microphone's pieces leave when
    they come, by its own clock; where there is none, or it is late, the mixer goes by the clock that it is given.

    Attributes:
        queue: What waits to be said.
        gate: Of the microphone.
        meter: How loud it is: the microphone, before the gate, or what is being said.
    """

    def __init__(self, send: Callable[[Samples], None], now_ns: int, queue: SpeechQueue | None = None) -> None:
        """Begins with silence.

        Args:
            send: Takes what is heard, 48 kHz; some 20 ms at a time.
            now_ns: Monotonic time, as all times here.
            queue: What waits to be said; None for an empty one.
        """
        self.queue = SpeechQueue() if queue is None else queue
        self.gate = Gate(GateOptions())
        self.meter = Meter()
        self._send = send
        self._due_ns = now_ns + PIECE_NS

    @property
    def due_ns(self) -> int:
        """Time of the next call of `turn`; a piece heard before then postpones it."""
        return self._due_ns

    def hear(self, piece: Samples, now_ns: int) -> None:
        """Takes a piece of 20 ms from a microphone."""
        self._due_ns = now_ns + _PATIENCE_NS
        self._give(piece)

    def turn(self, now_ns: int) -> None:
        """Sends a piece for each 20 ms that passed without one."""
        self._due_ns = max(self._due_ns, now_ns - _MISSED_NS)
        while self._due_ns <= now_ns:
            self._due_ns += PIECE_NS
            self._give(None)

    def _give(self, heard: Samples | None) -> None:
        said = self.queue.take()
        self.meter.push(said if said is not None else SILENCE if heard is None else heard)
        gated = self.gate.push(SILENCE if heard is None else heard)
        if said is not None:
            self._send(said)
        elif self.queue.is_empty:
            self._send(gated)
        else:
            # An utterance is about to begin: no moment of the microphone before it.
            self._send(SILENCE)
