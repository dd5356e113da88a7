"""The channel of a voice agent's speech."""

from collections.abc import Awaitable, Callable
from typing import Final

import numpy as np

from mien_bridge.inputs.queued_sound import PushedSound
from mien_bridge.inputs.speech_queue import Utterance, UtteranceEvent
from mien_bridge.live.speech_requests import SpeechRequests
from mien_bridge.web.live_host import Unlisten, VoiceEvent, VoiceEventKind
from mien_protocol.errors import MienError
from mien_protocol.messages.controls import PartialControls

__all__ = ["AgentVoice"]

MAX_QUEUED_S: Final = 60.0
_LOST: Final = "the daemon was gone for too long, and the rest of this was dropped; send it again when it is back"

_KINDS: Final = {
    UtteranceEvent.BEGUN: VoiceEventKind.STARTED,
    UtteranceEvent.ENDED: VoiceEventKind.ENDED,
    UtteranceEvent.INTERRUPTED: VoiceEventKind.INTERRUPTED,
    UtteranceEvent.LOST: VoiceEventKind.FAILED,
}


class AgentVoice:
    """A `VoiceChannel`: the speech of one agent joins the speech queue."""

    def __init__(
        self,
        speech: SpeechRequests,
        *,
        is_on_air: Callable[[], bool],
        interrupt: Callable[[], Awaitable[None]],
        set_controls: Callable[[PartialControls], Awaitable[None]],
        let_go: Callable[[], None],
    ) -> None:
        """Starts without speech.

        Args:
            speech: Where speech goes.
            is_on_air: Whether anybody performs.
            interrupt: Interrupts the show.
            set_controls: Changes the show's controls.
            let_go: Called when the agent is gone.
        """
        self._speech = speech
        self._is_on_air = is_on_air
        self._interrupt = interrupt
        self._set_controls = set_controls
        self._let_go = let_go
        self._pushed: PushedSound | None = None
        self._mine: list[Utterance] = []
        self._callbacks: list[Callable[[VoiceEvent], None]] = []

    @property
    def queued_s(self) -> float:
        """Seconds of sound that wait to be performed."""
        return sum(one.sound.queued_s for one in self._mine)

    def push(self, pcm: bytes, rate_hz: int) -> None:
        """Queues sound; raises while no session is on air, or if over a minute is queued."""
        self._check_air()
        samples = np.frombuffer(pcm, "<i2").astype(np.int16, copy=False)
        if self.queued_s + len(samples) / rate_hz > MAX_QUEUED_S:
            raise MienError(f"over {MAX_QUEUED_S:g} s of sound are queued; send no faster than it is spoken")
        if self._pushed is None:
            self._pushed = PushedSound()
            self._add(self._pushed)
        self._pushed.push(samples, rate_hz)

    def end(self) -> None:
        """Ends the utterance: what was pushed is all of it."""
        if self._pushed is not None:
            self._pushed.end()
            self._pushed = None

    async def interrupt(self) -> None:
        """Stops at once and drops what waits."""
        await self._interrupt()

    async def say(self, text: str, voice: str | None) -> None:
        """Queues a text, an utterance of its own."""
        self._check_air()
        self.end()
        self._mine.append(self._speech.text(text, voice, self._told))

    async def set_controls(self, controls: PartialControls) -> None:
        """Changes some controls of the show."""
        await self._set_controls(controls)

    def listen(self, callback: Callable[[VoiceEvent], None]) -> Unlisten:
        """Calls back with the events of the speech."""
        self._callbacks.append(callback)

        def unlisten() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return unlisten

    def close(self) -> None:
        """Drops what is queued, as the agent is gone."""
        self._callbacks.clear()
        for one in self._mine:
            one.sound.close()
        self._let_go()

    def _check_air(self) -> None:
        if not (self._is_on_air() or self._speech.is_waiting):
            raise MienError("nothing is on air yet: the daemon is starting; try again in a moment")

    def _add(self, sound: PushedSound) -> None:
        utterance = Utterance(sound, self._told)
        self._mine.append(utterance)
        self._speech.queue.add(utterance)

    def _told(self, event: UtteranceEvent, utterance: Utterance) -> None:
        if event is not UtteranceEvent.BEGUN and utterance in self._mine:
            self._mine.remove(utterance)
        if event in (UtteranceEvent.INTERRUPTED, UtteranceEvent.LOST) and utterance.sound is self._pushed:
            self._pushed = None
        failure = utterance.sound.failure
        if event is UtteranceEvent.ENDED and failure is not None:
            told = VoiceEvent(VoiceEventKind.FAILED, utterance.said_s, str(failure))
        else:
            told = VoiceEvent(_KINDS[event], utterance.said_s, _LOST if event is UtteranceEvent.LOST else "")
        for callback in list(self._callbacks):
            callback(told)
