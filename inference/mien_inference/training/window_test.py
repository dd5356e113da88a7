"""Separability of two-second windows of two sorts of motion: a classifier two-sample test.

Lopez-Paz & Oquab, Revisiting classifier two-sample tests, ICLR 2017: 0.5 is chance, 1 is obvious. Two halves of one
speaker are told apart, too, so that number is the one to compare with.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["WINDOW_FRAMES", "told_apart", "window_features"]

Array = NDArray[np.float64]

WINDOW_FRAMES: Final = 50
"""Two seconds at 25 frames a second."""
_FOLDS: Final = 5
_RIDGE: Final = 30.0
_SMALL: Final = 1e-4


def window_features(courses: Sequence[Array]) -> Array:
    """Features of each window for a classifier: how far, how fast, how suddenly, how unevenly, and what goes together.

    Args:
        courses: Each of shape (frames, channels), 25 frames a second; channels of any unit, the same for all.

    Returns:
        Shape (windows, features).
    """
    windows = [
        course[start : start + WINDOW_FRAMES]
        for course in courses
        for start in range(0, len(course) - WINDOW_FRAMES, WINDOW_FRAMES)
    ]
    return np.array([_features(window) for window in windows])


def told_apart(one: Array, other: Array, seed: int = 0) -> float:
    """Share of held-out windows that a quadratic classifier puts on the right side.

    Args:
        one: Features of windows of one sort; of the larger sort as many are drawn as there are of the smaller.
        other: Those of the other sort.
        seed: Of the draw.
    """
    count = min(len(one), len(other))
    rng = np.random.default_rng(seed)
    chosen = [features[rng.permutation(len(features))[:count]] for features in (one, other)]
    order = rng.permutation(2 * count)
    features = np.concatenate(chosen)[order]
    side = np.repeat([1.0, -1.0], count)[order]
    features = (features - features.mean(axis=0)) / (features.std(axis=0) + 1e-6)
    design = np.column_stack([features, features**2 - 1.0, np.ones(2 * count)])
    fold = np.arange(2 * count) % _FOLDS
    return float(np.mean([_right(design, side, fold == held_out) for held_out in range(_FOLDS)]))


def _right(design: Array, side: Array, held_out: NDArray[np.bool_]) -> float:
    seen = design[~held_out]
    weights = np.linalg.solve(seen.T @ seen + _RIDGE * np.eye(design.shape[1]), seen.T @ side[~held_out])
    return float(np.mean(np.sign(design[held_out] @ weights) == side[held_out]))


def _features(window: Array) -> Array:
    speed = np.diff(window, axis=0)
    mean_speed = np.abs(speed).mean(axis=0) + _SMALL
    return np.concatenate(
        [
            np.log(window.std(axis=0) + 10.0 * _SMALL),
            np.log(mean_speed),
            np.log(np.abs(np.diff(speed, axis=0)).mean(axis=0) + _SMALL),
            np.log(np.abs(speed).max(axis=0) / mean_speed + 10.0 * _SMALL),
            _correlations(window),
            _correlations(speed),
        ]
    )


def _correlations(rows: Array) -> Array:
    centred = rows - rows.mean(axis=0)
    scale = np.sqrt(np.mean(centred**2, axis=0)) + _SMALL
    matrix = (centred.T @ centred) / len(rows) / np.outer(scale, scale)
    return np.asarray(matrix[np.triu_indices(len(matrix), 1)])
