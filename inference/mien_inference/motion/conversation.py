"""Whose turn it is: speaking, listening, thinking or idle, as asked for or as silence and sound tell."""

from dataclasses import dataclass
from typing import Final

from mien_inference.controls import Activity
from mien_inference.motion.clock import ROW_S, Ease

__all__ = ["Conversation", "ConversationRow"]

_HOLDS_S: Final = 0.8
"""Pauses in speech are shorter; in them head and brows go on."""
_LISTENS_S: Final = 12.0
"""So long after its last word a character that hears nothing still attends to the other."""


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """Share of each part at one row, 0..1.

    Attributes:
        talking: It speaks; short pauses are part of it.
        ready: It is about to speak: the floor is held, and there is no sound yet.
        listening: Somebody else has the floor.
        thinking: It looks for an answer.
    """

    talking: float
    ready: float
    listening: float
    thinking: float


class Conversation:
    """A stream of `ConversationRow`."""

    def __init__(self, activity: Activity) -> None:
        """Begins as asked; in `AUTO` it attends to the other for a while."""
        self._silent_s = _HOLDS_S
        self._talking = Ease(0.0, settle_s=0.5)
        self._ready = Ease(float(activity is Activity.SPEAKING), settle_s=0.35)
        self._listening = Ease(float(activity in (Activity.AUTO, Activity.LISTENING)), settle_s=0.6)
        self._thinking = Ease(float(activity is Activity.THINKING), settle_s=0.5)

    def step(self, activity: Activity, *, speech: bool) -> ConversationRow:
        """One row.

        Args:
            activity: What was asked for.
            speech: Whether there is speech at this row.
        """
        self._silent_s = 0.0 if speech else self._silent_s + ROW_S
        heard = Activity.LISTENING if self._silent_s < _LISTENS_S else Activity.IDLE
        part = heard if activity is Activity.AUTO else activity
        talking = self._talking.step(float(self._silent_s < _HOLDS_S))
        quiet = 1.0 - talking
        return ConversationRow(
            talking=talking,
            ready=self._ready.step(float(part is Activity.SPEAKING)) * quiet,
            listening=self._listening.step(float(part is Activity.LISTENING)) * quiet,
            thinking=self._thinking.step(float(part is Activity.THINKING)) * quiet,
        )
