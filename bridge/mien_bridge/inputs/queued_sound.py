"""Queued sound, taken in pieces of 20 ms."""

import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from mien_bridge.inputs.sound import PIECE, RATE_HZ, Converter, Cutter, Samples, cut
from mien_protocol.errors import MienError

__all__ = ["PushedSound", "QueuedSound", "ReadAheadSound"]

_AHEAD: Final = 50
"""Pieces that are read ahead: a second, so that a disk or a synthesizer may pause."""


class QueuedSound(ABC):
    """An utterance: a recording, a text, or what an agent says."""

    @abstractmethod
    def take(self) -> Samples | None:
        """The next piece of 20 ms; None if there is none, or none yet."""

    @property
    @abstractmethod
    def is_over(self) -> bool:
        """True once all has been taken, or the rest cannot be had."""

    @property
    @abstractmethod
    def queued_s(self) -> float:
        """Seconds that can be taken at once."""

    @property
    def failure(self) -> MienError | None:
        """The error that cut it short; None if there was none."""
        return None

    @abstractmethod
    def close(self) -> None:
        """Drops what is left."""


class ReadAheadSound(QueuedSound):
    """Sound from a slow source, which a thread of its own reads ahead."""

    def __init__(self, blocks: Iterable[Samples]) -> None:
        """Begins to read.

        Args:
            blocks: The sound in blocks of any length, 48 kHz; it may raise `MienError`.
        """
        self._pieces: deque[Samples] = deque()
        self._failure: MienError | None = None
        self._is_read = False
        self._is_closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._read, args=(cut(blocks),), name="sound", daemon=True)
        self._thread.start()

    def take(self) -> Samples | None:
        """The next piece of 20 ms; None if there is none, or none yet."""
        with self._changed:
            self._changed.notify()
            return self._pieces.popleft() if self._pieces else None

    @property
    def is_over(self) -> bool:
        """True once all has been taken, or the rest cannot be had."""
        with self._changed:
            return self._is_read and not self._pieces

    @property
    def queued_s(self) -> float:
        """Seconds that can be taken at once."""
        return len(self._pieces) * PIECE / RATE_HZ

    @property
    def failure(self) -> MienError | None:
        """The error that cut it short; None if there was none."""
        return self._failure

    def close(self) -> None:
        """Drops what is left; what is being read may end a moment later."""
        with self._changed:
            self._is_closed = True
            self._pieces.clear()
            self._changed.notify()

    def _read(self, pieces: Iterator[Samples]) -> None:
        try:
            for piece in pieces:
                with self._changed:
                    self._changed.wait_for(lambda: self._is_closed or len(self._pieces) < _AHEAD)
                    if self._is_closed:
                        return
                    self._pieces.append(piece)
        except MienError as error:
            self._failure = error
        finally:
            with self._changed:
                self._is_read = True


class PushedSound(QueuedSound):
    """Sound that is pushed faster than it is said, as by a voice agent."""

    def __init__(self) -> None:
        """Starts empty."""
        self._pieces: deque[Samples] = deque()
        self._cutter = Cutter()
        self._converter: tuple[int, Converter] | None = None
        self._is_ended = False

    def push(self, pcm: Samples, rate_hz: int) -> None:
        """Takes mono sound of any length, at a rate that may change."""
        if self._converter is None or self._converter[0] != rate_hz:
            self._drain()
            self._converter = rate_hz, Converter(rate_hz)
        self._pieces += self._cutter.push(self._converter[1].push(pcm))

    def end(self) -> None:
        """Ends the sound: no more is pushed."""
        self._drain()
        self._pieces += self._cutter.flush()
        self._is_ended = True

    def take(self) -> Samples | None:
        """The next piece of 20 ms; None if there is none, or none yet."""
        return self._pieces.popleft() if self._pieces else None

    @property
    def is_over(self) -> bool:
        """True once it was ended, and all has been taken."""
        return self._is_ended and not self._pieces

    @property
    def queued_s(self) -> float:
        """Seconds that can be taken at once."""
        return len(self._pieces) * PIECE / RATE_HZ

    def close(self) -> None:
        """Drops what is left."""
        self._is_ended = True
        self._pieces.clear()

    def _drain(self) -> None:
        if self._converter is not None:
            self._pieces += self._cutter.push(self._converter[1].flush())
            self._converter = None
