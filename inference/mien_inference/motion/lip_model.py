"""Lips from speech: targets of phones, blended by dominance, and a small learned residual; row by row in plain numpy.

Each phone asks for an opening, a width, a jaw and so on, and says how strongly it insists (Cohen & Massaro 1993,
Modeling coarticulation in synthetic visual speech): p insists on closed lips and cares little for the jaw, uw insists
on rounding, t on hardly anything. Posteriors stand in for phones, weighed over a window of time that is wider for what
moves slowly. A linear map of the same window adds what targets cannot say. The products have fixed shapes, so what
comes out cannot depend on how the speech was cut into pushes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.speech.phones import BILABIAL, LABIODENTAL, PHONES, SILENCE
from mien_inference.weights import shared_weights

__all__ = [
    "LIP_CHANNELS",
    "LOOK_AHEAD_ROWS",
    "LipModel",
    "LipRow",
    "dominated",
    "load_lip_weights",
    "residual_inputs",
    "residual_windows",
]

Array = NDArray[np.float32]

LIP_CHANNELS: Final = ("aperture", "width", "rounding", "flare", "upper", "lower", "jaw")
"""Predicted channels, in the order and the units of `latent.LIPS`."""

LOOK_AHEAD_ROWS: Final = 4
"""Rows that must have followed before a row is certain: 40 ms."""
_PAST_ROWS: Final = 20
_SPREAD_ROWS: Final = (3.5, 5.0, 5.0, 5.0, 4.0, 4.0, 4.0)
"""Standard deviation of each channel's window, 10 ms each: rounding begins early and ends late."""

_TAPS: Final = (-16, -12, -8, -4, -2, 0, 2)
_SMOOTHING: Final = (1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16)
"""Binomial filter over the rows that the residual sees: lips have mass; 3 dB down at 13 Hz."""

_FULL_DB: Final = 20.0
_FAINTEST_DB: Final = -30.0
"""Below this it is silent, however silent: a digital zero is no quieter than a quiet room."""


def _windows() -> Array:
    rows = np.arange(-_PAST_ROWS, LOOK_AHEAD_ROWS + 1)
    windows = np.exp(-0.5 * (rows / np.array(_SPREAD_ROWS)[:, None]) ** 2)
    return np.asarray(windows / windows.sum(axis=1, keepdims=True), np.float32)


_WINDOWS: Final = _windows()
"""Weight of each row round the present for each channel, shape (7, 25)."""
_APERTURE: Final = LIP_CHANNELS.index("aperture")
_BILABIAL: Final = np.array(BILABIAL)
_LABIODENTAL: Final = np.array(LABIODENTAL)
_INPUTS: Final = len(PHONES) + 2


def load_lip_weights() -> Mapping[str, Array]:
    """The fitted weights: `targets` and `dominance`, shape (39, 7), and `residual`, shape (7, 288)."""
    return shared_weights("motion-lips.safetensors")


@dataclass(frozen=True, slots=True)
class LipRow:
    """The mouth at one row.

    Attributes:
        channels: `LIP_CHANNELS`, not yet clipped, shape (7,).
        bilabial: Share that p b m have of the opening, 0..1.
        labiodental: Share that f v have of it.
    """

    channels: Array
    bilabial: float
    labiodental: float


