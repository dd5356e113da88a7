"""Recording what a daemon publishes: the sessions of others, or one that is opened and spoken into for it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from mien_bridge.daemon.link import Link
from mien_bridge.speaker import Speaker, read_speech
from mien_bridge.tap.recorder import Recorder
from mien_bridge.tap.tally import Tally
from mien_protocol.errors import MienError
from mien_protocol.messages.connection import ErrorReply
from mien_protocol.messages.sessions import Closed, CloseSession, Opened, OpenSession, SessionEnded
from mien_protocol.messages.snapshot import Snapshot, SnapshotReply
from mien_protocol.messages.speech import AudioEnded
from mien_protocol.messages.table import Socket

__all__ = ["RecordOptions", "record_sessions", "record_speech"]

_TURN_S: Final = 0.05
_ASKED_EVERY_S: Final = 0.5
_PATIENCE_S: Final = 10.0
"""How long a daemon may leave a question, or an utterance without its end."""


@dataclass(frozen=True, slots=True)
class RecordOptions:
    """What to record of the sessions of others.

    Attributes:
        session: The one to record; None for all.
        face: Whether to record pictures.
        seconds: After how long to end, s; None for when the sessions end.
    """

    session: str | None = None
    face: bool = False
    seconds: float | None = None


def record_sessions(
    connection_file: Path, output: Path, *, options: RecordOptions, tally: Tally, checkpoint: Callable[[], None]
) -> None:
    """Records until the sessions that there were have ended, or the time is over.

    Args:
        connection_file: Of the daemon.
        output: The file, which grows as messages come.
        options: What to record.
        tally: Counts what came, also where this ends by an exception.
        checkpoint: Called now and then; it raises to stop.

    Raises:
        MienError: If there is no such session, the daemon falls silent, or the file cannot be written.
    """
    with Link(connection_file) as link:
        link.request(Snapshot(link.next_id(), options.session), SnapshotReply)
        with Recorder(link, _topics(options), output, tally) as recorder:
            sessions = _Sessions(link, options.session, tally)
            begun_s = time.monotonic()
            while not sessions.are_over:
                checkpoint()
                left_s = _TURN_S if options.seconds is None else begun_s + options.seconds - time.monotonic()
                if left_s <= 0:
                    return
                recorder.turn(min(left_s, _TURN_S))
                sessions.look()
            recorder.drain()


def record_speech(
    connection_file: Path,
    output: Path,
    *,
    audio: Path,
    asked: OpenSession,
    tally: Tally,
    checkpoint: Callable[[], None],
) -> None:
    """Opens a session, says a recording into it at the pace of speech, and records all that comes of it.

    Args:
        connection_file: Of the daemon.
        output: The file, which grows as messages come.
        audio: What to say.
        asked: The session; its `id` is replaced.
        tally: Counts what came, also where this ends by an exception.
        checkpoint: Called now and then; it raises to stop.

    Raises:
        MienError: If the recording cannot be used, the daemon refuses or falls silent, or the file cannot be written.
    """
    samples = read_speech(audio)
    with Link(connection_file) as link:
        opened = link.request(replace(asked, id=link.next_id()), Opened)
        topics = _topics_of(opened)
        with Recorder(link, topics, output, tally) as recorder:
            # What comes before the subscriptions have arrived would be missed.
            _until(lambda: tally.streams == len(topics), recorder, checkpoint, "sends no stream")
            _speak(Speaker(link, opened.session, samples), link, recorder, checkpoint)
            recorder.turn(_TURN_S)
            link.request(CloseSession(link.next_id(), opened.session), Closed)
            recorder.drain()


class _Sessions:
    """Whether those that are recorded still go on; asks without waiting, or messages would be late meanwhile."""

    def __init__(self, link: Link, session: str | None, tally: Tally) -> None:
        self.are_over = False
        self._link = link
        self._session = session
        self._tally = tally
        self._asked_s: float | None = None
        self._answered_s = time.monotonic()

    def look(self) -> None:
        for message in (received.message for received in self._link.receive(0.0)):
            if isinstance(message, SnapshotReply):
                self._take({one.session for one in message.sessions})
            elif isinstance(message, ErrorReply):
                raise message.error()
        now_s = time.monotonic()
        if self._asked_s is None and now_s - self._answered_s > _ASKED_EVERY_S:
            self._asked_s = now_s
            self._link.send(Snapshot(self._link.next_id()))
        if self._asked_s is not None and now_s - self._asked_s > _PATIENCE_S:
            raise MienError("the daemon does not answer any more; what came until then is recorded")

    def _take(self, names: set[str]) -> None:
        self._asked_s, self._answered_s = None, time.monotonic()
        if self._session is None:
            # Without any there is nothing to end yet: the first is waited for.
            self.are_over = bool(self._tally.sessions) and not names
        else:
            self.are_over = self._session not in names


def _topics(options: RecordOptions) -> list[tuple[Socket, str]]:
    end = "" if options.session is None else f"{options.session}/"
    topics = [(Socket.MOTION, f"motion/{end}"), (Socket.MOTION, f"audio/{end}")]
    return [*topics, (Socket.FACE, f"face/{end}")] if options.face else topics


def _topics_of(opened: Opened) -> list[tuple[Socket, str]]:
    topics = opened.topics
    named = ((Socket.MOTION, topics.motion), (Socket.MOTION, topics.audio), (Socket.FACE, topics.face))
    return [(socket, topic) for socket, topic in named if topic is not None]


def _until(done: Callable[[], bool], recorder: Recorder, checkpoint: Callable[[], None], what: str) -> None:
    deadline_s = time.monotonic() + _PATIENCE_S
    while not done():
        checkpoint()
        recorder.turn(_TURN_S)
        if time.monotonic() > deadline_s:
            raise MienError(f"the daemon accepted the session, but {what}; see its log")


def _speak(speaker: Speaker, link: Link, recorder: Recorder, checkpoint: Callable[[], None]) -> None:
    while (due_ns := speaker.due_ns) is not None:
        checkpoint()
        while (left_ns := due_ns - time.monotonic_ns()) > 0:
            recorder.turn(left_ns / 1e9)
        speaker.push()
        _has_ended(link)
    speaker.end()
    _until(lambda: _has_ended(link), recorder, checkpoint, "does not end the utterance")


def _has_ended(link: Link) -> bool:
    """Whether the utterance has; raises what the daemon has to say against it."""
    for message in (received.message for received in link.receive(0.0)):
        if isinstance(message, ErrorReply):
            raise message.error()
        if isinstance(message, SessionEnded):
            raise MienError(f"the daemon ended the session: {message.message}")
        if isinstance(message, AudioEnded):
            return True
    return False
