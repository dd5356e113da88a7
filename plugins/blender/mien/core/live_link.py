# SPDX-License-Identifier: GPL-3.0-or-later
"""A session that is received in a thread of its own, so that Blender never waits and the daemon never misses us."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from mien_protocol.client import Client, ClientSession, SessionView
from mien_protocol.errors import ErrorCode, MienError, ProtocolError
from mien_protocol.messages.controls import PartialControls

from .link_status import LinkState, LinkStatus
from .live_outbox import Outbox
from .live_wish import OwnSession, Wish
from .recording import Recording
from .speech_feed import SpeechFeed

__all__ = ["LiveLink"]

_log = logging.getLogger(__name__)

_PATIENCE_S: Final = 3.0

_TURN_S: Final = 0.02
"""Time that the thread waits for frames before it looks for other work."""

_RATE_HZ: Final = 16_000
"""Of the sound of a session of one's own before anything is spoken."""

_FIRST_WAIT_S: Final = 0.5
_LONGEST_WAIT_S: Final = 8.0
"""Wait before another attempt: twice as long each time, from the first to the longest."""


class LiveLink:
    """A session at a daemon; nothing here waits but `join`.

    What goes wrong is told by `outbox.status`, and tried again where that is of use.

    Attributes:
        outbox: What has come.
    """

    def __init__(self, wish: Wish, connection_file: Path | None = None) -> None:
        """Begins to connect.

        Args:
            wish: Which session.
            connection_file: Which the daemon has written; None for where `mien serve` writes it.
        """
        self.outbox = Outbox()
        self._wish = wish
        self._file = connection_file
        self._orders: SimpleQueue[Callable[[ClientSession], None]] = SimpleQueue()
        self._stopping = threading.Event()
        self._rate_hz = _RATE_HZ
        self._speech: SpeechFeed | None = None
        self._thread = threading.Thread(target=self._run, name="mien-live", daemon=True)
        self._thread.start()

    @property
    def is_own(self) -> bool:
        """True if the session is one's own, so that it takes sound and controls."""
        return isinstance(self._wish, OwnSession)

    def set_controls(self, controls: PartialControls) -> None:
        """Changes some of the controls; those of somebody else's session are not ours to change."""
        self._orders.put(lambda session: self._control(session, controls))

    def speak(self, recording: Recording) -> None:
        """Speaks a recording in a session of one's own; what is being spoken is dropped."""
        self._orders.put(lambda session: self._begin_speech(session, recording))

    def hush(self) -> None:
        """Drops what is being spoken."""
        self._orders.put(self._drop_speech)

    def stop(self) -> None:
        """Ends it soon; does not wait."""
        self._stopping.set()

    def join(self, timeout_s: float) -> bool:
        """Waits until it has ended; whether it has."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        wait_s = _FIRST_WAIT_S
        while not self._stopping.is_set():
            try:
                self._connect()
            except MienError as error:
                if _is_final(error):
                    self.outbox.tell(LinkStatus(LinkState.REFUSED, str(error)))
                    return
                # What was being said when the session was lost is not taken up in the middle.
                self._speech = None
                wait_s = _FIRST_WAIT_S if self.outbox.status.state is LinkState.LIVE else wait_s
                self.outbox.tell(LinkStatus(LinkState.WAITING, str(error)))
                self._stopping.wait(wait_s)
                wait_s = min(2.0 * wait_s, _LONGEST_WAIT_S)
            except Exception:
                _log.exception("live.defect")
                self.outbox.tell(LinkStatus(LinkState.REFUSED, "a defect of the extension; the console tells more"))
                return
        self.outbox.tell(LinkStatus(LinkState.OFF, "not connected"))

    def _connect(self) -> None:
        with Client(self._file, name="Blender, live", patience_s=_PATIENCE_S) as client:
            while not self._stopping.is_set():
                with self._wish.open(client, self._rate_hz) as session:
                    self._hold(client, session)

    def _hold(self, client: Client, session: SessionView) -> None:
        """Receives a session until it is to end, or another is to take its place."""
        self.outbox.begin(session.name)
        rate_hz = self._rate_hz
        if isinstance(session, ClientSession) and self._speech is None:
            # Without an utterance that has ended the face would not even blink.
            session.end_audio()
        while not self._stopping.is_set():
            self.outbox.take(client, session, session.ready(_TURN_S))
            self.outbox.tell_now(client, session, None if self._speech is None else self._speech.share)
            if isinstance(session, ClientSession):
                self._obey(session)
                if rate_hz != self._rate_hz:
                    return
                self._feed(session)

    def _obey(self, session: ClientSession) -> None:
        while not self._orders.empty():
            self._orders.get()(session)

    def _feed(self, session: ClientSession) -> None:
        if self._speech is not None:
            self._speech.feed(session)
            self._speech = None if self._speech.is_done else self._speech

    def _control(self, session: ClientSession, controls: PartialControls) -> None:
        assert isinstance(self._wish, OwnSession)
        # Kept for the session that takes this one's place.
        self._wish = replace(self._wish, controls=PartialControls(**{**self._wish.controls, **controls}))
        session.set_controls(controls)

    def _begin_speech(self, session: ClientSession, recording: Recording) -> None:
        if self._speech is not None or self.outbox.is_speaking:
            session.cancel()
        self._speech = SpeechFeed(recording)
        # A session has one rate: for sound of another, another session is opened.
        self._rate_hz = recording.rate_hz

    def _drop_speech(self, session: ClientSession) -> None:
        self._speech = None
        session.cancel()


def _is_final(error: MienError) -> bool:
    """True if another attempt is of no use: the daemon is there, and does not want us."""
    return isinstance(error, ProtocolError) and not error.retryable and error.code != ErrorCode.NO_SESSION
