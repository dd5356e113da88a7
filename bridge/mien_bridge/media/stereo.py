"""Two channels made one for hearing, without losing a voice that stands in both with opposite signs."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["StereoMix"]

_CANCELLED = 0.05
"""Power of the mean of both channels beside theirs below which they cancel: unrelated channels leave a half."""

_ENOUGH_POWER = 1e-6
"""Silence has no phase: -60 dB of full scale and less tells nothing."""


class StereoMix:
    """The mean of two channels, or the louder one from the moment that they are found to cancel each other.

    A balanced line that was plugged into a stereo input records the same voice twice, once upside down.
    """

    def __init__(self) -> None:
        """Begins a recording."""
        self._powers = np.zeros(2)
        self._mean_power = 0.0
        self.cancels = False
        """The channels were found to cancel each other."""

    def push(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Mixes the next samples.

        Args:
            samples: Left and right, shape (2, samples).

        Returns:
            Shape (1, samples).
        """
        self._powers += np.square(samples, dtype=np.float64).sum(axis=1)
        mean: NDArray[np.float32] = samples.mean(axis=0, keepdims=True)
        self._mean_power += float(np.square(mean, dtype=np.float64).sum())
        if samples.size and np.square(samples).mean() > _ENOUGH_POWER:
            self.cancels = self._mean_power < _CANCELLED * float(self._powers.mean())
        if not self.cancels:
            return mean
        louder = int(self._powers.argmax())
        return samples[louder : louder + 1]
