"""Status of an output."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["WorkerState", "WorkerStatus"]


class WorkerState(StrEnum):
    """States of an output."""

    OFF = "off"
    OPENING = "opening"
    """It is being opened for the first time, or again."""
    ON = "on"
    FAILED = "failed"
    """It could not be opened, or failed; it is opened again after a while."""


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """Status of an output.

    Attributes:
        state: Where it stands.
        note: What its user should know, such as why it failed; empty if nothing.
        sent: Frames that it took.
        dropped: Frames that it had no time for, or that came while it was not open.
    """

    state: WorkerState = WorkerState.OFF
    note: str = ""
    sent: int = 0
    dropped: int = 0
