# SPDX-License-Identifier: GPL-3.0-or-later
"""Status of a live session, for people and for programs."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["LinkState", "LinkStatus"]


class LinkState(StrEnum):
    """Status of a live session."""

    OFF = "off"
    """It was ended."""
    CONNECTING = "connecting"
    """There is no session yet, and nothing went wrong."""
    LIVE = "live"
    """There is a session."""
    WAITING = "waiting"
    """Something is not there; it is tried again and again."""
    REFUSED = "refused"
    """It cannot be; it is not tried again."""


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """Status of a live session.

    Attributes:
        state: For programs.
        words: For people.
        session: What the daemon calls it; empty if there is none.
        fps: Frames of motion a second that come.
        latency_ms: How old they are when they come, the median; None if it is not known.
        lost: Frames that did not come.
        speaking: Which share of what is being spoken was sent, 0..1; None if nothing is.
    """

    state: LinkState
    words: str
    session: str = ""
    fps: float = 0.0
    latency_ms: float | None = None
    lost: int = 0
    speaking: float | None = None

    def lines(self) -> list[str]:
        """Content of a panel: the words first."""
        lines = [self.words]
        if self.state is LinkState.LIVE:
            latency = "" if self.latency_ms is None else f", {self.latency_ms:.0f} ms old"
            lines.append(f"{self.fps:.0f} frames a second{latency}, {self.lost} lost")
        if self.speaking is not None:
            lines.append(f"speaking: {self.speaking:.0%} sent")
        return lines