class LipModel:
    """The model with the rows that it still needs."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        """Begins a stream, before which there was silence."""
        self._dominance = np.ascontiguousarray(weights["dominance"].T, np.float32)
        self._pull = self._dominance * weights["targets"].T
        self._residual = np.ascontiguousarray(weights["residual"], np.float32)
        self._phones: Array = np.zeros((_PAST_ROWS + LOOK_AHEAD_ROWS + 1, len(PHONES)), np.float32)
        self._phones[:, list(SILENCE)] = 1.0
        silent = residual_inputs(self._phones[:1], np.array([_FAINTEST_DB]), np.zeros(1))[0]
        self._heard: Array = np.tile(silent, (len(_SMOOTHING), 1))
        self._smooth: Array = np.tile(silent, (max(_TAPS) - min(_TAPS) + 1, 1))
        self._places = np.array(_TAPS) - min(_TAPS)
        self._kernel = np.array(_SMOOTHING, np.float32)
        self._seen: Array = np.ones(len(_TAPS) * _INPUTS + 1, np.float32)

    def step(self, posteriors: Array, relative_db: float, voicing: float) -> LipRow:
        """Hears one more row.

        Args:
            posteriors: Phone probabilities, shape (39,).
            relative_db: Level relative to the speaker's own, dB.
            voicing: 0..1.

        Returns:
            The mouth `LOOK_AHEAD_ROWS` rows earlier, for the first ones before the stream began.
        """
        for ring in (self._phones, self._heard, self._smooth):
            ring[:-1] = ring[1:].copy()
        self._phones[-1] = posteriors
        np.sqrt(posteriors, out=self._heard[-1, :-2])
        self._heard[-1, -2] = max(relative_db, _FAINTEST_DB) / _FULL_DB
        self._heard[-1, -1] = voicing
        self._smooth[-1] = self._kernel @ self._heard
        weighed = _WINDOWS @ self._phones
        self._seen[:-1] = self._smooth[self._places].ravel()
        insistence = weighed * self._dominance
        blended = (weighed * self._pull).sum(axis=1) / insistence.sum(axis=1)
        share = insistence[_APERTURE] / insistence[_APERTURE].sum()
        return LipRow(
            np.asarray(blended + self._residual @ self._seen, np.float32),
            bilabial=float(share[_BILABIAL].sum()),
            labiodental=float(share[_LABIODENTAL].sum()),
        )


def dominated(posteriors: Array, dominance: Array, channel: int) -> Array:
    """Share that each phone has of a channel in each row of whole features: what its targets are multiplied by.

    Args:
        posteriors: Shape (rows, 39).
        dominance: Shape (39, 7).
        channel: Column of it.

    Returns:
        Shape (rows, 39); each row sums to 1.
    """
    silence = np.zeros((1, len(PHONES)), np.float32)
    silence[:, list(SILENCE)] = 1.0
    padded = np.concatenate([silence.repeat(_PAST_ROWS, 0), posteriors, silence.repeat(LOOK_AHEAD_ROWS, 0)])
    rows = len(posteriors)
    weighed = sum(
        (weight * padded[start : start + rows] for start, weight in enumerate(_WINDOWS[channel])), np.zeros(())
    )
    shares = weighed * dominance[:, channel]
    return np.asarray(shares / shares.sum(axis=1, keepdims=True), np.float32)


def residual_inputs(
    posteriors: Array, relative_db: NDArray[np.floating], voicing: NDArray[np.floating]
) -> NDArray[np.float32]:
    """Inputs of the residual for each row, shape (rows, 41), before smoothing.

    Square roots of posteriors are used, under which the Hellinger distance between two rows is the plain one and small
    probabilities still count.
    """
    level = np.maximum(relative_db, _FAINTEST_DB) / _FULL_DB
    return np.concatenate([np.sqrt(posteriors), level[:, None], voicing[:, None]], axis=1).astype(np.float32)


def residual_windows(inputs: Array) -> Array:
    """Factors of the residual in each row of whole features, shape (rows, 288).

    Args:
        inputs: As of `residual_inputs`, shape (rows, 41).
    """
    rows, half = len(inputs), len(_SMOOTHING) // 2
    silent = residual_inputs(np.eye(1, len(PHONES), dtype=np.float32), np.array([_FAINTEST_DB]), np.zeros(1))
    before, after = -min(_TAPS) + half, max(_TAPS) + half
    padded = np.concatenate([silent.repeat(before, 0), inputs, silent.repeat(after, 0)])
    count = len(padded) - 2 * half
    smooth = sum((weight * padded[k : k + count] for k, weight in enumerate(_SMOOTHING)), np.zeros(()))
    parts = [smooth[tap - min(_TAPS) : tap - min(_TAPS) + rows] for tap in _TAPS]
    return np.concatenate([*parts, np.ones((rows, 1))], axis=1).astype(np.float32)
