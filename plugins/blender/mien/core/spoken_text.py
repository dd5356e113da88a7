# SPDX-License-Identifier: GPL-3.0-or-later
"""A text that the daemon speaks, on its way to becoming a recording."""

import logging
import threading
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.client import Client, ClientSession
from mien_protocol.errors import MienError

__all__ = ["RATE_HZ", "SpokenText"]

_log = logging.getLogger(__name__)

RATE_HZ: Final = 48_000
"""Of the recordings that texts become: as much as the daemon offers, for its voice is heard in the film."""

_PATIENCE_S: Final = 5.0


class SpokenText:
    """Lets the daemon speak a text, in a thread of its own, and gathers what it says.

    The daemon speaks at the pace of speech, so it takes as long as the sound.
    """

    def __init__(self, text: str, voice: str | None, connection_file: Path | None) -> None:
        """Begins.

        Args:
            text: What to say.
            voice: One of the daemon's voices; None for its own choice.
            connection_file: Which the daemon has written; None for where `mien serve` writes it.
        """
        self.progress = 0.0
        self._text = text
        self._voice = voice
        self._file = connection_file
        self._stopping = threading.Event()
        self._failure: MienError | None = None
        self._pcm: NDArray[np.int16] | None = None
        self._thread = threading.Thread(target=self._run, name="mien-say", daemon=True)
        self._thread.start()

    def wait(self, timeout_s: float) -> NDArray[np.int16] | None:
        """The sound, mono at `RATE_HZ`, shape (samples,), once all of it has come; waits no longer than the time.

        Raises:
            MienError: If the daemon cannot speak it.
        """
        self._thread.join(timeout_s)
        if self._failure is not None:
            raise self._failure
        return self._pcm

    def cancel(self) -> None:
        """Ends it soon; does not wait."""
        self._stopping.set()

    def _run(self) -> None:
        try:
            with (
                Client(self._file, name="Blender, text", patience_s=_PATIENCE_S) as client,
                client.open_session(pace="speak", echo=True, audio_rate_hz=RATE_HZ) as session,
            ):
                self._pcm = self._gathered(session)
        except MienError as error:
            self._failure = error
        except Exception:
            # Whoever waits must not wait for a thread that is no more.
            _log.exception("say.defect")
            self._failure = MienError("a defect of the extension; the console tells more")

    def _gathered(self, session: ClientSession) -> NDArray[np.int16] | None:
        """Echo of the text; None if it was cancelled."""
        whole = session.say(self._text, self._voice).samples
        pcm, come = np.zeros(whole, np.int16), 0
        pieces = session.sound()
        while come < whole and not self._stopping.is_set():
            piece = next(pieces, None)
            if piece is None:
                raise MienError("the session ended before everything was said; say it again")
            kept = piece.samples[: max(whole - piece.first_sample, 0)]
            pcm[piece.first_sample : piece.first_sample + len(kept)] = kept
            come += len(kept)
            self.progress = come / whole
            if piece.first_sample + len(piece.samples) >= whole and come < whole:
                raise MienError(f"{whole - come} samples of what the daemon said were lost on their way; say it again")
        return None if self._stopping.is_set() else pcm
