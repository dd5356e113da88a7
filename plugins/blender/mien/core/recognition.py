# SPDX-License-Identifier: GPL-3.0-or-later
"""Recognises shapes by their names, each part of the face by the preset that fits it best."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from .names import closest, endings, spelling
from .presets import Preset, Region, read_rules

__all__ = ["RULES", "Candidate", "Choice", "How", "Match", "Recognised", "Shape", "recognise_shapes", "region_of"]

RULES: Final = read_rules()
"""Visemes of a character would move its mouth a second time if its ARKit shapes move it already, so one preset moves a
part of the face; few characters stick out their tongue, so not all of a preset has to be there."""

GUESS: Final = 0.88
"""Likeness from which on two names may be the same, misspelt."""

_GUESSED: Final = 0.5
"""Weight of a guess where presets are compared: tools name different shapes alike: `Mouth_Upper_L` moves sideways."""


class How(StrEnum):
    """By what a name was recognised."""

    NAME = "name"
    PREFIX = "prefix"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape that a character has: the name of its object, and its own."""

    object: str
    key: str


@dataclass(frozen=True, slots=True)
class Match:
    """One shape that was recognised: as which name of which preset, and by what."""

    shape: Shape
    preset: Preset
    name: str
    how: How

    @property
    def weights(self) -> Mapping[str, float]:
        """Mapping that moves it."""
        return self.preset.shapes[self.name]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Part of a region that a preset would move.

    Attributes:
        preset: The preset.
        expected: How many shapes it has there.
        matches: Its shapes that are there and move something.
        empty: Names of its shapes that are there and move nothing.
        share: How much of it moves, 0..1, by which candidates are compared.
        is_useful: Whether what the region is for moves: the jaw of a mouth, the blink of lids.
    """

    preset: Preset
    expected: int
    matches: tuple[Match, ...]
    empty: tuple[str, ...]
    share: float
    is_useful: bool

    @property
    def moving(self) -> int:
        """Number of its shapes that are there and move something."""
        return len({match.name for match in self.matches})


@dataclass(frozen=True, slots=True)
class Choice:
    """Preset that moves a region.

    Attributes:
        region: The region.
        taken: The candidate that was taken.
        others: The other candidates of which something is there.
        is_preferred: Whether it was taken because the user prefers it.
    """

    region: Region
    taken: Candidate
    others: tuple[Candidate, ...]
    is_preferred: bool


@dataclass(frozen=True, slots=True)
class Recognised:
    """Knowledge of some shapes: those that move, and for each part of the face by which preset, and why."""

    matches: tuple[Match, ...] = ()
    choices: tuple[Choice, ...] = field(default=())


def recognise_shapes(
    shapes: Iterable[Shape], presets: Sequence[Preset], empty: Set[Shape] = frozenset(), prefer: str = ""
) -> Recognised:
    """All that is known of some shapes.

    Args:
        shapes: The shapes.
        presets: What is known of characters, the more likely first.
        empty: Those of the shapes that move nothing.
        prefer: Name of a preset that is taken wherever it moves anything; empty for none.
    """
    shapes = list(shapes)
    found = {preset.name: _found(shapes, preset, empty) for preset in presets}
    choices = []
    for region in RULES.regions:
        there = [_candidate(region, preset, found[preset.name], empty, prefer) for preset in presets]
        there = [candidate for candidate in there if candidate.matches or candidate.empty]
        taken = _best(there, prefer)
        if taken is not None:
            others = tuple(candidate for candidate in there if candidate is not taken)
            choices.append(Choice(region, taken, others, taken.preset.name == prefer))
    return Recognised(tuple(match for choice in choices for match in choice.taken.matches), tuple(choices))


def region_of(weights: Mapping[str, float]) -> Region:
    """Part of the face that a shape with such weights moves most."""
    heaviest = max(weights, key=lambda name: abs(weights[name]))
    return next(region for region in RULES.regions if heaviest.startswith(region.begins))


def _found(shapes: Iterable[Shape], preset: Preset, empty: Set[Shape]) -> list[Match]:
    """Shapes of a preset; of several shapes of an object that may be the same, one."""
    known = {
        other if preset.whole else spelling(other): name
        for name in preset.shapes
        for other in (name, *preset.also.get(name, ()))
    }
    best: dict[tuple[str, str], Match] = {}
    # Objects of one character have the same keys again and again.
    seen: dict[str, tuple[str, How] | None] = {}
    for shape in shapes:
        if shape.key not in seen:
            seen[shape.key] = _recognise(shape.key, known, preset)
        recognised = seen[shape.key]
        if recognised:
            match = Match(shape, preset, *recognised)
            former = best.get((shape.object, match.name))
            # One object has one shape of a name; what is merely like it is something else.
            if former is None or _rank(match, empty) < _rank(former, empty):
                best[shape.object, match.name] = match
    return list(best.values())


def _rank(match: Match, empty: Set[Shape]) -> tuple[bool, int]:
    return match.shape in empty, list(How).index(match.how)


def _recognise(name: str, known: Mapping[str, str], preset: Preset) -> tuple[str, How] | None:
    if preset.whole:
        return (known[name], How.NAME) if name in known else None
    for number, ending in enumerate(endings(name)):
        if ending in known:
            return known[ending], How.PREFIX if number else How.NAME
    guess = closest(spelling(name), known, GUESS)
    return None if guess is None else (known[guess], How.GUESS)


def _candidate(region: Region, preset: Preset, found: Iterable[Match], empty: Set[Shape], prefer: str) -> Candidate:
    expected = {name for name, weights in preset.shapes.items() if region_of(weights) == region}
    here = [match for match in found if match.name in expected]
    if preset.whole and preset.name != prefer and {match.name for match in here} != expected:
        here = []
    moving = tuple(match for match in here if match.shape not in empty)
    names = {match.name: match.how for match in moving}
    still = tuple(dict.fromkeys(match.name for match in here if match.name not in names))
    counted = sum(_GUESSED if how is How.GUESS else 1.0 for how in names.values())
    useful = not region.needs or any(match.weights.get(name, 0.0) > 0.0 for match in moving for name in region.needs)
    return Candidate(preset, len(expected), moving, still, counted / max(len(expected), 1), useful)


def _best(candidates: Iterable[Candidate], prefer: str) -> Candidate | None:
    """The preferred one; or of those that are of use, or else of all, the first of which enough moves, or the most.

    What moves all that this moves, and more, comes before it: of standards that share names, the one that is meant.
    """
    moving = [candidate for candidate in candidates if candidate.matches]
    preferred = [candidate for candidate in moving if candidate.preset.name == prefer]
    useful = [candidate for candidate in moving if candidate.is_useful]
    pool = preferred or useful or moving
    best = max(pool, key=lambda candidate: min(candidate.share, RULES.enough), default=None)
    for candidate in pool:
        if best is not None and _sure(candidate) > {match.shape for match in best.matches}:
            best = candidate
    return best


def _sure(candidate: Candidate) -> set[Shape]:
    return {match.shape for match in candidate.matches if match.how is not How.GUESS}
