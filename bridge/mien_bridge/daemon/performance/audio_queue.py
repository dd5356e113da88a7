"""Sound that a session is still to perform: pushed by a client, or spoken for it."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mien_bridge.tts.tagged import PlacedTag
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.tag_course import TagChange, TagCourse

__all__ = ["AudioQueue", "Requester", "SpokenAudio", "UtteranceEnd"]


@dataclass(frozen=True, slots=True)
class Requester:
    """The sender of a request, who is to be answered.

    Attributes:
        identity: Routing id of the connection.
        id: Number of the request.
    """

    identity: bytes
    id: int


@dataclass(frozen=True, slots=True)
class UtteranceEnd:
    """End of an utterance among the samples.

    Attributes:
        requester: Who asked for the end; None if nobody is to be told.
        samples: Length of the utterance.
    """

    requester: Requester | None
    samples: int


Items = deque[NDArray[np.int16] | TagChange | UtteranceEnd]


@dataclass(slots=True)
class SpokenAudio:
    """A text's place in the queue: its sound comes in pieces, and later audio waits for it.

    Attributes:
        rate_hz: Samples a second.
        samples: Samples that have come.
        items: Those that are still to be performed.
        is_whole: Whether no more will come.
    """

    rate_hz: int
    samples: int = 0
    items: Items = field(default_factory=deque)
    is_whole: bool = False
    _course: TagCourse = field(init=False)

    def __post_init__(self) -> None:
        self._course = TagCourse(self.rate_hz)

    @property
    def waiting(self) -> int:
        """Samples that are still to be performed."""
        return sum(len(item) for item in self.items if isinstance(item, np.ndarray))

    def add(self, samples: NDArray[np.int16], tags: Iterable[PlacedTag] = ()) -> None:
        """Takes more sound, shape (samples,), and tags in it or after it."""
        for placed in tags:
            self._course.add(placed.at, placed.tag)
        end = self.samples + len(samples)
        for change in self._course.until(end):
            at = max(change.at - self.samples, 0)
            self._append(samples[:at])
            samples = samples[at:]
            self.items.append(change)
        self._append(samples)

    def finish(self) -> None:
        """Takes no more; if there was any sound, an utterance ends here."""
        if self.samples:
            self.items.append(UtteranceEnd(None, self.samples))
        self.is_whole = True

    def _append(self, samples: NDArray[np.int16]) -> None:
        if len(samples):
            self.samples += len(samples)
            self.items.append(samples)


class AudioQueue:
    """A bounded queue that loses nothing that it took.

    Attributes:
        accepted: Samples pushed since the session began.
        performed: Samples, pushed or spoken, that were handed out or dropped since the session began.
    """

    def __init__(self, window: int) -> None:
        """Accepts up to `window` samples beyond those performed."""
        self.accepted = 0
        self.performed = 0
        self._consumed = 0
        self._window = window
        self._next_seq = 0
        self._utterance = 0
        self._items: deque[NDArray[np.int16] | UtteranceEnd | SpokenAudio] = deque()

    @property
    def credit(self) -> int:
        """Samples that may be pushed in all, from the session's first."""
        return self._consumed + self._window

    @property
    def next(self) -> NDArray[np.int16] | TagChange | UtteranceEnd | None:
        """The next samples, change, or end of an utterance; None if there is nothing, or nothing yet."""
        first = self._first()
        if isinstance(first, SpokenAudio):
            return first.items[0] if first.items else None
        return first

    @property
    def speech(self) -> int:
        """Samples of texts that are still to be performed."""
        return sum(one.waiting for one in self._items if isinstance(one, SpokenAudio))

    def push(self, seq: int, samples: NDArray[np.int16]) -> None:
        """Takes a piece of audio.

        Raises:
            ProtocolError: If it is not the next piece, or more than the credit allows; nothing is taken then.
        """
        self._check_seq(seq)
        if self.accepted + len(samples) > self.credit:
            raise ProtocolError(
                ErrorCode.AUDIO_CREDIT,
                f"got {len(samples)} samples after {self.accepted}, expected at most {self.credit} in all",
                "wait for audio_progress",
                retryable=True,
            )
        self._next_seq += 1
        self.accepted += len(samples)
        self._utterance += len(samples)
        if len(samples):
            self._items.append(samples)

    def end(self, requester: Requester, seq: int | None = None) -> None:
        """Ends the utterance after what was taken so far.

        Raises:
            ProtocolError: If the next piece would not have the number `seq`, so that audio was lost.
        """
        if seq is not None:
            self._check_seq(seq)
        self._items.append(UtteranceEnd(requester, self._utterance))
        self._utterance = 0

    def await_speech(self, rate_hz: int) -> SpokenAudio:
        """Reserves the place of a text, whose sound comes later, at `rate_hz`."""
        spoken = SpokenAudio(rate_hz)
        self._items.append(spoken)
        # Audio pushed before it and not ended is one utterance with it.
        self._utterance = 0
        return spoken

    def take(self, count: int) -> NDArray[np.int16]:
        """Takes up to `count` samples, at least one, shape (samples,)."""
        taken: list[NDArray[np.int16]] = []
        while count and isinstance(piece := self.next, np.ndarray):
            taken.append(piece[:count])
            count -= len(taken[-1])
            self._advance(piece, len(taken[-1]))
        samples = np.concatenate(taken)
        self.performed += len(samples)
        return samples

    def take_change(self) -> TagChange:
        """Takes the change that is next."""
        first = self._first()
        assert isinstance(first, SpokenAudio)
        change = first.items.popleft()
        assert isinstance(change, TagChange)
        return change

    def take_end(self) -> UtteranceEnd:
        """Takes the end of the utterance that is next."""
        first = self._first()
        end = (first.items if isinstance(first, SpokenAudio) else self._items).popleft()
        assert isinstance(end, UtteranceEnd)
        return end

    def drop(self) -> list[UtteranceEnd]:
        """Drops everything that is still to be performed; returns the ends of utterances among it."""
        items: list[NDArray[np.int16] | TagChange | UtteranceEnd] = []
        for one in self._items:
            if isinstance(one, SpokenAudio):
                items += one.items
            else:
                items.append(one)
        self._items.clear()
        self.performed += sum(len(item) for item in items if isinstance(item, np.ndarray))
        self._consumed = self.accepted
        self._utterance = 0
        return [item for item in items if isinstance(item, UtteranceEnd)]

    def _first(self) -> NDArray[np.int16] | UtteranceEnd | SpokenAudio | None:
        while self._items and isinstance(first := self._items[0], SpokenAudio) and first.is_whole and not first.items:
            self._items.popleft()
        return self._items[0] if self._items else None

    def _advance(self, piece: NDArray[np.int16], count: int) -> None:
        """Takes the first `count` samples of the piece that is next out of the queue."""
        first = self._items[0]
        queue = first.items if isinstance(first, SpokenAudio) else self._items
        if queue is self._items:
            self._consumed += count
        queue.popleft()
        if count < len(piece):
            queue.appendleft(piece[count:])

    def _check_seq(self, seq: int) -> None:
        if seq != self._next_seq:
            raise ProtocolError(
                ErrorCode.AUDIO_GAP, f"got audio number {seq}, expected {self._next_seq}", "push the missing piece"
            )
