"""Rooms, microphones and lines that a voice may be heard through, and what may sound beside it."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, fftconvolve, lfilter

from mien_inference.speech.timing import SAMPLE_RATE_HZ
from mien_inference.training.background_sound import background

__all__ = ["record"]

Array = NDArray[np.float32]

_EQUALISER_HZ: Final = (0.0, 150.0, 400.0, 1000.0, 2500.0, 5000.0, 8000.0)
_LOUD_DB, _QUIET_DB = -10.0, -40.0
"""Levels that the gain control leaves, at its best and before it has settled."""


def record(audio: Array, rng: np.random.Generator) -> tuple[Array, float]:
    """A recording of a voice under random conditions.

    Args:
        audio: 16 kHz mono, shape (samples,).
        rng: Where chance comes from.

    Returns:
        The recording, shape (samples / speed,), -1..1, and the speed: above 1 it is shorter, higher and smaller-headed.
    """
    speed = float(np.clip(np.exp(rng.normal(0.0, 0.10)), 0.75, 1.35)) if rng.random() < 0.8 else 1.0
    sound = np.interp(np.arange(int(len(audio) / speed)) * speed, np.arange(len(audio)), audio)
    if rng.random() < 0.5:
        sound = _equalised(sound, rng)
    if rng.random() < 0.4:
        sound = _in_a_room(sound, rng)
    if rng.random() < 0.2:
        sound = lfilter(*butter(4, rng.uniform(3400, 7000) / (SAMPLE_RATE_HZ / 2)), sound)
    if rng.random() < 0.1:
        sound = _by_telephone(sound)
    if rng.random() < 0.1:
        # Overdriven: the loudest parts are cut off, as a microphone too near cuts them.
        limit = rng.uniform(0.1, 0.5) * np.abs(sound).max(initial=1e-6)
        sound = np.clip(sound, -limit, limit)
    sound = sound * (10 ** (rng.uniform(_QUIET_DB, _LOUD_DB) / 20) / (np.sqrt(np.mean(sound**2)) + 1e-6))
    if rng.random() < 0.75:
        beside_db = -rng.uniform(4, 45)
        power = np.sqrt(np.mean(sound**2))
        sound = sound + background(len(sound), rng) * power * 10 ** (beside_db / 20)
    return np.clip(sound, -1.0, 1.0).astype(np.float32), speed


def _equalised(sound: NDArray[np.floating], rng: np.random.Generator) -> NDArray[np.floating]:
    frequency = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE_HZ)
    gain_db = np.interp(frequency, _EQUALISER_HZ, rng.normal(0.0, 4.0, len(_EQUALISER_HZ)))
    return np.asarray(np.fft.irfft(np.fft.rfft(sound) * 10 ** (gain_db / 20), len(sound)))


def _in_a_room(sound: NDArray[np.floating], rng: np.random.Generator) -> NDArray[np.floating]:
    """Exponentially decaying noise as the room's answer, after the direct sound."""
    length = int(rng.uniform(0.08, 0.5) * SAMPLE_RATE_HZ)
    answer = rng.normal(size=length) * np.exp(-6.9 * np.arange(length) / length)
    answer *= rng.uniform(0.05, 0.35) / np.sqrt(np.sum(answer**2))
    answer[0] = 1.0
    return np.asarray(fftconvolve(sound, answer)[: len(sound)])


def _by_telephone(sound: NDArray[np.floating]) -> NDArray[np.floating]:
    """Companded to 8 bits and back: mu-law of ITU-T G.711."""
    scale = np.abs(sound).max(initial=1e-6)
    companded = np.sign(sound) * np.log1p(255 * np.abs(sound / scale)) / np.log(256)
    coarse = np.round(companded * 127) / 127
    return np.asarray(np.sign(coarse) * (256 ** np.abs(coarse) - 1) / 255 * scale)
