# SPDX-License-Identifier: GPL-3.0-or-later
"""Presets by the part of the face that they move, with the reason, in words."""

from collections.abc import Iterable, Sequence

from .names import spelling
from .recognition import RULES, Candidate, Choice

__all__ = ["choice_text", "listed"]

_NAMED = 3


def choice_text(choice: Choice) -> str:
    """A line on a region: `mouth by VRoid (5 of 5 shapes), not by ARKit (0 of 28; moves nothing: jawOpen)`."""
    taken = choice.taken
    preferred = ", as preferred" if choice.is_preferred else ""
    said = f"{choice.region.name} by {taken.preset.title} ({_count(taken)} shapes{_still(taken)}{preferred})"
    told = set(map(spelling, taken.empty))
    for other in choice.others:
        # Presets share names, so what is empty is told once; of what is there by chance nothing is told.
        fresh = set(map(spelling, other.empty)) - told
        if fresh or other.share >= RULES.enough:
            useless = "" if other.is_useful or not other.matches else f"; has no {' or '.join(choice.region.needs)}"
            said += f", not by {other.preset.title} ({_count(other)}{_still(other)}{useless})"
            told |= fresh
    return said


def listed(names: Iterable[str], most: int = _NAMED) -> str:
    """Some names, the first of them in full and the others by their number."""
    names = list(names)
    rest = len(names) - most
    return ", ".join(names) if rest <= 0 else f"{', '.join(names[:most])} and {rest} more"


def _count(candidate: Candidate) -> str:
    return f"{candidate.moving} of {candidate.expected}"


def _still(candidate: Candidate) -> str:
    names: Sequence[str] = candidate.empty
    if not names:
        return ""
    return f"; {'moves' if len(names) == 1 else 'move'} nothing: {listed(names)}"
