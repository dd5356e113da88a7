"""Progress of pushed sound, and the controls that wait in it."""

from collections import deque
from collections.abc import Iterator

from mien_protocol.messages.controls import PartialControls

__all__ = ["SpeechProgress"]


class SpeechProgress:
    """A count of what was pushed and what of it was performed.

    Attributes:
        pushed: Samples pushed.
    """

    def __init__(self) -> None:
        """Nothing was pushed."""
        self.pushed = 0
        self._performed = 0
        self._base: int | None = None
        self._coming: deque[tuple[int, PartialControls]] = deque()

    @property
    def is_over(self) -> bool:
        """True if all that was pushed has been performed."""
        return self._performed >= self.pushed

    def add(self, controls: PartialControls) -> None:
        """Adds controls after what was pushed so far."""
        self._coming.append((self.pushed, controls))

    def performed(self, first_sample: int, samples: int) -> Iterator[PartialControls]:
        """Notes that sound was performed, as its echo tells; the controls whose turn has come."""
        # Counted from the first echo: what an interruption dropped counts for the daemon, and not here.
        self._base = first_sample if self._base is None else self._base
        self._performed = first_sample + samples - self._base
        while self._coming and self._coming[0][0] <= self._performed:
            yield self._coming.popleft()[1]

    def restart(self) -> None:
        """Forgets what was performed, but not what was pushed since."""
        self._performed, self._base = 0, None
