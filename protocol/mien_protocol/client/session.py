"""Session of a client: sound in; motion, pictures and sound out."""

from collections.abc import Iterator
from contextlib import nullcontext, suppress
from typing import Self

import numpy as np
from numpy.typing import NDArray

from mien_protocol.client.blocking_driver import BlockingDriver
from mien_protocol.client.properties import OpenedProperties, SessionProperties
from mien_protocol.client.sessions.opened_session import OpenedSession
from mien_protocol.client.sessions.streamed_session import StreamedSession
from mien_protocol.client.streams.face_picture import FacePicture
from mien_protocol.client.streams.sound_piece import SoundPiece
from mien_protocol.client.streams.streamed_frame import StreamedFrame
from mien_protocol.errors import MienError
from mien_protocol.messages.controls import PartialControls
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.messages.speech import Cancelled, Said

__all__ = ["ClientSession", "SessionView"]


class SessionView(SessionProperties):
    """Streams of a session, whoever opened it; made by `Client.watch`, and useful in a `with`."""

    def __init__(self, core: StreamedSession, driver: BlockingDriver) -> None:
        """Watches `core`, and waits by `driver`."""
        super().__init__(core)
        self._driver = driver

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        # Closing must not hide what went wrong before.
        with nullcontext() if error is None else suppress(MienError):
            self.close()

    def motion(self, timeout_s: float = 10.0) -> Iterator[StreamedFrame]:
        """Frames as they come, until the utterance's last, which is the last one given.

        After a `cancel` the last is that with which the face has come to rest. Idle motion before the utterance is
        given, too. Frames that came since the former call are given first.

        Args:
            timeout_s: How long no frame may come.

        Raises:
            SessionLostError: If the session is no more.
            DaemonSilentError: If no frame comes within the time.
        """
        flags = FrameFlag(0)
        while (frame := self._driver.run(self._core.of_utterance(flags, timeout_s))) is not None:
            flags = frame.flags
            yield frame

    def ready(self, timeout_s: float = 0.0) -> list[StreamedFrame]:
        """Frames that arrived since the last call, or the first to arrive within the time; for an engine's tick."""
        return self._driver.run(self._core.motion_ready(timeout_s))

    def faces(self, timeout_s: float = 10.0) -> Iterator[FacePicture]:
        """Pictures as they come, without an end: break, or close the session; raises as `motion` does.

        Eight wait for a reader that is slow; then the oldest go.
        """
        while (picture := self._driver.run(self._core.next_face(timeout_s))) is not None:
            yield picture

    def ready_faces(self, timeout_s: float = 0.0) -> list[FacePicture]:
        """Pictures that arrived since the last call, or the first to arrive within the time; eight at most."""
        return self._driver.run(self._core.faces_ready(timeout_s))

    def newest_face(self, timeout_s: float = 0.0) -> FacePicture | None:
        """The newest picture since the last call, or the first within the time; skipped ones are counted."""
        return self._driver.run(self._core.newest_face(timeout_s))

    def sound(self, timeout_s: float = 10.0) -> Iterator[SoundPiece]:
        """Echoed sound as it comes, without an end: break, or close the session; raises as `motion` does."""
        while (piece := self._driver.run(self._core.next_sound(timeout_s))) is not None:
            yield piece

    def ready_sound(self, timeout_s: float = 0.0) -> list[SoundPiece]:
        """Echoed sound that arrived since the last call, or the first to arrive within the time."""
        return self._driver.run(self._core.sound_ready(timeout_s))

    def close(self) -> None:
        """Stops watching; the session itself goes on."""
        if not self._core.is_closed:
            self._core.leave()


class ClientSession(SessionView, OpenedProperties):
    """A session at a daemon; made by `Client.open_session`, and useful in a `with`."""

    def __init__(self, core: OpenedSession, driver: BlockingDriver) -> None:
        """Wraps an opened session."""
        super().__init__(core, driver)
        self._own = core

    def push(self, pcm: NDArray[np.int16], timeout_s: float = 10.0) -> None:
        """Pushes sound; waits while the daemon has no room for it.

        What was on its way when the connection broke is sent again to the same daemon.

        Args:
            pcm: Mono, shape (samples,), int16, at the session's `audio_rate_hz`.
            timeout_s: How long the daemon may grant nothing.

        Raises:
            MienError: If the session is lost, the daemon refuses, or grants nothing for too long; what was not sent
                by then is lost.
        """
        self._driver.run(self._own.push(pcm, timeout_s))

    def end_audio(self) -> None:
        """Ends the utterance: flushes the look-ahead and brings the face to rest; does not wait."""
        self._own.end_audio()

    def say(self, text: str, voice: str | None = None, timeout_s: float = 60.0, *, tags: bool = False) -> Said:
        """Speaks a text in a session of pace `speak`; returns once it is synthesised, before it is heard.

        Args:
            text: What to say, at most 10,000 characters.
            voice: One of the daemon's voices; None for its own choice.
            timeout_s: How long the making may take.
            tags: True if `[happy]` and the like are taken out and obeyed; a daemon before version 1.2 does not obey.

        Raises:
            ProtocolError: If the daemon refuses, with its words.
            MienError: If it speaks no texts at all.
        """
        return self._driver.run(self._own.say(text, voice, timeout_s, tags=tags))

    def set_controls(self, controls: PartialControls) -> PartialControls:
        """Changes some controls; returns all that now hold."""
        return self._driver.run(self._own.set_controls(controls))

    def cancel(self) -> Cancelled:
        """Drops what has not been performed, with its frames, pictures and sound."""
        return self._driver.run(self._own.cancel())

    def close(self) -> None:
        """Ends the session; does nothing if it was closed already, or if it or the daemon is gone."""
        self._driver.run(self._own.close())
