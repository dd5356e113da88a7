"""Sentences ready to learn lips from: what the encoder hears beside what the mouth did.

Preparing is the slow part of training, so every sentence is kept in a cache folder as it is finished; a run
that was stopped goes on where it was.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mien_inference.interfaces import SpeechEncoder, SpeechFeatures
from mien_inference.speech import StreamingEncoder
from mien_inference.training.augment import Voice, draw_voice, revoice
from mien_inference.training.grid import TRACK_RATE_HZ, Sentence, list_sentences, read_sentence, split
from mien_inference.training.lip_geometry import measure, rest
from mien_inference.training.lip_targets import solve_lips

__all__ = ["LipSample", "evaluation_samples", "training_samples"]

_LOG = logging.getLogger(__name__)

FRAME_CENTRE_S = 0.5 / TRACK_RATE_HZ
"""A frame shows the middle of its exposure; ridge regression on GRID peaks here, at +20 ms, too."""


@dataclass(frozen=True, slots=True)
class LipSample:
    """One sentence in one voice, 100 rows a second.

    Attributes:
        features: What the encoder heard.
        lips: Strengths of the shapes of `LIP_SHAPES`, shape (rows, 12).
        moved: Change of each measure of `mouth_shapes.MEASURES`, cm, shape (rows, 8).
    """

    features: SpeechFeatures
    lips: NDArray[np.float32]
    moved: NDArray[np.float32]


def training_samples(grid: Path, cache: Path, voices: int) -> list[LipSample]:
    """The training sentences, each in its own voice and in `voices` others."""
    names, _ = split(list_sentences(grid))
    return _samples(grid, cache, names, voices)


def evaluation_samples(grid: Path, cache: Path) -> list[LipSample]:
    """The sentences kept aside, as recorded."""
    _, names = split(list_sentences(grid))
    return _samples(grid, cache, names, 0)


def _samples(grid: Path, cache: Path, names: list[str], voices: int) -> list[LipSample]:
    cache.mkdir(parents=True, exist_ok=True)
    encoder = StreamingEncoder()
    samples: list[LipSample] = []
    for done, name in enumerate(names):
        if done % 100 == 0:
            _LOG.info("prepared %d of %d sentences", done, len(names))
        wanted = [cache / f"{name}.{variant}.npz" for variant in range(voices + 1)]
        if not all(path.exists() for path in wanted):
            sentence = read_sentence(grid, name)
            if sentence is None:
                _LOG.info("left out %s: the tracker lost the face", name)
                continue
            _prepare(sentence, encoder, wanted)
        samples += [_load(path) for path in wanted]
    return samples


def _prepare(sentence: Sentence, encoder: SpeechEncoder, wanted: list[Path]) -> None:
    measured = measure(sentence)
    moved = measured - rest(measured)
    lips = solve_lips(moved, sentence.scores["mouthPucker"])
    for variant, path in enumerate(wanted):
        # Seeded by name and variant, so that a resumed run makes what an uninterrupted one would have made.
        rng = np.random.default_rng([variant, *sentence.name.encode()])
        voice = draw_voice(rng) if variant else Voice()
        audio = revoice(sentence.audio, voice, rng) if variant else sentence.audio
        features = SpeechFeatures.concatenate([encoder.push(audio), encoder.flush()])
        rows = np.arange(len(features)) / SpeechEncoder.FEATURE_RATE_HZ * voice.speed
        partial = path.with_suffix(".partial.npz")
        np.savez(
            partial,
            posteriors=features.posteriors.astype(np.float16),
            energy_db=features.energy_db,
            f0_hz=features.f0_hz,
            voicing=features.voicing,
            lips=_at_rows(lips, rows),
            moved=_at_rows(moved, rows),
        )
        partial.replace(path)


def _at_rows(tracked: NDArray[np.float32], row_s: NDArray[np.float64]) -> NDArray[np.float32]:
    frame_s = np.arange(len(tracked)) / TRACK_RATE_HZ + FRAME_CENTRE_S
    return np.stack([np.interp(row_s, frame_s, column) for column in tracked.T], axis=1).astype(np.float32)


def _load(path: Path) -> LipSample:
    with np.load(path) as arrays:
        features = SpeechFeatures(
            arrays["posteriors"].astype(np.float32), arrays["energy_db"], arrays["f0_hz"], arrays["voicing"]
        )
        return LipSample(features, arrays["lips"], arrays["moved"])
