"""The interface of synthesizers."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Speech", "Synthesizer", "Voice"]


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice that can be asked for.

    Attributes:
        name: What it is asked for by, such as `en-us`.
        description: What a person is told of it.
    """

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Speech:
    """A piece of speech.

    Attributes:
        samples: Mono PCM, shape (samples,), 16 bit.
        rate_hz: Samples a second.
    """

    samples: NDArray[np.int16]
    rate_hz: int


class Synthesizer(ABC):
    """Speaks texts in whatever threads, which it may keep waiting; several texts may be under way at once."""

    @property
    @abstractmethod
    def voices(self) -> tuple[Voice, ...]:
        """The voices; the first is the default."""

    @abstractmethod
    def speak(self, text: str, voice: str | None = None) -> Iterator[Speech]:
        """Speaks a text, sentence by sentence: the first can be heard before the last is made.

        Args:
            text: Plain text; what looks like markup is text, too.
            voice: Name of a voice; None for its own choice.

        Returns:
            Pieces to be played one after the other, all of one rate; none if nothing in the text can be spoken.

        Raises:
            MienError: If there is no such voice; while pieces are taken, if the text cannot be spoken.
        """

    @abstractmethod
    def close(self) -> None:
        """Frees what it holds. May be called from another thread: a `speak` that is under way breaks off."""
