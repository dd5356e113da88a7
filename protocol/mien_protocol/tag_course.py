"""Turns that the tags of a text take along its sound."""

from dataclasses import dataclass

from mien_protocol.messages.controls import PartialControls
from mien_protocol.text_tags import TextTag

__all__ = ["TagChange", "TagCourse"]


@dataclass(frozen=True, slots=True)
class TagChange:
    """A moment at which other tags begin to hold.

    Attributes:
        at: Sample of the text's sound.
        controls: All that tags ask for from here on; what is not named is as it would be without tags.
    """

    at: int
    controls: PartialControls


@dataclass(frozen=True, slots=True)
class _Holding:
    controls: PartialControls
    until: int | None


class TagCourse:
    """A stream from placed tags to changes of the controls; constant memory but for tags still to come."""

    def __init__(self, rate_hz: int) -> None:
        """Begins without tags.

        Args:
            rate_hz: Samples a second of the sound.
        """
        self._rate_hz = rate_hz
        self._coming: list[tuple[int, TextTag]] = []
        self._holding: dict[str, _Holding] = {}

    def add(self, at: int, tag: TextTag) -> None:
        """Adds a tag at a sample; no earlier than those before."""
        self._coming.append((at, tag))

    def until(self, end: int) -> list[TagChange]:
        """The changes before sample `end` that were not told yet, in order."""
        changes: list[TagChange] = []
        while (at := self._next()) is not None and at < end:
            self._holding = {kind: one for kind, one in self._holding.items() if one.until is None or one.until > at}
            while self._coming and self._coming[0][0] <= at:
                tag = self._coming.pop(0)[1]
                until = None if tag.hold_s is None else at + max(round(tag.hold_s * self._rate_hz), 1)
                self._holding[_kind(tag)] = _Holding(tag.controls, until)
            changes.append(TagChange(at, self._held()))
        return changes

    def _next(self) -> int | None:
        ends = [one.until for one in self._holding.values() if one.until is not None]
        return min([*ends, *(at for at, _ in self._coming[:1])], default=None)

    def _held(self) -> PartialControls:
        held: PartialControls = {}
        for one in self._holding.values():
            held.update(one.controls)
        return held


def _kind(tag: TextTag) -> str:
    """Name of a control of the tag: a later tag takes the place of an earlier one of its kind."""
    return min(tag.controls)
