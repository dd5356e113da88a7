"""The queue of what is to be said."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from mien_bridge.inputs.queued_sound import QueuedSound
from mien_bridge.inputs.sound import PIECE, RATE_HZ, Samples
from mien_protocol.messages.controls import PartialControls
from mien_protocol.tag_course import TagChange

__all__ = ["SpeechQueue", "Utterance", "UtteranceEvent"]


_RECENT: Final = 500
"""Turns that are remembered: ten seconds, far more than a daemon holds back."""


class UtteranceEvent(Enum):
    """Events of an utterance."""

    BEGUN = "begun"
    ENDED = "ended"
    INTERRUPTED = "interrupted"
    LOST = "lost"


@dataclass(slots=True, eq=False)
class Utterance:
    """One entry of the queue.

    Attributes:
        sound: Where its sound comes from.
        tell: Called with what happens to it; the sound's `failure` says why it broke off, if it did.
        taken: Pieces that were said.
        changes: Moments at which its tags take effect, by samples of its sound; they may still be coming.
        obey: Called with what its tags ask for, when their turn comes; with nothing when it is over.
    """

    sound: QueuedSound
    tell: Callable[[UtteranceEvent, "Utterance"], None] = field(default=lambda event, utterance: None)
    taken: int = 0
    changes: deque[TagChange] = field(default_factory=deque)
    obey: Callable[[PartialControls], None] = field(default=lambda controls: None)
    _is_obeyed: bool = False

    def begin_piece(self) -> None:
        """Counts a piece that is said now, and obeys the tags in it."""
        self.taken += 1
        while self.changes and self.changes[0].at < self.taken * PIECE:
            self._is_obeyed = True
            self.obey(self.changes.popleft().controls)

    def end_tags(self) -> None:
        """Ends what its tags asked for, as it is over."""
        self.changes.clear()
        if self._is_obeyed:
            self._is_obeyed = False
            self.obey({})

    @property
    def said_s(self) -> float:
        """Seconds of it that were said."""
        return self.taken * PIECE / RATE_HZ


class SpeechQueue:
    """Gives the pieces of one utterance after the other, one each turn of 20 ms."""

    def __init__(self) -> None:
        """Starts empty."""
        self._queue: deque[Utterance] = deque()
        self._recent: deque[Samples | None] = deque(maxlen=_RECENT)
        self._again: deque[Samples] = deque()
        self._is_held = False

    def __len__(self) -> int:
        return len(self._queue)

    @property
    def is_empty(self) -> bool:
        """True if there is nothing to say, nor will be from what was added."""
        return not self._queue and not self._again

    @property
    def is_held(self) -> bool:
        """True while all waits, as nobody performs."""
        return self._is_held

    @property
    def queued_s(self) -> float:
        """Seconds that wait, as far as is known: texts and recordings are read a second ahead."""
        return sum(one.sound.queued_s for one in self._queue)

    def add(self, utterance: Utterance) -> None:
        """Adds an utterance at the end."""
        self._queue.append(utterance)

    def take(self) -> Samples | None:
        """The next piece of 20 ms; None if there is none, or none yet."""
        if self._is_held:
            return None
        piece = self._again.popleft() if self._again else self._next()
        self._recent.append(piece)
        return piece

    def hold(self, turns: int) -> None:
        """Has all wait until `go_on`, as nobody performs any more.

        Args:
            turns: The last so many turns were not performed; what they gave is given once more.
        """
        missed = list(self._recent)[-turns:] if turns > 0 else []
        self._again.extendleft(piece for piece in reversed(missed) if piece is not None)
        self._recent.clear()
        self._is_held = True

    def go_on(self) -> None:
        """Ends what `hold` began."""
        self._is_held = False

    def interrupt(self) -> None:
        """Drops everything, as somebody wants."""
        self._drop(UtteranceEvent.INTERRUPTED)

    def lose(self) -> None:
        """Drops everything, as nobody will perform it."""
        self._drop(UtteranceEvent.LOST)

    def _next(self) -> Samples | None:
        while self._queue:
            first = self._queue[0]
            piece = first.sound.take()
            if piece is not None:
                first.begin_piece()
                if first.taken == 1:
                    first.tell(UtteranceEvent.BEGUN, first)
                return piece
            if not first.sound.is_over:
                return None
            self._queue.popleft()
            first.end_tags()
            first.tell(UtteranceEvent.ENDED, first)
        return None

    def _drop(self, event: UtteranceEvent) -> None:
        self._again.clear()
        self._recent.clear()
        while self._queue:
            dropped = self._queue.popleft()
            dropped.sound.close()
            dropped.end_tags()
            dropped.tell(event, dropped)
