"""Fits how a talking head sways: `python -m mien_inference.training.train_head --data DIR --out FILE`.

A vector autoregression (Lütkepohl 2005) of yaw, pitch, roll and brow height is the whole model: simulated, it
has the spectrum, the amplitudes and the cross-correlations of the real speaker. Lips were tried as a further
input and told the held-out likelihood nothing (+0.01 nats a frame), so accents come from the voice instead.
"""

import argparse
import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from scipy.signal import butter, sosfiltfilt

from mien_inference.motion.sway import LAGS
from mien_inference.training.head_corpus import RATE_HZ, Take, read_takes

__all__ = ["Autoregression", "fit", "log_likelihood", "main", "sway_series"]

_LOG = logging.getLogger(__name__)
Array = NDArray[np.float64]

_SLOWEST_HZ = 0.12
"""Slower than this the speaker turns between two teleprompters, which is not speech."""
_SHORTEST_TAKE_S = 8.0
_RIDGE = 3.0
_HELD_OUT = 0.15


@dataclass(frozen=True, slots=True)
class Autoregression:
    """x[t] = sum over lags of `coefficients[lag] @ x[t - 1 - lag]` + `noise @ standard normal`.

    Attributes:
        coefficients: Shape (lags, 4, 4).
        noise: Cholesky factor of the innovations' covariance, shape (4, 4).
    """

    coefficients: Array
    noise: Array


def sway_series(takes: list[Take]) -> list[Array]:
    """Yaw, pitch, roll (rad) and brow height of each take long enough, without slow drift, shape (frames, 4)."""
    drift = butter(2, _SLOWEST_HZ, "high", fs=RATE_HZ, output="sos")
    return [
        sosfiltfilt(drift, np.column_stack([take.head_rad, take.brow]), axis=0)
        for take in takes
        if len(take.brow) >= _SHORTEST_TAKE_S * RATE_HZ
    ]


def fit(series: list[Array], lags: int = LAGS) -> Autoregression:
    """Ridge regression of each frame on the `lags` frames before it."""
    past, present = _design(series, lags)
    scale = past.std(axis=0)
    scaled = past / scale
    solution = np.linalg.solve(scaled.T @ scaled + _RIDGE * np.eye(scaled.shape[1]), scaled.T @ present)
    solution /= scale[:, None]
    noise = np.asarray(np.linalg.cholesky(np.cov((present - past @ solution).T)), np.float64)
    return Autoregression(solution.T.reshape(4, lags, 4).transpose(1, 0, 2), noise)


def log_likelihood(model: Autoregression, series: list[Array]) -> float:
    """Mean log likelihood of a frame given those before it, nats."""
    lags = len(model.coefficients)
    past, present = _design(series, lags)
    predicted = past @ model.coefficients.transpose(1, 0, 2).reshape(4, -1).T
    whitened = np.linalg.solve(model.noise, (present - predicted).T)
    constant = 0.5 * 4 * np.log(2.0 * np.pi) + np.log(np.diag(model.noise)).sum()
    return float(-0.5 * np.mean(np.sum(whitened**2, axis=0)) - constant)


def _design(series: list[Array], lags: int) -> tuple[Array, Array]:
    past = [
        np.concatenate([frames[lags - 1 - lag : len(frames) - 1 - lag] for lag in range(lags)], axis=1)
        for frames in series
    ]
    return np.concatenate(past), np.concatenate([frames[lags:] for frames in series])


def main() -> None:
    """Fits on the first 85 % of the takes, reports on the rest, and exports."""
    parser = argparse.ArgumentParser(description="Fit the head's sway to a tracked speaker.")
    parser.add_argument("--data", type=Path, required=True, help="folder with speech_*.npz (68 landmarks at 25 fps)")
    parser.add_argument("--out", type=Path, required=True, help="the .safetensors file to write")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    series = sway_series(read_takes(arguments.data))
    count = round(len(series) * (1.0 - _HELD_OUT))
    for lags in (1, 2, LAGS, LAGS + 2):
        likelihood = log_likelihood(fit(series[:count], lags), series[count:])
        _LOG.info("%d lags: held-out log likelihood %.3f nats a frame", lags, likelihood)
    model = fit(series[:count])
    save_file(
        {"coefficients": model.coefficients.astype(np.float32), "noise": model.noise.astype(np.float32)},
        arguments.out,
    )


if __name__ == "__main__":
    main()
