# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings of any format, by Blender's own reader."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import MienError

if TYPE_CHECKING:
    import aud

from ..core.recording import MAX_RATE_HZ, MIN_RATE_HZ, Recording, open_wav, to_pcm
from . import compat

__all__ = ["open_recording"]

_PIECE: Final = 65_536


def open_recording(path: Path) -> Recording:
    """A recording, as the daemon takes it.

    PCM in WAV files is read piece by piece. What is compressed is decoded whole, 12 MB a minute: Blender's reader does
    not find its place again in such files to the sample.

    Raises:
        MienError: If the file cannot be read, or has no sound.
    """
    if not path.is_file():
        raise MienError(f"there is no recording {path}; choose another file")
    recording = open_wav(path) or _decoded(path)
    if not recording.samples:
        raise MienError(f"{path.name} has no sound in it; choose another file")
    return recording


def _decoded(path: Path) -> Recording:
    if not compat.has_sound:
        raise MienError(
            f"{path.name}: this Blender was built without its sound library and reads WAV files of 8 to 48 kHz alone; "
            "convert the recording"
        )
    import aud

    sound = aud.Sound.file(str(path))
    try:
        # Asked for first, for it is answered with an error where the file is none; decoding would end Blender.
        rate_hz = round(sound.specs[0])
        pcm, rate_hz = _mono(sound, rate_hz)
    except aud.error as error:
        raise MienError(
            f"cannot read {path.name} as sound ({error}); choose a recording or a movie with sound"
        ) from error
    return Recording(path, rate_hz, len(pcm), lambda: _pieces(pcm))


def _mono(sound: "aud.Sound", rate_hz: int) -> tuple[NDArray[np.int16], int]:
    """All of it, at a rate that the daemon takes."""
    wanted_hz = min(max(rate_hz, MIN_RATE_HZ), MAX_RATE_HZ)
    mono = sound.rechannel(1)
    if wanted_hz != rate_hz:
        mono = mono.resample(wanted_hz, 1)
    return to_pcm(mono.data()[:, 0]), wanted_hz


def _pieces(pcm: NDArray[np.int16]) -> Iterator[NDArray[np.int16]]:
    for start in range(0, len(pcm), _PIECE):
        yield pcm[start : start + _PIECE]
