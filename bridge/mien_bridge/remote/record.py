"""Recording of what a daemon publishes: others' sessions, or one opened for the purpose."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mien_bridge.media.paced_recording import PacedRecording, read_speech
from mien_bridge.remote.connect import connect
from mien_bridge.tap.recorder import Recorder
from mien_bridge.tap.tally import Tally
from mien_protocol.client import Client, ClientSession, DaemonSilentError
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.messages.sessions import OpenSession, Topics
from mien_protocol.messages.table import Socket

__all__ = ["RecordOptions", "record_sessions", "record_speech"]

_TURN_S: Final = 0.05
_ASKED_EVERY_S: Final = 0.5
_PATIENCE_S: Final = 10.0
"""Time in which a daemon must send a stream's header, and an utterance's end."""

_NAME: Final = "mien record"


@dataclass(frozen=True, slots=True)
class RecordOptions:
    """Options for recording the sessions of others.

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
    with connect(connection_file, _NAME) as client:
        client.snapshot(options.session)
        with Recorder(connection_file, client.welcome, _topics(options), output, tally) as recorder:
            begun_s = asked_s = time.monotonic()
            while True:
                checkpoint()
                recorder.turn(_TURN_S)
                client.turn()
                now_s = time.monotonic()
                if options.seconds is not None and now_s - begun_s >= options.seconds:
                    return
                if now_s - asked_s >= _ASKED_EVERY_S:
                    asked_s = now_s
                    if _are_over(client.sessions(), options.session, tally):
                        break
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
    with (
        connect(connection_file, _NAME) as client,
        _opened(client, asked) as session,
        Recorder(connection_file, client.welcome, _topics_of(session.opened.topics), output, tally) as recorder,
    ):
        streams = len(_topics_of(session.opened.topics))
        # Frames sent before the subscriptions arrive would be missed.
        _until(lambda: tally.streams == streams, recorder, checkpoint, "begin its streams")
        _speak(PacedRecording(samples, session.push), recorder, checkpoint)
        session.end_audio()
        _until(lambda: _has_ended(session), recorder, checkpoint, "end the utterance")
        # A picture may still be on its way.
        recorder.turn(_TURN_S)


def _are_over(names: list[str], session: str | None, tally: Tally) -> bool:
    """True once those that are recorded have ended."""
    if session is not None:
        return session not in names
    # As long as there are none, the first is waited for.
    return bool(tally.sessions) and not names


def _opened(client: Client, asked: OpenSession) -> ClientSession:
    return client.open_session(
        rate_hz=asked.rate_hz,
        seed=asked.seed,
        echo=True,
        controls=asked.controls,
        avatar=asked.avatar,
        face=asked.face,
    )


def _topics(options: RecordOptions) -> list[tuple[Socket, str]]:
    end = "" if options.session is None else f"{options.session}/"
    topics = [(Socket.MOTION, f"motion/{end}"), (Socket.MOTION, f"audio/{end}")]
    return [*topics, (Socket.FACE, f"face/{end}")] if options.face else topics


def _topics_of(topics: Topics) -> list[tuple[Socket, str]]:
    named = ((Socket.MOTION, topics.motion), (Socket.MOTION, topics.audio), (Socket.FACE, topics.face))
    return [(socket, topic) for socket, topic in named if topic is not None]


def _until(done: Callable[[], bool], recorder: Recorder, checkpoint: Callable[[], None], what: str) -> None:
    deadline_s = time.monotonic() + _PATIENCE_S
    while not done():
        checkpoint()
        recorder.turn(_TURN_S)
        if time.monotonic() > deadline_s:
            raise DaemonSilentError(f"the daemon does not {what}; see its log")


def _speak(recording: PacedRecording, recorder: Recorder, checkpoint: Callable[[], None]) -> None:
    while (due_ns := recording.due_ns) is not None:
        checkpoint()
        while (left_ns := due_ns - time.monotonic_ns()) > 0:
            recorder.turn(left_ns / 1e9)
        recording.push()


def _has_ended(session: ClientSession) -> bool:
    """True once the utterance has ended; raises what is wrong with the session, if anything is."""
    return any(frame.flags & FrameFlag.LAST for frame in session.ready())
