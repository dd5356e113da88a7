"""A recording said into a session of a daemon, piece by piece at the pace of speech."""

import time
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_bridge.daemon.link import Link
from mien_bridge.media.audio import SPEECH_RATE_HZ, AudioFile
from mien_protocol.audio_payload import pack_audio
from mien_protocol.messages.speech import EndAudio, PushAudio

__all__ = ["PIECE_NS", "Speaker", "read_speech"]

_PIECE: Final = SPEECH_RATE_HZ // 50
PIECE_NS: Final = _PIECE * 1_000_000_000 // SPEECH_RATE_HZ
"""Media time of one push: 20 ms, as a microphone gives them."""

Samples = NDArray[np.int16]


class Speaker:
    """Says a recording as if it were just being said.

    Attributes:
        sent_ns: When each piece was sent, in this process's monotonic time.
    """

    def __init__(self, link: Link, session: str, samples: Samples) -> None:
        """Begins to speak now; `samples` are mono at 16 kHz."""
        self.sent_ns: list[int] = []
        self._link = link
        self._session = session
        self._samples = samples
        self._begun_ns = time.monotonic_ns()

    @property
    def due_ns(self) -> int | None:
        """When the next piece can be sent, because its last sample has been said; None once all of them were."""
        if len(self.sent_ns) * _PIECE >= len(self._samples):
            return None
        return self._begun_ns + (len(self.sent_ns) + 1) * PIECE_NS

    def push(self) -> None:
        """Sends the next piece."""
        piece = len(self.sent_ns)
        pcm = self._samples[piece * _PIECE : (piece + 1) * _PIECE]
        self.sent_ns.append(time.monotonic_ns())
        self._link.send(PushAudio(self._session, piece, pack_audio(pcm)))

    def end(self) -> None:
        """Ends the utterance."""
        self._link.send(EndAudio(self._link.next_id(), self._session))


def read_speech(path: Path) -> Samples:
    """A recording as it is pushed: shape (samples,), mono, 16 kHz.

    Raises:
        MienError: If it cannot be read as sound.
    """
    with AudioFile(path) as audio:
        speech = np.concatenate([block.speech for block in audio.blocks()])
    return np.asarray(np.clip(np.round(speech * 32_768.0), -32_768, 32_767), np.int16)
