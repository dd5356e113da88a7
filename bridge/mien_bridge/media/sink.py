"""The sink of a performance: anything that takes pictures, and sound if it can hold any."""

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray

__all__ = ["PictureSink"]


class PictureSink(ABC):
    """A stream of pictures at a constant rate, beside their sound."""

    @abstractmethod
    def write_sound(self, sound: NDArray[np.float32]) -> None:
        """Takes the next samples, 48 kHz, shape (channels, samples), -1..1."""

    @abstractmethod
    def write_picture(self, rgba: NDArray[np.uint8]) -> None:
        """Takes the next picture: sRGB, straight alpha, top row first, shape (height, width, 4).

        The array is the sink's own from now on.
        """

    @abstractmethod
    def close(self) -> None:
        """Finishes what was begun; the output is complete only afterwards."""

    @abstractmethod
    def abandon(self) -> None:
        """Abandons everything unfinished; never raises."""
