"""The texts that a session was given to speak, until all of their sound is made."""

from dataclasses import dataclass
from typing import Final

from mien_bridge.daemon.performing.accepted_audio import AcceptedAudio, Asker, SpokenAudio
from mien_bridge.daemon.sessions.speaker import Line, Speaker, Spoken
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.connection import ErrorReply
from mien_protocol.messages.speech import Said

__all__ = ["Answer", "Texts"]

_MOST_TEXTS: Final = 32
"""Texts that may wait for their sound."""

_MOST_SOUND_S: Final = 900
"""Sound that may wait to be performed: half as much again as the longest text of common words takes, and 29 MB at
16 kHz. A text of signs that are spoken by their names would be hours of sound."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply, and whose."""

    asker: Asker
    reply: Said | ErrorReply


@dataclass(frozen=True, slots=True)
class _Saying:
    asker: Asker
    audio: SpokenAudio


class Texts:
    """The texts of one session."""

    def __init__(self, session: str, audio: AcceptedAudio, rate_hz: int, speaker: Speaker) -> None:
        """No texts yet.

        Args:
            session: Name of the session.
            audio: Where the sound goes.
            rate_hz: Its samples a second.
            speaker: Makes it.
        """
        self._session = session
        self._audio = audio
        self._rate_hz = rate_hz
        self._speaker = speaker
        self._sayings: dict[Line, _Saying] = {}

    def say(self, asker: Asker, text: str, voice: str | None) -> None:
        """Takes a text, whose sound follows all that was taken before; it will be answered.

        Raises:
            ProtocolError: `tts`, if there is nothing to say, or if too much waits already.
        """
        if not text.strip():
            raise ProtocolError(ErrorCode.TTS, "got a text without words, expected something to say")
        if len(self._sayings) >= _MOST_TEXTS or self._audio.speech > _MOST_SOUND_S * self._rate_hz:
            raise ProtocolError(
                ErrorCode.TTS,
                f"{len(self._sayings)} texts and {self._audio.speech // self._rate_hz} s of speech wait already",
                "say more when some of it was performed",
                retryable=True,
            )
        line = Line(self._session, text, voice, self._rate_hz)
        self._sayings[line] = _Saying(asker, self._audio.await_speech())
        self._speaker.speak(line)

    def take(self, spoken: Spoken) -> Answer | None:
        """Takes what came of one of the texts; returns what answers it, if it is done."""
        saying = self._sayings.get(spoken.line)
        if saying is None:
            return None
        saying.audio.add(spoken.samples)
        error = spoken.error
        if error is None and self._audio.speech > (_MOST_SOUND_S + 1) * self._rate_hz:
            self._speaker.forget(spoken.line)
            error = ProtocolError(ErrorCode.TTS, f"more than {_MOST_SOUND_S} s of speech wait", "say less at a time")
        if error is None and not spoken.is_last:
            return None
        saying.audio.finish()
        del self._sayings[spoken.line]
        return self._answer(saying, error)

    def drop(self, error: ProtocolError | None = None) -> list[Answer]:
        """Forgets the texts whose sound is not all made.

        Args:
            error: Why; None if they are cut off as their asker wished.
        """
        for line in self._sayings:
            self._speaker.forget(line)
        answers = [self._answer(saying, error) for saying in self._sayings.values()]
        self._sayings.clear()
        return answers

    def _answer(self, saying: _Saying, error: ProtocolError | None) -> Answer:
        if error is not None:
            return Answer(saying.asker, ErrorReply.of(error.answering(saying.asker.id, self._session)))
        return Answer(saying.asker, Said(saying.asker.id, self._session, saying.audio.samples, self._rate_hz))
