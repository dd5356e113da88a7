"""The texts that a session was given to speak, until all of their sound is made."""

from dataclasses import dataclass
from typing import Final

from mien_bridge.daemon.performance.audio_queue import AudioQueue, Requester, SpokenAudio
from mien_bridge.daemon.sessions.tts_worker import SpeechJob, SpeechResult, TtsWorker
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.connection import ErrorReply
from mien_protocol.messages.speech import Said
from mien_protocol.text_tags import TaggedText

__all__ = ["TextQueue", "TextReply"]

_MOST_TEXTS: Final = 32
"""Texts that may wait for their sound."""

_MOST_SOUND_S: Final = 900
"""Sound that may wait to be performed: half as much again as the longest text of common words takes, and 29 MB at
16 kHz. A text of signs that are spoken by their names would be hours of sound."""


@dataclass(frozen=True, slots=True)
class TextReply:
    """A reply and its recipient."""

    requester: Requester
    reply: Said | ErrorReply


@dataclass(frozen=True, slots=True)
class _PendingText:
    requester: Requester
    audio: SpokenAudio


class TextQueue:
    """The texts of one session."""

    def __init__(self, session: str, audio: AudioQueue, rate_hz: int, tts_worker: TtsWorker) -> None:
        """No texts yet.

        Args:
            session: Name of the session.
            audio: Where the sound goes.
            rate_hz: Its samples a second.
            tts_worker: Makes it.
        """
        self._session = session
        self._audio = audio
        self._rate_hz = rate_hz
        self._tts_worker = tts_worker
        self._texts: dict[SpeechJob, _PendingText] = {}

    def say(self, requester: Requester, text: TaggedText, voice: str | None) -> None:
        """Takes a text, whose sound follows all that was taken before; it will be answered.

        Raises:
            ProtocolError: `tts`, if there is nothing to say, or if too much waits already.
        """
        if not text.text.strip():
            raise ProtocolError(ErrorCode.TTS, "got a text without words, expected something to say")
        if len(self._texts) >= _MOST_TEXTS or self._audio.speech > _MOST_SOUND_S * self._rate_hz:
            raise ProtocolError(
                ErrorCode.TTS,
                f"{len(self._texts)} texts and {self._audio.speech // self._rate_hz} s of speech wait already",
                "say more when some of it was performed",
                retryable=True,
            )
        job = SpeechJob(self._session, text, voice, self._rate_hz)
        self._texts[job] = _PendingText(requester, self._audio.await_speech(self._rate_hz))
        self._tts_worker.speak(job)

    def take(self, spoken: SpeechResult) -> TextReply | None:
        """Takes the result of one of the texts; returns the reply to it, if it is done."""
        pending = self._texts.get(spoken.job)
        if pending is None:
            return None
        pending.audio.add(spoken.samples, spoken.tags)
        error = spoken.error
        if error is None and self._audio.speech > (_MOST_SOUND_S + 1) * self._rate_hz:
            self._tts_worker.forget(spoken.job)
            error = ProtocolError(ErrorCode.TTS, f"more than {_MOST_SOUND_S} s of speech wait", "say less at a time")
        if error is None and not spoken.is_last:
            return None
        pending.audio.finish()
        del self._texts[spoken.job]
        return self._answer(pending, error)

    def drop(self, error: ProtocolError | None = None) -> list[TextReply]:
        """Drops the texts whose sound is not complete.

        Args:
            error: Why; None if they are cut off as their asker wished.
        """
        for job in self._texts:
            self._tts_worker.forget(job)
        answers = [self._answer(pending, error) for pending in self._texts.values()]
        self._texts.clear()
        return answers

    def _answer(self, pending: _PendingText, error: ProtocolError | None) -> TextReply:
        if error is not None:
            return TextReply(pending.requester, ErrorReply.of(error.answering(pending.requester.id, self._session)))
        return TextReply(
            pending.requester, Said(pending.requester.id, self._session, pending.audio.samples, self._rate_hz)
        )
