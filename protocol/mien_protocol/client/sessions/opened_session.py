"""Session that this client has opened: its streams, its sound and its requests."""

from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from mien_protocol.audio_payload import pack_audio
from mien_protocol.client.connection.connection import Connection
from mien_protocol.client.connection.operation import Operation
from mien_protocol.client.errors import DaemonSilentError
from mien_protocol.client.sessions.features import require
from mien_protocol.client.sessions.request import request
from mien_protocol.client.sessions.sent_audio import SentAudio
from mien_protocol.client.sessions.streamed_session import StreamedSession
from mien_protocol.errors import ErrorCode
from mien_protocol.messages.common import Request
from mien_protocol.messages.connection import ErrorReply
from mien_protocol.messages.controls import ControlsSet, PartialControls, SetControls
from mien_protocol.messages.sessions import Closed, CloseSession, Opened
from mien_protocol.messages.speech import AudioEnded, AudioProgress, Cancel, Cancelled, EndAudio, PushAudio, Said, Say
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message
from mien_protocol.text_tags import read_tags

__all__ = ["OpenedSession"]

R = TypeVar("R", bound=Message)

_TAGS_SINCE: Final = (1, 2)


class OpenedSession(StreamedSession):
    """Client's end of an opened session; never waits by itself.

    Attributes:
        opened: What the daemon said of it.
    """

    def __init__(self, connection: Connection, opened: Opened, patience_s: float) -> None:
        """Wraps an opened session."""
        self.opened = opened
        self._patience_s = patience_s
        self._audio = SentAudio(opened.audio_credit)
        super().__init__(connection, opened.session, opened.topics)

    @property
    def credit(self) -> int:
        """Samples that may be pushed at once without waiting."""
        return self._audio.credit

    def push(self, pcm: NDArray[np.int16], timeout_s: float) -> Operation[None]:
        """Pushes sound; waits while the daemon has no room for it."""
        at = 0
        while at < len(pcm):
            # Errors about what was pushed before come without having been asked for.
            yield 0.0
            self.check()
            yield from self.until(lambda: self._may_push, timeout_s, "the daemon grants no room for more audio")
            self.check()
            size = min(self._audio.credit, self._connection.limits.audio_samples)
            piece = pcm[at : at + size]
            self._connection.send(self._audio.add(PushAudio(self.name, 0, pack_audio(piece))))
            at += len(piece)

    def end_audio(self) -> None:
        """Ends the utterance; while disconnected, the message is kept until the connection returns."""
        self.check()
        message = self._audio.add(EndAudio(self._connection.next_id(), self.name))
        if self._connection.is_up and self._audio.flows:
            self._connection.send(message)

    def set_controls(self, controls: PartialControls) -> Operation[PartialControls]:
        """Changes some controls; returns all that now hold."""
        message = SetControls(self._connection.next_id(), self.name, controls)
        return (yield from self._request(message, ControlsSet)).controls

    def cancel(self) -> Operation[Cancelled]:
        """Drops everything not performed yet."""
        self._audio.forget()
        cancelled = yield from self._request(Cancel(self._connection.next_id(), self.name), Cancelled)
        self.streams.begin(cancelled.epoch)
        return cancelled

    def say(self, text: str, voice: str | None, timeout_s: float, *, tags: bool) -> Operation[Said]:
        """Speaks a text; returns once it is synthesised."""
        require(self._connection, "say")
        if tags and tuple(self._connection.welcome.protocol) < _TAGS_SINCE:
            # An older daemon would speak the tags.
            text, tags = read_tags(text).text, False
        message = Say(self._connection.next_id(), self.name, text, voice, tags)
        return (yield from self._request(message, Said, timeout_s))

    def close(self) -> Operation[None]:
        """Ends the session; does nothing if it was closed already, or if it or the daemon is gone."""
        if self.is_closed:
            return
        self.leave()
        if self.failure is None and self._connection.is_up:
            message = CloseSession(self._connection.next_id(), self.name)
            yield from request(self._connection, message, Closed, self._patience_s)

    def take(self, socket: Socket, message: Message) -> None:
        """Handles a message of the session."""
        if isinstance(message, AudioProgress):
            for again in self._audio.progress(message):
                self._connection.send(again)
        elif isinstance(message, AudioEnded):
            self._audio.ended(message.re)
        elif isinstance(message, ErrorReply):
            self._refused(message)
        else:
            super().take(socket, message)

    def resume(self) -> None:
        """Continues at the same daemon, from its audio progress, unless it has ended the session."""
        super().resume()
        self._audio.reconnected()

    @property
    def _may_push(self) -> bool:
        return self._audio.credit > 0 and self._connection.is_up

    def _refused(self, message: ErrorReply) -> None:
        if message.code != ErrorCode.AUDIO_GAP:
            self.failure = self.failure or message.error()
        elif self._audio.lost():
            self._connection.greet()
        elif self._audio.flows:
            self.failure = self.failure or message.error()

    def _request(self, message: Request, reply: type[R], timeout_s: float | None = None) -> Operation[R]:
        self.check()
        try:
            return (yield from request(self._connection, message, reply, timeout_s or self._patience_s))
        except DaemonSilentError:
            # If the session is lost, that is what the caller has to know.
            self.check()
            raise
