"""Sounds beside or instead of a voice: music and noise, made by rule.

A network that has heard nothing but voices takes a chord for a vowel. Everything here is silence to a mouth.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.speech.timing import SAMPLE_RATE_HZ

__all__ = ["background", "music", "noise"]

Array = NDArray[np.float32]

_SCALES: Final = ((0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 3, 5, 7, 10))
_CHORDS: Final = ((0, 4, 7), (0, 3, 7), (0, 5, 7), (0, 4, 7, 11), (0, 3, 6, 9), (0, 7, 12))
_LOWEST_NOTE, _HIGHEST_NOTE = 33, 88
"""MIDI numbers: from 55 Hz to 1.3 kHz."""


def background(samples: int, rng: np.random.Generator) -> Array:
    """Music or noise of unit power, shape (samples,)."""
    return music(samples, rng) if rng.random() < 0.6 else noise(samples, rng)


def music(samples: int, rng: np.random.Generator) -> Array:
    """Chords, melodies and drums in random instruments, of unit power, shape (samples,)."""
    beat = int(SAMPLE_RATE_HZ * 60 / rng.uniform(60, 180))
    layers = [_chords, _melody, _drums]
    chosen = [layer for layer in layers if rng.random() < 0.6] or [layers[rng.integers(2)]]
    mixed = sum((rng.uniform(0.3, 1.0) * _unit(layer(samples, beat, rng)) for layer in chosen), np.zeros(samples))
    return _unit(mixed * _tremolo(samples, rng))


def noise(samples: int, rng: np.random.Generator) -> Array:
    """Coloured, swelling or crackling noise, or mains hum, of unit power, shape (samples,)."""
    frequency = np.fft.rfftfreq(samples, 1 / SAMPLE_RATE_HZ)
    spectrum = np.fft.rfft(rng.normal(size=samples)) / np.maximum(frequency, 40.0) ** rng.uniform(0.0, 1.2)
    sound: NDArray[np.floating] = _unit(np.fft.irfft(spectrum, samples))
    if rng.random() < 0.3:
        sound = sound * _tremolo(samples, rng)
    if rng.random() < 0.3:
        clicks = (rng.random(samples) < rng.uniform(1, 8) / SAMPLE_RATE_HZ) * rng.uniform(5, 40)
        decay = np.exp(-np.arange(400) / rng.uniform(10, 120)) * rng.normal(size=400)
        sound = sound + np.convolve(clicks, decay)[:samples]
    if rng.random() < 0.2:
        sound = sound + _unit(_tone(np.full(samples, rng.choice([50.0, 60.0])), rng.uniform(0.5, 1.5), 12))
    return _unit(sound)


def _chords(samples: int, beat: int, rng: np.random.Generator) -> Array:
    sound = np.zeros(samples)
    length = beat * int(rng.choice([1, 2, 4, 8]))
    tilt, partials = rng.uniform(0.6, 2.2), int(rng.integers(1, 14))
    for start in range(0, samples, length):
        root = rng.integers(_LOWEST_NOTE, _HIGHEST_NOTE - 24)
        for step in _CHORDS[rng.integers(len(_CHORDS))]:
            _add_note(sound[start : start + length], int(root) + step, (tilt, partials), rng)
    return sound.astype(np.float32)


def _melody(samples: int, beat: int, rng: np.random.Generator) -> Array:
    sound = np.zeros(samples)
    scale, root = _SCALES[rng.integers(len(_SCALES))], int(rng.integers(_LOWEST_NOTE + 12, _HIGHEST_NOTE - 24))
    timbre = (rng.uniform(0.6, 2.2), int(rng.integers(1, 14)))
    start = 0
    while start < samples:
        length = beat * int(rng.choice([1, 1, 2, 3])) // 2
        if rng.random() < 0.85:
            _add_note(sound[start : start + length], root + scale[rng.integers(len(scale))], timbre, rng)
        start += length
    return sound.astype(np.float32)


def _drums(samples: int, beat: int, rng: np.random.Generator) -> Array:
    sound = np.zeros(samples)
    for start in range(0, samples, max(beat // 2, 1)):
        length = min(samples - start, int(rng.uniform(0.03, 0.2) * SAMPLE_RATE_HZ))
        decay = np.exp(-5 * np.arange(length) / max(length, 1))
        if rng.random() < 0.4:
            sound[start : start + length] += decay * np.sin(2 * np.pi * 60 * np.arange(length) / SAMPLE_RATE_HZ) * 3
        elif rng.random() < 0.7:
            sound[start : start + length] += decay * rng.normal(size=length)
    return sound.astype(np.float32)


def _add_note(sound: NDArray[np.float64], note: float, timbre: tuple[float, int], rng: np.random.Generator) -> None:
    """Adds one note, in place, with its attack, decay and vibrato."""
    time = np.arange(len(sound)) / SAMPLE_RATE_HZ
    vibrato = 1 + rng.uniform(0, 0.01) * np.sin(2 * np.pi * rng.uniform(4, 7) * time)
    pitch = 440.0 * 2 ** ((note - 69) / 12) * vibrato
    attack = np.minimum(time / rng.uniform(0.003, 0.2), 1.0)
    sound += attack * np.exp(-time * rng.uniform(0.0, 6.0)) * _tone(pitch, *timbre)


def _tone(pitch_hz: NDArray[np.float64], tilt: float, partials: int) -> NDArray[np.float64]:
    """Harmonics whose amplitudes fall as their number to the power of `-tilt`."""
    phase = 2 * np.pi * np.cumsum(pitch_hz) / SAMPLE_RATE_HZ
    highest = max(1, min(partials, int(7600 / max(float(pitch_hz.max(initial=1.0)), 1.0))))
    return np.asarray(sum((np.sin(k * phase) / k**tilt for k in range(1, highest + 1)), np.zeros(len(pitch_hz))))


def _tremolo(samples: int, rng: np.random.Generator) -> NDArray[np.float64]:
    depth = rng.uniform(0.0, 0.9) if rng.random() < 0.6 else 0.0
    time = np.arange(samples) / SAMPLE_RATE_HZ
    return np.asarray(1 + depth * np.sin(2 * np.pi * rng.uniform(0.3, 8.0) * time + rng.uniform(0, 2 * np.pi)))


def _unit(sound: NDArray[np.floating]) -> Array:
    return np.asarray(sound / (np.sqrt(np.mean(np.square(sound))) + 1e-9), np.float32)
