"""A microphone that is reopened whenever it is lost."""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final

from mien_bridge.inputs.sound import Samples
from mien_protocol.backoff import Backoff
from mien_protocol.errors import MienError

__all__ = ["Microphone"]

Hear = Callable[[Samples], None]

_FIRST_S: Final = 5.0
"""Within what time a device that was opened begins: monitors of PulseAudio may take two seconds."""

_SILENT_S: Final = 2.0
"""Devices give sound even when it is quiet; one that gives none for so long is gone."""
_LOOK_S: Final = 0.25
_LONGEST_WAIT_S: Final = 8.0
"""Before a device is tried again."""


class Microphone:
    """Keeps a device open, in a thread of its own; use it in a `with`."""

    def __init__(
        self,
        opened: Callable[[Hear], AbstractContextManager[None]],
        hear: Hear,
        tell: Callable[[str], None],
        *,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begins to listen.

        Args:
            opened: Opens the device, and gives its sound to what it is called with.
            hear: Takes the sound, 20 ms at a time, in any thread.
            tell: Takes what is wrong with the device, in words, once for as long as it is; an empty string when nothing
                is any more.
            monotonic_s: The clock.
        """
        self._opened = opened
        self._hear = hear
        self._tell = tell
        self._monotonic_s = monotonic_s
        self._heard_s = 0.0
        self._has_begun = False
        self._is_wanted = True
        self._told = ""
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="microphone", daemon=True)
        self._thread.start()

    def __enter__(self) -> "Microphone":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the device; nothing is heard any more once this returns."""
        self._is_wanted = False
        self._end.set()
        self._thread.join()

    def _keep(self) -> None:
        backoff = Backoff(longest_s=_LONGEST_WAIT_S)
        while not self._end.is_set():
            try:
                with self._opened(self._take):
                    if self._listen():
                        backoff.reset()
                self._tell_unless_over("the microphone gives no more sound; is it plugged in? trying again")
            except MienError as error:
                self._tell_unless_over(str(error))
            self._end.wait(backoff.next_s())

    def _listen(self) -> bool:
        """Waits until the device is silent or not wanted; returns whether it ever gave sound."""
        self._heard_s, self._has_begun, is_told = self._monotonic_s(), False, False
        while not self._end.wait(_LOOK_S):
            if self._monotonic_s() - self._heard_s >= (_SILENT_S if self._has_begun else _FIRST_S):
                break
            if self._has_begun and not is_told:
                self._told = ""
                self._tell("")
                is_told = True
        return is_told

    def _take(self, piece: Samples) -> None:
        self._heard_s, self._has_begun = self._monotonic_s(), True
        if self._is_wanted:
            self._hear(piece)

    def _tell_unless_over(self, words: str) -> None:
        if not self._end.is_set() and words != self._told:
            self._told = words
            self._tell(words)
