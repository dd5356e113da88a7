"""Audio that was sent: numbered, within the credit, and kept until the daemon says that it has it."""

from collections import deque
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from mien_protocol.messages.bake import BakeAudio
from mien_protocol.messages.speech import AudioProgress, EndAudio, PushAudio
from mien_protocol.schema import Message

__all__ = ["SentAudio"]

Audio = PushAudio | BakeAudio | EndAudio

_SAMPLE_BYTES: Final = 2

_TRIES: Final = 3


class _State(Enum):
    FLOWING = auto()
    """What is sent arrives."""
    ASKING = auto()
    """Something was lost; how far the daemon got has been asked for."""
    LISTENING = auto()
    """The next progress tells."""


@dataclass(slots=True)
class _Sent:
    """A message that was sent; `start` is the number of samples before it; `void` if it need not arrive any more."""

    message: Audio
    start: int
    void: bool = False

    @property
    def samples(self) -> int:
        return 0 if isinstance(self.message, EndAudio) else memoryview(self.message.payload).nbytes // _SAMPLE_BYTES

    def arrived(self, accepted: int) -> bool:
        """True if the daemon must have it, having taken `accepted` samples: messages come in order or not at all."""
        return self.start + self.samples <= accepted and (self.samples > 0 or self.start < accepted)


class SentAudio:
    """The audio of one session or bake on its way to the daemon."""

    def __init__(self, credit: int) -> None:
        """Nothing sent yet; `credit` samples may be."""
        self._items: deque[_Sent] = deque()
        self._credit = credit
        self._seq = 0
        self._sent = 0
        self._state = _State.FLOWING
        self._resumed_at = 0
        self._in_vain = 0

    @property
    def credit(self) -> int:
        """Samples that may be sent now."""
        return max(self._credit - self._sent, 0) if self._state is _State.FLOWING else 0

    @property
    def samples(self) -> int:
        """Samples sent so far."""
        return self._sent

    @property
    def flows(self) -> bool:
        """True if anything may be sent; if not, what was lost is to be sent first."""
        return self._state is _State.FLOWING

    def add(self, message: Audio) -> Audio:
        """Remembers a piece, or the end of an utterance, that is sent now, or will be with what was lost.

        Returns it with its number.
        """
        numbered = replace(message, seq=self._seq)
        item = _Sent(numbered, self._sent)
        self._items.append(item)
        self._seq += not isinstance(message, EndAudio)
        self._sent += item.samples
        return numbered

    def ended(self, number: int) -> None:
        """Learns that the end of number `number` was answered."""
        self._items = deque(
            one for one in self._items if not (isinstance(one.message, EndAudio) and one.message.id == number)
        )

    def forget(self) -> None:
        """Gives up, after a `cancel`, what the daemon has not got: it will not be sent again."""
        for one in self._items:
            one.void = True

    def lost(self) -> bool:
        """Learns that something did not arrive; whether the daemon is to be asked how far it got.

        Not while that is under way, nor if the last answers have not helped: then it does not count as we do.
        """
        if self._state is not _State.FLOWING or self._in_vain >= _TRIES:
            return False
        self._state = _State.ASKING
        return True

    def reconnected(self) -> None:
        """Learns that the next progress tells how far the daemon got."""
        self._state = _State.LISTENING

    def progress(self, told: AudioProgress) -> list[Message]:
        """Learns how far the daemon got; returns what has to be sent again."""
        self._credit = told.credit
        while self._items and self._items[0].arrived(told.accepted):
            self._items.popleft()
        if self._state is not _State.LISTENING:
            return []
        self._state = _State.FLOWING
        return self._again(told.accepted)

    def _again(self, accepted: int) -> list[Message]:
        """Pieces to send again, numbered from the first that the daemon has not got."""
        missing = [one.message for one in self._items if not isinstance(one.message, EndAudio)]
        self._seq = missing[0].seq if missing else self._seq
        self._in_vain = self._in_vain + 1 if accepted == self._resumed_at else 0
        self._sent = self._resumed_at = accepted
        kept = [one.message for one in self._items if not one.void]
        self._items.clear()
        return [self.add(message) for message in kept]
