"""Sent audio: numbered, within the credit, and kept until the daemon acknowledges it."""

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
    """Audio that is sent arrives."""
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
        """True if the daemon must have it after `accepted` samples; messages arrive in order or not at all."""
        return self.start + self.samples <= accepted and (self.samples > 0 or self.start < accepted)


class SentAudio:
    """The unacknowledged audio of one session or bake."""

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
        """True if new audio may be sent; False while lost audio must be sent again first."""
        return self._state is _State.FLOWING

    def add(self, message: Audio) -> Audio:
        """Adds a piece, or an utterance's end, that is sent now or together with lost audio.

        Returns it with its number.
        """
        numbered = replace(message, seq=self._seq)
        item = _Sent(numbered, self._sent)
        self._items.append(item)
        self._seq += not isinstance(message, EndAudio)
        self._sent += item.samples
        return numbered

    def ended(self, number: int) -> None:
        """Records the reply to the utterance's end of number `number`."""
        self._items = deque(
            one for one in self._items if not (isinstance(one.message, EndAudio) and one.message.id == number)
        )

    def forget(self) -> None:
        """Forgets, after a `cancel`, what the daemon has not received; it is not sent again."""
        for one in self._items:
            one.void = True

    def lost(self) -> bool:
        """Records a loss; returns True if the daemon must be asked for its progress.

        False while it is being asked, and after several replies that did not help: its count then differs from ours.
        """
        if self._state is not _State.FLOWING or self._in_vain >= _TRIES:
            return False
        self._state = _State.ASKING
        return True

    def reconnected(self) -> None:
        """Expects the next progress message to tell what must be sent again."""
        self._state = _State.LISTENING

    def progress(self, told: AudioProgress) -> list[Message]:
        """Takes the daemon's progress; returns the messages to send again."""
        self._credit = told.credit
        while self._items and self._items[0].arrived(told.accepted):
            self._items.popleft()
        if self._state is not _State.LISTENING:
            return []
        self._state = _State.FLOWING
        return self._again(told.accepted)

    def _again(self, accepted: int) -> list[Message]:
        """Pieces to send again, numbered from the first that the daemon lacks."""
        missing = [one.message for one in self._items if not isinstance(one.message, EndAudio)]
        self._seq = missing[0].seq if missing else self._seq
        self._in_vain = self._in_vain + 1 if accepted == self._resumed_at else 0
        self._sent = self._resumed_at = accepted
        kept = [one.message for one in self._items if not one.void]
        self._items.clear()
        return [self.add(message) for message in kept]
