"""The queue of what is to be said."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from mien_bridge.inputs.queued_sound import QueuedSound
from mien_bridge.inputs.sound import PIECE, RATE_HZ, Samples

__all__ = ["SpeechQueue", "Utterance", "UtteranceEvent"]


class UtteranceEvent(Enum):
    """Events of an utterance."""

    BEGUN = "begun"
    ENDED = "ended"
    INTERRUPTED = "interrupted"


@dataclass(slots=True, eq=False)
class Utterance:
    """One entry of the queue.

    Attributes:
        sound: Where its sound comes from.
        tell: Called with what happens to it; the sound's `failure` says why it broke off, if it did.
        taken: Pieces that were said.
    """

    sound: QueuedSound
    tell: Callable[[UtteranceEvent, "Utterance"], None] = field(default=lambda event, utterance: None)
    taken: int = 0

    @property
    def said_s(self) -> float:
        """Seconds of it that were said."""
        return self.taken * PIECE / RATE_HZ


class SpeechQueue:
    """Gives the pieces of one utterance after the other."""

    def __init__(self) -> None:
        """Starts empty."""
        self._queue: deque[Utterance] = deque()

    def __len__(self) -> int:
        return len(self._queue)

    @property
    def is_empty(self) -> bool:
        """True if there is nothing to say, nor will be from what was added."""
        return not self._queue

    @property
    def queued_s(self) -> float:
        """Seconds that wait, as far as is known: texts and recordings are read a second ahead."""
        return sum(one.sound.queued_s for one in self._queue)

    def add(self, utterance: Utterance) -> None:
        """Adds an utterance at the end."""
        self._queue.append(utterance)

    def take(self) -> Samples | None:
        """The next piece of 20 ms; None if there is none, or none yet."""
        while self._queue:
            first = self._queue[0]
            piece = first.sound.take()
            if piece is not None:
                first.taken += 1
                if first.taken == 1:
                    first.tell(UtteranceEvent.BEGUN, first)
                return piece
            if not first.sound.is_over:
                return None
            self._queue.popleft()
            first.tell(UtteranceEvent.ENDED, first)
        return None

    def interrupt(self) -> None:
        """Drops everything."""
        while self._queue:
            dropped = self._queue.popleft()
            dropped.sound.close()
            dropped.tell(UtteranceEvent.INTERRUPTED, dropped)
