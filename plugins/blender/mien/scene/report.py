# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings, in words."""

from collections import Counter

from ..core.choice_text import choice_text, listed
from ..core.matching import Matched
from ..core.recognition import How

__all__ = ["describe"]

_NAMED = 6
"""So many names are told of a list; the others are counted, since a character may have hundreds."""


def describe(matched: Matched) -> str:
    """Report on a character: what moves, by what and why, and what does not; a line each, the summary first."""
    presets = ", ".join(dict.fromkeys(match.preset.title for match in matched.matches))
    bones = Counter(row.role.value.replace("_", " ") for row in matched.mapping.bones)
    parts = [f"{len(matched.mapping.shapes)} shape keys ({presets})"] if presets else []
    parts += [f"{count} x {role}" if count > 1 else role for role, count in bones.items()]
    lines = [", ".join(parts), *map(choice_text, matched.choices)]
    lines += [
        f"guessed: {match.shape.object} {match.shape.key} is {match.name}"
        for match in matched.matches
        if match.how is How.GUESS
    ]
    if matched.missing:
        lines.append(f"not on this character: {listed(matched.missing, _NAMED)}")
    if matched.empty:
        lines.append(f"empty, so left out: {len(matched.empty)} shape keys")
    if matched.unmatched:
        names = (f"{shape.object} {shape.key}" for shape in matched.unmatched)
        lines.append(f"not moved: {listed(names, _NAMED)}")
    return "\n".join(lines)
