"""Fits the lips: `python -m mien_inference.training.train_lips --grid DIR --clips DIR ... --out FILE`.

Little data must serve every voice and language, so the form is given and only its numbers are fitted: targets of phones
and a residual by one ridge regression, to which stated targets are added in part, since they hold for every speaker.
GRID's first speaker has minutes, each other speaker seconds: together these count half as much as he does, since
seconds of a new speaker say more than minutes of the same. At last amplitudes are set so that classes of phones differ
as much as in expressive speakers.
"""

import argparse
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from mien_inference.face.photo.models import FaceModels
from mien_inference.interfaces import SpeechFeatures
from mien_inference.motion.level import SpeechLevel
from mien_inference.motion.lip_model import LIP_CHANNELS, dominated, residual_inputs, residual_windows
from mien_inference.speech.phones import PHONE_INDEX, PHONES, SILENCE
from mien_inference.training.lip_corpus import (
    LipSample,
    clip_samples,
    facegood_samples,
    speech_features,
    training_samples,
)
from mien_inference.training.lip_targets import CONTRAST_CHANNELS, CONTRASTS, stated_dominance, stated_targets

__all__ = ["Recipe", "class_means", "fit_lips", "main"]

_LOG = logging.getLogger(__name__)
Array = NDArray[np.float64]

_PRINCIPAL: Final = "s1"
_HEARD: Final = 60
"""Recordings of speech over which classes are averaged."""
_UNREAD: Final = ("upper", "lower")
"""Channels that FACEGOOD's rig does not tell apart well enough from the jaw."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Weights of what is known, and of how much each is believed.

    Attributes:
        others: Weight of all other tracked speakers together, relative to the principal one.
        facegood: Weight of FACEGOOD's, likewise.
        silence: Weight of silent rows: one speaker's pauses are his own.
        stated: Weight of the stated targets beside the fitted ones, both in standard deviations.
        target_ridge: Pull of targets towards nothing.
        residual_ridge: Pull of the residual towards nothing.
        contrast: Pull of targets away from the contrasts, back to the data.
        stride: One row in so many is fitted; neighbours say the same.
    """

    others: float = 0.5
    facegood: float = 0.1
    silence: float = 0.1
    stated: float = 0.3
    target_ridge: float = 0.003
    residual_ridge: float = 0.01
    contrast: float = 0.2
    stride: int = 3


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of one speaker, as regressions take them.

    Attributes:
        shares: What each phone has of each channel, shape (7, rows, 39).
        windows: What the residual hears, shape (rows, 288).
        lips: The tracked channels about their mean in speech, in standard deviations, shape (rows, 7).
        weights: Of each row; they add up to 1.
        silent: Rows of silence, shape (rows,).
    """

    shares: Array
    windows: Array
    lips: Array
    weights: Array
    silent: NDArray[np.bool_]


def fit_lips(
    samples: Sequence[LipSample], heard: Sequence[SpeechFeatures], recipe: Recipe | None = None
) -> dict[str, NDArray[np.float32]]:
    """The weights of `lip_model.LipModel`.

    Args:
        samples: Tracked speech of the principal speaker and others.
        heard: Speech over which the means of classes of phones are taken.
        recipe: What is believed how much.
    """
    recipe = recipe or Recipe()
    dominance = stated_dominance()
    speakers = sorted({sample.speaker for sample in samples})
    rows = {who: _rows([s for s in samples if s.speaker == who], dominance, recipe) for who in speakers}
    belief = _beliefs(speakers, recipe)
    targets, residual = _fit(rows, belief, recipe)
    targets, residual = _to_lengths(targets, residual, _class_rows(heard, dominance), recipe)
    tensors = {"targets": targets, "dominance": dominance, "residual": residual}
    return {name: np.ascontiguousarray(tensor, np.float32) for name, tensor in tensors.items()}


def class_means(lips: NDArray[np.floating], posteriors: NDArray[np.floating]) -> Array:
    """Mean of each channel over each class of `CONTRASTS`, weighed by posteriors, shape (classes, channels)."""
    weights = np.stack([posteriors[:, [PHONE_INDEX[p] for p in names.split()]].sum(axis=1) for names in CONTRASTS])
    return np.asarray(weights @ lips / weights.sum(axis=1, keepdims=True), np.float64)


def _inputs(features: SpeechFeatures) -> NDArray[np.float32]:
    level = SpeechLevel()
    relative_db = np.array([level.step(float(energy_db)) for energy_db in features.energy_db])
    return residual_windows(residual_inputs(features.posteriors, relative_db, features.voicing))


def _rows(samples: Sequence[LipSample], dominance: Array, recipe: Recipe) -> _Rows:
    kept = slice(None, None, recipe.stride)
    shares = np.concatenate([_shares(sample.features, dominance)[:, kept] for sample in samples], axis=1)
    windows = np.concatenate([_inputs(sample.features)[kept] for sample in samples])
    lips = np.concatenate([sample.lips[kept] for sample in samples]).astype(np.float64)
    silent = (
        np.concatenate([sample.features.posteriors[kept][:, list(SILENCE)].sum(axis=1) for sample in samples]) > 0.5
    )
    weights = np.where(silent, recipe.silence, 1.0)
    spoken = lips[~silent]
    lips = (lips - spoken.mean(axis=0)) / np.maximum(spoken.std(axis=0), 1e-4)
    return _Rows(shares.astype(np.float64), windows.astype(np.float64), lips, weights / weights.sum(), silent)


def _shares(features: SpeechFeatures, dominance: Array) -> NDArray[np.float32]:
    channels = range(len(LIP_CHANNELS))
    return np.stack([dominated(features.posteriors, dominance.astype(np.float32), channel) for channel in channels])


def _beliefs(speakers: Sequence[str], recipe: Recipe) -> dict[str, Array]:
    """Weight of each speaker in each channel."""
    others = [who for who in speakers if who not in (_PRINCIPAL, "facegood")]
    belief = {who: np.full(len(LIP_CHANNELS), recipe.others / len(others)) for who in others}
    belief[_PRINCIPAL] = np.ones(len(LIP_CHANNELS))
    belief["facegood"] = np.array([0.0 if name in _UNREAD else recipe.facegood for name in LIP_CHANNELS])
    return belief


def _fit(rows: dict[str, _Rows], belief: dict[str, Array], recipe: Recipe) -> tuple[Array, Array]:
    """Targets, shape (39, 7), and residual, shape (7, 288), in standard deviations of a speaker."""
    size = next(iter(rows.values())).windows.shape[1]
    targets, residual = np.empty((len(PHONES), len(LIP_CHANNELS))), np.empty((len(LIP_CHANNELS), size))
    stated = _stated(rows[_PRINCIPAL])
    pull = np.diag([recipe.target_ridge] * len(PHONES) + [recipe.residual_ridge] * size)
    for channel in range(len(LIP_CHANNELS)):
        system, goal = pull.copy(), np.zeros(len(pull))
        for who, part in rows.items():
            heard = np.concatenate([part.shares[channel], part.windows], axis=1)
            weighed = heard.T * (part.weights * belief[who][channel])
            system += weighed @ heard
            goal += weighed @ part.lips[:, channel]
        fitted = np.linalg.solve(system, goal)
        targets[:, channel] = fitted[: len(PHONES)] + recipe.stated * stated[:, channel]
        residual[channel] = fitted[len(PHONES) :]
    return targets, residual


def _stated(principal: _Rows) -> Array:
    """The stated targets in standard deviations of what they make of the principal speaker's speech, shape (39, 7)."""
    stated = stated_targets()
    said = np.stack([shares @ column for shares, column in zip(principal.shares, stated.T, strict=True)], axis=1)
    spoken = said[~principal.silent]
    return np.asarray((stated - spoken.mean(axis=0)) / spoken.std(axis=0))


