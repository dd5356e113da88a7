"""Duration of a step the last time on this machine, as an estimate of the next."""

import contextlib
import math
from pathlib import Path

from mien_protocol.user_folders import cache_root

__all__ = ["PastDuration"]


class PastDuration:
    """One number in the user's cache; where that cannot be read or written, there is no estimate."""

    def __init__(self, step: str, folder: Path | None = None) -> None:
        """Looks for the duration of a step.

        Args:
            step: Name of the step, such as `face`.
            folder: Where the number lies; None for the user's cache.
        """
        self._path = (folder or cache_root() / "durations") / f"{step}.txt"

    def read_s(self) -> float | None:
        """Seconds that the step took; None if that is not known."""
        try:
            seconds = float(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None
        return seconds if math.isfinite(seconds) and seconds >= 0 else None

    def write_s(self, seconds: float) -> None:
        """Keeps how long it took this time."""
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(f"{seconds:.1f}\n", encoding="ascii")
