"""Exponential back-off: how long to wait before each further attempt."""

from typing import Final

__all__ = ["Backoff"]

_FIRST_S: Final = 1.0
_LONGEST_S: Final = 32.0


class Backoff:
    """Waits that double from the first to the longest; no clock is read here."""

    def __init__(self, first_s: float = _FIRST_S, longest_s: float = _LONGEST_S) -> None:
        """Starts with the first wait.

        Args:
            first_s: The wait before the second attempt, seconds.
            longest_s: The wait that all later ones have, seconds.
        """
        self._first_s = first_s
        self._longest_s = longest_s
        self._next_s = first_s

    def next_s(self) -> float:
        """The wait before the next attempt, seconds; the one after it is twice as long."""
        wait_s, self._next_s = self._next_s, min(2.0 * self._next_s, self._longest_s)
        return wait_s

    def reset(self) -> None:
        """Starts over with the first wait, after an attempt that succeeded."""
        self._next_s = self._first_s
