# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings of any format, by Blender's own reader."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import MienError

from ..core.recording import MAX_RATE_HZ, MIN_RATE_HZ, Recording, open_wav, to_pcm
from . import compat

__all__ = ["open_recording"]

_PIECE: Final = 65_536


def open_recording(path: Path) -> Recording:
    """A recording, as the daemon takes it.

    PCM in WAV files is read piece by piece. What is compressed is decoded whole when it is read, 12 MB a minute:
    Blender's reader does not find its place again in such files to the sample.

    Raises:
        MienError: If the file cannot be read, or has no sound.
    """
    if not path.is_file():
        raise MienError(f"there is no recording {path}; choose another file")
    recording = open_wav(path) or _other(path)
    if not recording.samples:
        raise MienError(f"{path.name} has no sound in it; choose another file")
    return recording


def _other(path: Path) -> Recording:
    if not compat.has_sound:
        raise MienError(
            f"{path.name}: this Blender was built without its sound library and reads WAV files of 8 to 48 kHz alone; "
            "convert the recording"
        )
    import aud

    try:
        # Asked for first, for it is answered with an error where the file is none; decoding would end Blender.
        rate_hz = round(aud.Sound.file(str(path)).specs[0])
        length = aud.Sound.file(str(path)).length
    except aud.error as error:
        raise MienError(
            f"cannot read {path.name} as sound: {str(error).rstrip('.')}; choose a recording, or a movie with sound"
        ) from error
    wanted_hz = min(max(rate_hz, MIN_RATE_HZ), MAX_RATE_HZ)
    # Some formats do not tell their length: it is used for showing progress alone.
    samples = round(max(length, 1) * wanted_hz / rate_hz)
    return Recording(path, wanted_hz, samples, lambda: _decoded(path, rate_hz, wanted_hz))


def _decoded(path: Path, rate_hz: int, wanted_hz: int) -> Iterator[NDArray[np.int16]]:
    import aud

    mono = aud.Sound.file(str(path)).rechannel(1)
    if wanted_hz != rate_hz:
        mono = mono.resample(wanted_hz, 1)
    pcm = to_pcm(mono.data()[:, 0])
    for start in range(0, len(pcm), _PIECE):
        yield pcm[start : start + _PIECE]
