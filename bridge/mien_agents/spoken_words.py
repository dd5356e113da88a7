"""Words of an answer, told as they are spoken."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["SpokenWord", "SpokenWords"]


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word and its time.

    Attributes:
        text: The word, as the synthesizer tells it.
        start_s: Beginning, seconds of the answer's sound.
        end_s: End; None where the synthesizer does not tell.
    """

    text: str
    start_s: float
    end_s: float | None = None


class SpokenWords:
    """The words of one answer after the other, each in time with its sound."""

    def __init__(self, rate_hz: int) -> None:
        """No words yet.

        Args:
            rate_hz: Samples a second of the sound.
        """
        self._rate_hz = rate_hz
        self._answers: deque[deque[SpokenWord]] = deque([deque()])
        self._samples = 0

    def add(self, word: SpokenWord) -> None:
        """Adds a word to the answer that is being pushed; they come in order."""
        self._answers[-1].append(word)

    def end(self) -> None:
        """Ends the answer that is being pushed."""
        self._answers.append(deque())

    def drop(self) -> None:
        """Drops all answers, as they were interrupted."""
        self._answers = deque([deque()])
        self._samples = 0

    def performed(self, samples: int) -> Iterator[SpokenWord]:
        """Notes that more of the sound is played now; the words that begin in it."""
        self._samples += samples
        words = self._answers[0]
        while words and words[0].start_s * self._rate_hz < self._samples:
            yield words.popleft()

    def shown(self) -> None:
        """Notes that an answer was shown to its end."""
        self._samples = 0
        if len(self._answers) > 1:
            self._answers.popleft()