@dataclass(frozen=True, slots=True)
class _ClassRows:
    """Means over classes of phones: shares, shape (7, classes, 39), and windows, shape (classes, 288)."""

    shares: Array
    windows: Array


def _class_rows(heard: Sequence[SpeechFeatures], dominance: Array) -> _ClassRows:
    posteriors = np.concatenate([features.posteriors for features in heard])
    shares = np.concatenate([_shares(features, dominance) for features in heard], axis=1)
    windows = np.concatenate([_inputs(features) for features in heard])
    return _ClassRows(
        np.stack([class_means(part, posteriors) for part in shares]), np.asarray(class_means(windows, posteriors))
    )


def _to_lengths(targets: Array, residual: Array, rows: _ClassRows, recipe: Recipe) -> tuple[Array, Array]:
    """Turns standard deviations into the units of the latent, so that classes of phones differ as they shall."""
    targets, residual = targets.copy(), residual.copy()
    stated = stated_targets()
    for channel, name in enumerate(LIP_CHANNELS):
        shares = rows.shares[channel]
        said = shares @ targets[:, channel] + rows.windows @ residual[channel]
        if name in CONTRAST_CHANNELS:
            wanted = np.array([row[CONTRAST_CHANNELS.index(name)] for row in CONTRASTS.values()])
        else:
            wanted = shares @ stated[:, channel]
        spoken = np.array(list(CONTRASTS)) != "sil"
        gain = wanted[spoken].std() / said[spoken].std()
        shift = wanted[spoken].mean() - gain * said[spoken].mean()
        targets[:, channel] = gain * targets[:, channel] + shift
        residual[channel] *= gain
        missing = wanted - shares @ targets[:, channel] - rows.windows @ residual[channel]
        nudge = shares.T @ np.linalg.solve(shares @ shares.T + recipe.contrast * np.eye(len(shares)), missing)
        targets[:, channel] += nudge
        _LOG.info(
            "%s: classes agree by r %.2f before, and miss by %.3f of %.3f after",
            name,
            np.corrcoef(said, wanted)[0, 1],
            np.abs(missing - shares @ nudge).mean(),
            wanted.std(),
        )
    return targets, residual


def main() -> None:
    """Prepares, fits and exports; a stopped run goes on where it was."""
    parser = argparse.ArgumentParser(description="Fit the lips to tracked speech.")
    parser.add_argument("--grid", type=Path, required=True, help="GRID's speaker 1: audio/, align/ and tracks/")
    parser.add_argument("--clips", type=Path, required=True, help="films of GRID's other speakers, *.mpg")
    parser.add_argument("--facegood", type=Path, required=True, help="FACEGOOD's recordings")
    parser.add_argument("--speech", type=Path, required=True, help="read speech without films, *.opus")
    parser.add_argument("--models", type=Path, required=True, help="face_landmarker.task and selfie_segmenter.tflite")
    parser.add_argument("--work", type=Path, required=True, help="folder for what was prepared")
    parser.add_argument("--out", type=Path, required=True, help="the .safetensors file to write")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    models = FaceModels(options.models / "face_landmarker.task", options.models / "selfie_segmenter.tflite")
    samples = [
        *training_samples(options.grid, options.work),
        *clip_samples(options.clips, models, options.work),
        *facegood_samples(options.facegood, options.work),
    ]
    heard = speech_features(options.speech, options.work, _HEARD)
    save_file(fit_lips(samples, heard), options.out)


if __name__ == "__main__":
    main()
