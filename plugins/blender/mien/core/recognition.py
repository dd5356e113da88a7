# SPDX-License-Identifier: GPL-3.0-or-later
"""Recognises shapes by their names, each part of the face by the preset that fits it best."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .names import closest, endings, spelling
from .presets import Preset

__all__ = ["How", "Match", "Shape", "recognise_shapes", "region_of"]

REGIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "mouth": ("jaw", "mouth", "tongue"),
    "lids": ("eyeBlink", "eyeSquint", "eyeWide"),
    "gaze": ("eyeLook",),
    "brows": ("brow",),
    "cheeks": ("cheek", "nose"),
}
"""Parts of a face that one preset moves as a whole, by the beginnings of their coefficients: the visemes of a character
would move its mouth a second time if its ARKit shapes move it already."""

ENOUGH: Final = 0.8
"""Share of a preset's shapes in a region from which on it is taken, whatever those after it have: few characters stick
out their tongue, but many with ARKit's shapes have visemes too."""

GUESS: Final = 0.88
"""Likeness from which on two names may be the same, misspelt."""

_GUESSED: Final = 0.5
"""What a guess counts where presets are compared: tools name different shapes alike: `Mouth_Upper_L` moves sideways."""


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
        """What moves it."""
        return self.preset.shapes[self.name]


def recognise_shapes(shapes: Iterable[Shape], presets: Sequence[Preset]) -> list[Match]:
    """All that is known of some shapes.

    Args:
        shapes: The shapes.
        presets: What is known of characters, the more likely first.
    """
    shapes = list(shapes)
    found = {preset.name: _recognised(shapes, preset) for preset in presets}
    taken = {region: _best(region, found, presets) for region in REGIONS}
    return [match for region, preset in taken.items() if preset for match in found[preset.name].get(region, ())]


def region_of(weights: Mapping[str, float]) -> str:
    """Which part of the face a shape with such weights moves, one of `REGIONS`."""
    heaviest = max(weights, key=lambda name: abs(weights[name]))
    return next(region for region, beginnings in REGIONS.items() if heaviest.startswith(beginnings))


def _recognised(shapes: Iterable[Shape], preset: Preset) -> dict[str, list[Match]]:
    """What a preset knows, by region."""
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
            if former is None or list(How).index(match.how) < list(How).index(former.how):
                best[shape.object, match.name] = match
    found: dict[str, list[Match]] = {}
    for match in best.values():
        found.setdefault(region_of(match.weights), []).append(match)
    return found


def _recognise(name: str, known: Mapping[str, str], preset: Preset) -> tuple[str, How] | None:
    if preset.whole:
        return (known[name], How.NAME) if name in known else None
    for number, ending in enumerate(endings(name)):
        if ending in known:
            return known[ending], How.PREFIX if number else How.NAME
    guess = closest(spelling(name), known, GUESS)
    return None if guess is None else (known[guess], How.GUESS)


def _best(region: str, found: Mapping[str, dict[str, list[Match]]], presets: Sequence[Preset]) -> Preset | None:
    """The first preset of which enough of a region is there, or else the one of which most is."""
    shares = {preset.name: min(_share(region, found[preset.name], preset), ENOUGH) for preset in presets}
    best = max(presets, key=lambda preset: shares[preset.name], default=None)
    return best if best and shares[best.name] > 0.0 else None


def _share(region: str, found: Mapping[str, list[Match]], preset: Preset) -> float:
    expected = {name for name, weights in preset.shapes.items() if region_of(weights) == region}
    got = {match.name: match.how for match in found.get(region, ())}
    if not got or (preset.whole and set(got) != expected):
        return 0.0
    return sum(_GUESSED if how is How.GUESS else 1.0 for how in got.values()) / len(expected)
