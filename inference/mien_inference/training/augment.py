"""Voices that were never recorded: one speaker's sentences made to sound like others'."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Voice", "draw_voice", "revoice"]

_SAMPLE_RATE_HZ = 16_000
_EQ_HZ = np.array([0.0, 150.0, 400.0, 1000.0, 2500.0, 5000.0, 8000.0])


@dataclass(frozen=True, slots=True)
class Voice:
    """Changes made to a recording.

    Attributes:
        speed: Faster, higher and smaller-headed than the original by this factor; labels must shrink with it.
        equaliser_db: Gains at 0, 150, 400, 1000, 2500, 5000 and 8000 Hz.
        level_db: Root-mean-square level afterwards, dB below full scale.
        noise_db: Level of added pink noise relative to the speech.
    """

    speed: float = 1.0
    equaliser_db: tuple[float, ...] = (0.0,) * len(_EQ_HZ)
    level_db: float = -24.0
    noise_db: float = -60.0


def draw_voice(rng: np.random.Generator) -> Voice:
    """A plausible other speaker, room and microphone."""
    return Voice(
        speed=float(np.clip(np.exp(rng.normal(0.0, 0.12)), 0.8, 1.3)),
        equaliser_db=tuple(rng.normal(0.0, 4.0, len(_EQ_HZ)).tolist()),
        level_db=float(rng.uniform(-36.0, -14.0)),
        noise_db=float(rng.uniform(-45.0, -10.0)),
    )


def revoice(audio: NDArray[np.float32], voice: Voice, rng: np.random.Generator) -> NDArray[np.float32]:
    """The recording in another voice; shape (samples / speed,)."""
    count = int(len(audio) / voice.speed)
    changed = np.interp(np.arange(count) * voice.speed, np.arange(len(audio)), audio)
    frequency = np.fft.rfftfreq(count, 1.0 / _SAMPLE_RATE_HZ)
    gain = 10.0 ** (np.interp(frequency, _EQ_HZ, voice.equaliser_db) / 20.0)
    changed = np.fft.irfft(np.fft.rfft(changed) * gain, count)
    changed *= 10.0 ** (voice.level_db / 20.0) / (np.sqrt(np.mean(changed**2)) + 1e-9)
    pink = np.fft.irfft(np.fft.rfft(rng.normal(size=count)) / np.sqrt(np.maximum(frequency, 40.0)), count)
    pink *= 10.0 ** ((voice.level_db + voice.noise_db) / 20.0) / pink.std()
    return np.clip(changed + pink, -1.0, 1.0).astype(np.float32)
