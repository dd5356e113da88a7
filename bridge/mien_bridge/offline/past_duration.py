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

    def estimate(self) -> str:
        """The seconds in words, such as `about 12 s, as the last time`."""
        past_s = self.read_s()
        if past_s is None:
            return "which takes some seconds, and the first time up to a minute"
        return f"about {max(round(past_s), 1)} s, as the last time"

    def write_s(self, seconds: float) -> None:
        """Keeps how long it took this time."""
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(f"{seconds:.1f}\n", encoding="ascii")
