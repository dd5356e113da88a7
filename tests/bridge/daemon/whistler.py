"""A synthesizer whose every move is in the test's hand."""

import threading
from collections.abc import Iterator

import numpy as np

from mien_bridge.tts import Speech, Synthesizer, Voice
from mien_protocol.errors import MienError
from tests.bridge.daemon.clocked import tone
from tests.bridge.daemon.link import LIMIT_S

RATE_HZ = 8_000
SECOND = tone(RATE_HZ)


class Whistler(Synthesizer):
    """Whistles a second for each word of a text; waits at the word `wait` until it is let go on."""

    def __init__(self) -> None:
        self.waits, self.go_on = threading.Event(), threading.Event()
        self.texts: list[str] = []
        self.closed = False

    @property
    def voices(self) -> tuple[Voice, ...]:
        return (Voice("high", "a whistle"),)

    def speak(self, text: str, voice: str | None = None) -> Iterator[Speech]:
        if voice not in {None, "high"}:
            raise MienError(f"there is no voice {voice!r}; there is high")
        return self._words(text)

    def close(self) -> None:
        self.closed = True
        self.go_on.set()

    def _words(self, text: str) -> Iterator[Speech]:
        self.texts.append(text)
        for word in text.split():
            if word == "wait":
                self.waits.set()
                assert self.go_on.wait(LIMIT_S)
                self.go_on.clear()
            elif word == "break":
                raise RuntimeError("broken on purpose")
            else:
                yield Speech(np.zeros_like(SECOND) if word == "hush" else SECOND, RATE_HZ)
