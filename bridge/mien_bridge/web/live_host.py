"""The interface of the show behind the web server; `mien live` has one, a test's stand-in another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from mien_bridge.web.live_requests import LiveRequest
from mien_bridge.web.live_state import LiveLevel, LiveState
from mien_protocol.messages.controls import PartialControls

__all__ = ["Character", "Film", "LiveHost", "Unlisten", "VoiceChannel", "VoiceEvent", "VoiceEventKind"]

Unlisten = Callable[[], None]
"""Ends what `listen` began; more calls do nothing."""


@dataclass(frozen=True, slots=True)
class Character:
    """The file behind `/character`.

    Attributes:
        name: Of the file.
        data: Its bytes, VRM or GLB.
    """

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Film:
    """The file behind `/film`.

    Attributes:
        name: What it is saved as.
        path: Where it lies.
    """

    name: str
    path: Path


class VoiceEventKind(StrEnum):
    """Stages of a voice agent's utterance."""

    STARTED = "started"
    """Its first sound is performed."""
    ENDED = "ended"
    """Its last one was: after `VoiceChannel.end`, or a text."""
    INTERRUPTED = "interrupted"
    """Somebody interrupted it; the rest was dropped."""
    FAILED = "failed"
    """It cannot be performed."""


@dataclass(frozen=True, slots=True)
class VoiceEvent:
    """An event of a voice agent's speech.

    Attributes:
        kind: What.
        seconds: How much of the utterance was performed.
        message: Of `FAILED`, why.
    """

    kind: VoiceEventKind
    seconds: float = 0.0
    message: str = ""


class VoiceChannel(Protocol):
    """The channel of one voice agent's sound. All calls come from the event loop's thread."""

    @property
    def queued_s(self) -> float:
        """Seconds of sound that wait to be performed."""

    def push(self, pcm: bytes, rate_hz: int) -> None:
        """Queues sound.

        Args:
            pcm: Mono, s16le, a whole number of samples.
            rate_hz: Samples a second, 8000..48000.

        Raises:
            MienError: If it cannot be performed now.
        """

    def end(self) -> None:
        """Ends the utterance: what was pushed is all of it."""

    async def interrupt(self) -> None:
        """Stops at once and drops what waits; raises as `push` does."""

    async def say(self, text: str, voice: str | None) -> None:
        """Queues a text, an utterance of its own; returns when it is queued.

        Raises:
            MienError: If it cannot be spoken.
        """

    async def set_controls(self, controls: PartialControls) -> None:
        """Changes some controls of the show from the next frame on.

        Raises:
            MienError: If the daemon refuses, or is gone.
        """

    def listen(self, callback: Callable[[VoiceEvent], None]) -> Unlisten:
        """Calls back, in the event loop's thread, with the events of the speech."""

    def close(self) -> None:
        """Closes the channel, and drops what is queued."""


class LiveHost(Protocol):
    """The show. All calls come from the event loop's thread, and so must all calls back."""

    def state(self) -> LiveState:
        """All that a page shows, as of now."""

    async def ask(self, request: LiveRequest) -> None:
        """Does what a page asks; returns when it is done.

        Other requests may come meanwhile, of the same page too.

        Raises:
            MienError: If it cannot be done, in words for the page's user.
        """

    def listen(self, callback: Callable[[LiveState | LiveLevel], None]) -> Unlisten:
        """Calls back with each new state, at most four times a second, and each level, ten times a second."""

    def voice(self) -> VoiceChannel:
        """The channel of one voice agent.

        Raises:
            MienError: If it cannot be had, such as while another agent has it.
        """

    def character(self) -> Character | None:
        """The character that a user gave, or None for the stock head."""

    def film(self) -> Film | None:
        """The film that was made last, once it is done."""
