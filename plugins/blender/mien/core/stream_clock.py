# SPDX-License-Identifier: GPL-3.0-or-later
"""Clock of a session's sound, for a receiver that does not hear it."""

from typing import Final

__all__ = ["StreamClock"]

_STALLED_NS: Final = 250_000_000
"""A frame that comes so much later than expected tells that the stream had stopped, not that it was held up."""

_DRIFT: Final = 1e-3
"""Time after which the clock asks to be confirmed: far more than clocks differ."""


class StreamClock:
    """Media time by a clock of one's own, held against the frames that are held up least on their way."""

    def __init__(self) -> None:
        """Knows no frame yet."""
        self._ahead_ns: int | None = None
        self._epoch = 0
        self._asked_ns = 0

    @property
    def is_known(self) -> bool:
        """True if there was any frame."""
        return self._ahead_ns is not None

    def arrived(self, time_ns: int, epoch: int, now_ns: int) -> None:
        """Learns that a frame has come.

        Args:
            time_ns: Its media time.
            epoch: Its epoch; a newer one begins anew.
            now_ns: One's own time.
        """
        ahead_ns = time_ns - now_ns
        known = self._ahead_ns
        if known is None or epoch != self._epoch:
            self._ahead_ns = ahead_ns
        else:
            known -= round(_DRIFT * (now_ns - self._asked_ns))
            self._ahead_ns = ahead_ns if ahead_ns > known or ahead_ns < known - _STALLED_NS else known
        self._epoch = epoch
        self._asked_ns = now_ns

    def media_ns(self, now_ns: int) -> int:
        """Media time of the newest sound that could have been performed by now; 0 before the first frame."""
        return 0 if self._ahead_ns is None else now_ns + self._ahead_ns
