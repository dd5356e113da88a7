"""Audio that a client has pushed and that is still to be performed."""

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import ErrorCode, ProtocolError

__all__ = ["AcceptedAudio", "Asker", "UtteranceEnd"]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who is to be answered.

    Attributes:
        identity: Routing id of the connection.
        id: Number of the request.
    """

    identity: bytes
    id: int


@dataclass(frozen=True, slots=True)
class UtteranceEnd:
    """Where an utterance ends among the samples.

    Attributes:
        asker: Who asked for the end.
        samples: Length of the utterance.
    """

    asker: Asker
    samples: int


class AcceptedAudio:
    """A queue that holds no more than its window, and loses nothing that it took.

    Attributes:
        accepted: Samples taken since the session began.
        consumed: Samples handed out or dropped since the session began.
    """

    def __init__(self, window: int) -> None:
        """Takes up to `window` samples more than were consumed."""
        self.accepted = 0
        self.consumed = 0
        self._window = window
        self._next_seq = 0
        self._utterance = 0
        self._items: deque[NDArray[np.int16] | UtteranceEnd] = deque()

    @property
    def credit(self) -> int:
        """Samples that may be pushed in all, from the session's first."""
        return self.consumed + self._window

    @property
    def next_seq(self) -> int:
        """The number that the next piece must carry."""
        return self._next_seq

    @property
    def next(self) -> NDArray[np.int16] | UtteranceEnd | None:
        """What is to be performed next; None if there is nothing."""
        return self._items[0] if self._items else None

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

    def end(self, asker: Asker, seq: int | None = None) -> None:
        """Ends the utterance after what was taken so far.

        Raises:
            ProtocolError: If the next piece would not have the number `seq`, so that audio was lost.
        """
        if seq is not None:
            self._check_seq(seq)
        self._items.append(UtteranceEnd(asker, self._utterance))
        self._utterance = 0

    def take(self, count: int) -> NDArray[np.int16]:
        """Up to `count` samples of the pieces that are next, shape (samples,); at least one."""
        taken: list[NDArray[np.int16]] = []
        while count and self._items and not isinstance(piece := self._items[0], UtteranceEnd):
            taken.append(piece[:count])
            if len(piece) > count:
                self._items[0] = piece[count:]
            else:
                self._items.popleft()
            count -= len(taken[-1])
        samples = np.concatenate(taken)
        self.consumed += len(samples)
        return samples

    def take_end(self) -> UtteranceEnd:
        """The end that is next."""
        end = self._items.popleft()
        assert isinstance(end, UtteranceEnd)
        return end

    def drop(self) -> list[UtteranceEnd]:
        """Forgets everything that is still to be performed; returns the ends that were among it."""
        ends = [item for item in self._items if isinstance(item, UtteranceEnd)]
        self._items.clear()
        self.consumed = self.accepted
        self._utterance = 0
        return ends

    def _check_seq(self, seq: int) -> None:
        if seq != self._next_seq:
            raise ProtocolError(
                ErrorCode.AUDIO_GAP, f"got audio number {seq}, expected {self._next_seq}", "push the missing piece"
            )
