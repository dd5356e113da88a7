# SPDX-License-Identifier: GPL-3.0-or-later
"""The sound of what is being spoken live, heard in Blender."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import compat

__all__ = ["HeardSpeech", "Utterance"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A part of a recording.

    Attributes:
        path: The recording.
        start_s: Where it begins.
        end_s: Where it ends; None for the recording's end.
    """

    path: Path
    start_s: float = 0.0
    end_s: float | None = None


class HeardSpeech:
    """Sound that begins when the face begins to speak it."""

    def __init__(self, utterance: Utterance, former: tuple[int, int | None]) -> None:
        """Waits.

        Args:
            utterance: What is to be heard.
            former: Number of the session and media time of the utterance that was the newest before.
        """
        self._utterance = utterance
        self._former = former
        self._device: Any = None
        self._handle: Any = None
        self.is_done = False

    def follow(self, newest: tuple[int, int | None], shown_ns: int) -> None:
        """Begins to play, once the face is seen to speak.

        Args:
            newest: As `former`, for the newest utterance now.
            shown_ns: Media time that is seen.
        """
        begin_ns = newest[1]
        if self.is_done or newest == self._former or begin_ns is None or shown_ns < begin_ns:
            return
        self.is_done = True
        if compat.has_sound:
            self._play((shown_ns - begin_ns) / 1e9)

    def stop(self) -> None:
        """Falls silent."""
        self.is_done = True
        if self._handle is not None:
            self._handle.stop()
            self._handle = None

    def _play(self, behind_s: float) -> None:
        import aud

        start_s = self._utterance.start_s + behind_s
        end_s = self._utterance.end_s
        sound = aud.Sound.file(str(self._utterance.path))
        try:
            # Kept, or it would fall silent with the last who knows it.
            self._device = aud.Device()
            self._handle = self._device.play(sound.limit(start_s, -1.0 if end_s is None else end_s))
        except aud.error as error:
            _log.info("live.silent", extra={"reason": str(error)})
