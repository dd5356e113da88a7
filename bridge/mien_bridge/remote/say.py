"""A text spoken by a running daemon, and its sound as it comes back."""

import contextlib
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_bridge.media.atomic import atomic_file
from mien_bridge.remote.connect import connect
from mien_bridge.runtime.progress import Progress
from mien_protocol.client import ClientSession, SoundPiece
from mien_protocol.messages.controls import PartialControls
from mien_protocol.topics import StreamKind

__all__ = ["SayOptions", "say"]

_RATE_HZ: Final = 60
_SOUND_HZ: Final = 24_000
"""Highest sample rate of voices: 22,050 or 24,000 samples a second."""


@dataclass(frozen=True, slots=True)
class SayOptions:
    """Options of `say`.

    Attributes:
        voice: One of the daemon's voices; None for its own choice.
        seed: Chooses a performance; None lets the sound choose it.
        controls: How the face moves.
        output: A WAV file for the sound; None for none.
        quiet: Whether to show no progress.
    """

    voice: str | None
    seed: int | None
    controls: PartialControls
    output: Path | None
    quiet: bool


def say(connection_file: Path, text: str, options: SayOptions, checkpoint: Callable[[], None]) -> tuple[str, int]:
    """Speaks a text in a session of its own, and returns when it has been performed.

    Args:
        connection_file: Of the daemon.
        text: Words to say, and tags.
        options: How.
        checkpoint: Called with each frame; it raises to stop.

    Returns:
        How fast it went, and how many frames of motion and sound were lost on the way here.

    Raises:
        MienError: If the daemon does not speak texts, or not this one, or the output cannot be written.
    """
    with (
        connect(connection_file, "mien say") as client,
        _written(options.output) as sound,
        client.open_session(
            pace="speak",
            rate_hz=_RATE_HZ,
            seed=options.seed,
            audio_rate_hz=_SOUND_HZ,
            echo=True,
            controls=options.controls,
        ) as session,
    ):
        said = session.say(text, options.voice, tags=True)
        with Progress("speech", _RATE_HZ, said.samples / said.audio_rate_hz, quiet=options.quiet) as progress:
            for _ in session.motion():
                checkpoint()
                progress.advance(1)
                sound.add(session.ready_sound())
            _finish(sound, session, said.samples)
            return progress.finish(), session.lost + session.counts(StreamKind.AUDIO).lost


class _Sound:
    """The sound that came, into a file if there is one; what is missing of it is silent."""

    def __init__(self, file: wave.Wave_write | None) -> None:
        self.samples = 0
        self._file = file

    def add(self, pieces: list[SoundPiece]) -> None:
        for piece in pieces:
            self.fill(piece.first_sample)
            self._write(piece.samples)

    def fill(self, samples: int) -> None:
        """Pads it with silence to a length."""
        self._write(np.zeros(max(samples - self.samples, 0), np.int16))

    def _write(self, samples: NDArray[np.int16]) -> None:
        self.samples += len(samples)
        if self._file is not None:
            self._file.writeframes(samples.astype("<i2").tobytes())


def _finish(sound: _Sound, session: ClientSession, samples: int) -> None:
    """Takes the sound that is still on its way; it left before its last frame, on the same line."""
    sound.add(session.ready_sound())
    sound.fill(samples)


@contextlib.contextmanager
def _written(path: Path | None) -> Iterator[_Sound]:
    if path is None:
        yield _Sound(None)
        return
    with atomic_file(path) as partial, wave.open(str(partial), "wb") as file:
        file.setparams((1, 2, _SOUND_HZ, 0, "NONE", ""))
        yield _Sound(file)
