"""Speech ready to learn lips from: what the encoder hears beside what the mouth did.

Hearing and tracking are the slow part, so each recording is kept in a cache folder as it is finished; a run that was
stopped goes on where it was.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.face.photo.models import FaceModels
from mien_inference.interfaces import SpeechEncoder, SpeechFeatures
from mien_inference.motion.lip_model import LIP_CHANNELS
from mien_inference.speech import StreamingEncoder
from mien_inference.training import facegood, grid, grid_clips

__all__ = [
    "LipSample",
    "clip_samples",
    "evaluation_samples",
    "facegood_samples",
    "speech_features",
    "tracked_lips",
    "training_samples",
]

_LOG = logging.getLogger(__name__)
Array = NDArray[np.float32]

FRAME_CENTRE_S = 0.5 / grid.TRACK_RATE_HZ
"""A frame shows the middle of its exposure; ridge regression on GRID peaks here, at +20 ms, too."""

_SPEAKERS: Final = {"id2_vcd_swwp2s": "s2", "pwij3p": "s2"}
"""Clips of the same speaker; each other clip has one of its own."""


@dataclass(frozen=True, slots=True)
class LipSample:
    """One recording, 100 rows a second.

    Attributes:
        speaker: Who speaks.
        features: What the encoder heard.
        lips: `LIP_CHANNELS` as the tracker reads them, in its own units, shape (rows, 7).
    """

    speaker: str
    features: SpeechFeatures
    lips: Array


def training_samples(folder: Path, cache: Path) -> list[LipSample]:
    """GRID's speaker 1, without the sentences kept aside."""
    return _grid_samples(folder, cache, grid.split(grid.list_sentences(folder))[0])


def evaluation_samples(folder: Path, cache: Path) -> list[LipSample]:
    """GRID's speaker 1, the sentences kept aside."""
    return _grid_samples(folder, cache, grid.split(grid.list_sentences(folder))[1])


def clip_samples(folder: Path, models: FaceModels, cache: Path) -> list[LipSample]:
    """Clips of GRID's other speakers."""
    samples = []
    for clip in grid_clips.list_clips(folder):
        sentence = grid_clips.read_clip(clip, models, cache / "tracks")
        if sentence is None:
            _LOG.info("left out %s: the tracker lost the face", clip.stem)
            continue
        features = _heard(cache / f"clip-{clip.stem}.npz", partial(_audio, sentence))
        lips = _at_rows(tracked_lips(sentence), len(features), grid.TRACK_RATE_HZ, FRAME_CENTRE_S)
        samples.append(LipSample(_SPEAKERS.get(clip.stem, clip.stem), features, lips))
    return samples


def facegood_samples(folder: Path, cache: Path) -> list[LipSample]:
    """FACEGOOD's speaker, whose lips an animator's rig describes."""
    samples = []
    for name in facegood.list_recordings(folder):
        features = _heard(cache / f"facegood-{name}.npz", partial(grid.read_audio, folder / f"{name}.opus"))
        lips = _at_rows(facegood.read_lips(folder, name), len(features), facegood.RATE_HZ, 0.0)
        samples.append(LipSample("facegood", features, lips))
    return samples


def speech_features(folder: Path, cache: Path, most: int) -> list[SpeechFeatures]:
    """At most `most` recordings (`*.opus`) that are only heard."""
    paths = sorted(folder.glob("*.opus"))[:most]
    return [_heard(cache / f"speech-{path.stem}.npz", partial(grid.read_audio, path)) for path in paths]


def tracked_lips(sentence: grid.Sentence) -> Array:
    """`LIP_CHANNELS` in every frame, shape (frames, 7): lengths in face widths, MediaPipe's scores for the rest."""
    at, scores = sentence.landmark, sentence.scores
    face_width = float(np.median(np.linalg.norm(at(234) - at(454), axis=1)))

    def distance(first: int, second: int) -> Array:
        return np.asarray(np.linalg.norm(at(first) - at(second), axis=1) / face_width, np.float32)

    def halves(name: str) -> Array:
        return 0.5 * (scores[f"{name}Left"] + scores[f"{name}Right"])

    columns = {
        "aperture": distance(13, 14),
        "width": distance(78, 308),
        "rounding": scores["mouthPucker"],
        "flare": scores["mouthFunnel"],
        "upper": halves("mouthUpperUp"),
        "lower": halves("mouthLowerDown"),
        "jaw": scores["jawOpen"],
    }
    return np.stack([columns[name] for name in LIP_CHANNELS], axis=1)


def _grid_samples(folder: Path, cache: Path, names: list[str]) -> list[LipSample]:
    samples: list[LipSample] = []
    for done, name in enumerate(names):
        if done % 100 == 0:
            _LOG.info("prepared %d of %d sentences", done, len(names))
        sentence = grid.read_sentence(folder, name)
        if sentence is None:
            _LOG.info("left out %s: the tracker lost the face", name)
            continue
        features = _heard(cache / f"{name}.npz", partial(_audio, sentence))
        lips = _at_rows(tracked_lips(sentence), len(features), grid.TRACK_RATE_HZ, FRAME_CENTRE_S)
        samples.append(LipSample("s1", features, lips))
    return samples


def _audio(sentence: grid.Sentence) -> Array:
    return sentence.audio


def _heard(path: Path, read: Callable[[], Array]) -> SpeechFeatures:
    """Features of a recording as the encoder hears it, from the cache if it is there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        encoder = StreamingEncoder()
        features = SpeechFeatures.concatenate([encoder.push(read()), encoder.flush()])
        unfinished = path.with_suffix(".partial.npz")
        np.savez(
            unfinished,
            posteriors=features.posteriors.astype(np.float16),
            energy_db=features.energy_db,
            f0_hz=features.f0_hz,
            voicing=features.voicing,
        )
        unfinished.replace(path)
    with np.load(path) as arrays:
        posteriors = arrays["posteriors"].astype(np.float32)
        return SpeechFeatures(posteriors, arrays["energy_db"], arrays["f0_hz"], arrays["voicing"])


def _at_rows(tracked: Array, rows: int, rate_hz: float, first_s: float) -> Array:
    row_s = np.arange(rows) / SpeechEncoder.FEATURE_RATE_HZ
    frame_s = np.arange(len(tracked)) / rate_hz + first_s
    return np.stack([np.interp(row_s, frame_s, column) for column in tracked.T], axis=1).astype(np.float32)
