"""Timing of a session: when its sound is performed, and when its frames leave.

Two clocks meet here: media time, which counts the session's audio, and daemon time. A pace holds the difference
between them, its anchor: what is at media time `t` is due at daemon time `anchor + t - lead`.
"""

from enum import StrEnum
from typing import Final

__all__ = ["SPEAK_LEAD_NS", "Pace", "PaceKind"]

SPEAK_LEAD_NS: Final = 200_000_000
"""Lead of a frame before its sound in a session of pace `speak`: room for a jitter buffer."""

_LOST_NS: Final = 1_000_000_000
"""Further behind than this, as after the machine slept, a session does not catch up but goes on from here."""


class PaceKind(StrEnum):
    """The paces of a session; `bake` has none."""

    LIVE = "live"
    SPEAK = "speak"


class Pace:
    """The anchor of one session; every method takes the daemon time, none reads a clock."""

    def __init__(self, kind: PaceKind, look_ahead_ns: int) -> None:
        """Begins without an anchor: the first sound sets it.

        Args:
            kind: Live sound is performed when it arrives, and its frames leave at once; sound to speak is
                performed as playback needs it.
            look_ahead_ns: How much sound a frame waits for after its own time, at most.
        """
        self._kind = kind
        self._look_ahead_ns = look_ahead_ns
        # A live frame leaves when the sound it waits for would have arrived: a negative lead.
        self._lead_ns = SPEAK_LEAD_NS if kind is PaceKind.SPEAK else -look_ahead_ns
        self._anchor_ns: int | None = None

    @property
    def is_live(self) -> bool:
        """True if sound is performed as it arrives."""
        return self._kind is PaceKind.LIVE

    @property
    def started(self) -> bool:
        """True once there is something to measure time from."""
        return self._anchor_ns is not None

    def begin_at(self, now_ns: int, media_ns: int) -> None:
        """Makes the frame at `media_ns` due now."""
        self._anchor_ns = now_ns + self._lead_ns - media_ns

    def fed_until(self, now_ns: int) -> int:
        """Media time up to which sound or silence has to be performed for the frames that are due now."""
        return self.due_until(now_ns) + self._look_ahead_ns

    def due_until(self, now_ns: int) -> int:
        """Media time of the frames that are due now."""
        assert self._anchor_ns is not None
        return now_ns - self._anchor_ns + self._lead_ns

    def before_sound(self, now_ns: int, position_ns: int) -> None:
        """Notes that sound waits to be performed at `position_ns`; if it is late, the anchor moves.

        In pace `speak`, sound that came later than the lead can hide is played later.
        """
        if self.is_live:
            return
        next_frame_ns = max(position_ns - self._look_ahead_ns, 0)
        if self._anchor_ns is None or self.due_until(now_ns) - next_frame_ns > self._lead_ns:
            self.begin_at(now_ns, next_frame_ns)

    def after_sound(self, now_ns: int, position_ns: int) -> None:
        """Notes that sound was performed up to `position_ns`; live, it is being said just now."""
        if self.is_live:
            self._anchor_ns = now_ns - position_ns

    def before_silence(self, now_ns: int, position_ns: int) -> None:
        """Notes that silence comes next; a session that lags too far gives up catching up."""
        if self.fed_until(now_ns) - position_ns > _LOST_NS:
            self.begin_at(now_ns, position_ns - self._look_ahead_ns)
