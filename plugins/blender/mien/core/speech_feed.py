# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording on its way into a session, as the daemon has room for it."""

from typing import Final

from mien_protocol.client import ClientSession
from mien_protocol.client.sessions.sound_source import SoundSource

from .recording import Recording

__all__ = ["SpeechFeed"]

_PIECE_S: Final = 0.5
"""Sound that is handed over at a time: a thread that hands over more would show frames late meanwhile."""


class SpeechFeed:
    """Speaks one recording into a session; call `feed` now and then."""

    def __init__(self, recording: Recording) -> None:
        """Speaks nothing yet."""
        self._source = SoundSource(recording.pieces(), recording.samples)
        self._piece = round(_PIECE_S * recording.rate_hz)
        self._whole = recording.samples
        self._sent = 0
        self.is_done = False

    @property
    def share(self) -> float:
        """Share of it that was handed over, 0..1."""
        return min(self._sent / max(self._whole, 1), 1.0)

    def feed(self, session: ClientSession) -> None:
        """Hands over what there is room for.

        Raises:
            MienError: If the session is lost, or the daemon refuses.
        """
        room = min(session.credit, self._piece)
        if self.is_done or room == 0:
            return
        piece = self._source.take(room)
        session.push(piece)
        self._sent += len(piece)
        if self._source.is_empty:
            session.end_audio()
            self.is_done = True
