# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds by their names what a character's shape keys and bones are."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mien_protocol.rig import EXPRESSION_NAMES

from .mapping import BoneRole, BoneRow, FaceMapping, ShapeRow
from .names import endings, likeness, spelling
from .presets import Preset

__all__ = ["By", "How", "Match", "Matched", "Rig", "Shape", "Wish", "match_character"]

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


class How(StrEnum):
    """By what a name was recognised."""

    NAME = "name"
    PREFIX = "prefix"
    GUESS = "guess"


class By(StrEnum):
    """By what jaw or eyes move."""

    AUTO = "auto"
    SHAPES = "shapes"
    BONES = "bones"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user wants of a match.

    Attributes:
        jaw: By what the jaw moves; of itself by shapes where there are some.
        eyes: The same of the eyes.
        eyeballs: Objects that eye bones turn: shapes that turn them too would turn them twice.
    """

    jaw: By = By.AUTO
    eyes: By = By.AUTO
    eyeballs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape key that a character has.

    Attributes:
        object: Name of its object.
        key: Its own name.
        names: What it may be recognised by: its own name, and names of expressions that are bound to it.
    """

    object: str
    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rig:
    """An armature that a character has: name of the object, names of its bones, and bones whose roles are known."""

    object: str
    bones: tuple[str, ...]
    known: Mapping[BoneRole, str]


@dataclass(frozen=True, slots=True)
class Match:
    """One shape key that was recognised: as which name of which preset, and by what."""

    shape: Shape
    preset: Preset
    name: str
    how: How


@dataclass(frozen=True, slots=True)
class Matched:
    """What was recognised of a character.

    Attributes:
        mapping: What can be baked.
        matches: Each shape key that moves, in the order of `mapping.shapes`.
        unmatched: Shape keys of which nothing is known, or whose part of the face another preset moves.
        missing: Coefficients that move nothing.
    """

    mapping: FaceMapping
    matches: tuple[Match, ...]
    unmatched: tuple[Shape, ...]
    missing: tuple[str, ...]


def match_character(
    shapes: Sequence[Shape], rigs: Sequence[Rig], presets: Sequence[Preset], wish: Wish | None = None
) -> Matched:
    """Recognises as much of a character as it can.

    Args:
        shapes: All its shape keys, but for the basis.
        rigs: Its armatures.
        presets: What is known, the more likely first.
        wish: What the user wants; None for what is usual.
    """
    wish = wish or Wish()
    found = {preset.name: _recognised(shapes, preset) for preset in presets}
    taken = {region: _best(region, found, presets) for region in REGIONS}
    matches = [match for region, preset in taken.items() if preset for match in found[preset.name].get(region, ())]
    bones = _bones(rigs, presets, matches, wish)
    matches = _without_bones(matches, {row.role for row in bones}, wish)
    rows, jaw = _rows(matches)
    used = {(match.shape.object, match.shape.key) for match in matches}
    moving = {name for match in matches for name in match.preset.shapes[match.name]}
    return Matched(
        FaceMapping(rows, bones, jaw),
        tuple(matches),
        tuple(shape for shape in shapes if (shape.object, shape.key) not in used),
        tuple(name for name in EXPRESSION_NAMES if name not in moving),
    )


def _recognised(shapes: Iterable[Shape], preset: Preset) -> dict[str, list[Match]]:
    """What a preset knows, by region."""
    known = {
        other if preset.whole else spelling(other): name
        for name in preset.shapes
        for other in (name, *preset.also.get(name, ()))
    }
    best: dict[tuple[str, str], Match] = {}
    for shape in shapes:
        recognised = next(filter(None, (_recognise(name, known, preset) for name in shape.names)), None)
        if recognised:
            match = Match(shape, preset, *recognised)
            former = best.get((shape.object, match.name))
            # One object has one shape of a name; what is merely like it is something else.
            if former is None or list(How).index(match.how) < list(How).index(former.how):
                best[shape.object, match.name] = match
    found: dict[str, list[Match]] = {}
    for match in best.values():
        found.setdefault(_region(preset.shapes[match.name]), []).append(match)
    return found


def _recognise(name: str, known: Mapping[str, str], preset: Preset) -> tuple[str, How] | None:
    if preset.whole:
        return (known[name], How.NAME) if name in known else None
    for number, ending in enumerate(endings(name)):
        if ending in known:
            return known[ending], How.PREFIX if number else How.NAME
    spelled = spelling(name)
    alike, guess = max(((likeness(spelled, other), other) for other in known), default=(0.0, ""))
    return (known[guess], How.GUESS) if alike >= GUESS else None


def _region(weights: Mapping[str, float]) -> str:
    heaviest = max(weights, key=lambda name: abs(weights[name]))
    return next(region for region, beginnings in REGIONS.items() if heaviest.startswith(beginnings))


def _best(region: str, found: Mapping[str, dict[str, list[Match]]], presets: Sequence[Preset]) -> Preset | None:
    """The first preset of which enough of a region is there, or else the one of which most is."""
    shares = {preset.name: min(_share(region, found[preset.name], preset), ENOUGH) for preset in presets}
    best = max(presets, key=lambda preset: shares[preset.name], default=None)
    return best if best and shares[best.name] > 0.0 else None


def _share(region: str, found: Mapping[str, list[Match]], preset: Preset) -> float:
    expected = {name for name, weights in preset.shapes.items() if _region(weights) == region}
    got = {match.name for match in found.get(region, ())}
    if not got or (preset.whole and got != expected):
        return 0.0
    return len(got) / len(expected)


def _rows(matches: Sequence[Match]) -> tuple[tuple[ShapeRow, ...], dict[str, float]]:
    """Rows, and what opens a jaw bone: lips that cannot be closed over an open jaw need the jaw closed."""
    jaw = {"jawOpen": 1.0}
    if not any("mouthClose" in match.preset.shapes[match.name] for match in matches):
        jaw["mouthClose"] = -1.0
    rows = []
    for match in matches:
        weights = dict(match.preset.shapes[match.name])
        if weights == {"jawOpen": 1.0}:
            weights = jaw
        rows.append(ShapeRow(match.shape.object, match.shape.key, weights))
    return tuple(rows), jaw


def _bones(rigs: Sequence[Rig], presets: Sequence[Preset], matches: Sequence[Match], wish: Wish) -> tuple[BoneRow, ...]:
    moving = {name for match in matches for name in match.preset.shapes[match.name]}
    rows: list[BoneRow] = []
    for rig in rigs:
        roles, preset = _roles(rig, presets)
        both = preset is not None and preset.jaw_by_both
        if wish.jaw is By.SHAPES or (wish.jaw is By.AUTO and "jawOpen" in moving and not both):
            roles.pop(BoneRole.JAW, None)
        looks = any(name.startswith("eyeLook") for name in moving)
        if wish.eyes is By.SHAPES or (wish.eyes is By.AUTO and looks):
            roles.pop(BoneRole.EYE_LEFT, None)
            roles.pop(BoneRole.EYE_RIGHT, None)
        rows += _shared(rig, roles, follows=preset is None or preset.follows)
    return tuple(rows)


def _without_bones(matches: Sequence[Match], roles: Set[BoneRole], wish: Wish) -> list[Match]:
    """The shapes that still move where the user wants bones to do it."""
    kept = list(matches)
    if wish.jaw is By.BONES and BoneRole.JAW in roles:
        kept = [match for match in kept if set(match.preset.shapes[match.name]) != {"jawOpen"}]
    if wish.eyes is By.BONES and BoneRole.EYE_LEFT in roles:
        kept = [
            match
            for match in kept
            if match.shape.object not in wish.eyeballs or _region(match.preset.shapes[match.name]) != "gaze"
        ]
    return kept


def _roles(rig: Rig, presets: Sequence[Preset]) -> tuple[dict[BoneRole, tuple[str, ...]], Preset | None]:
    """The bones of each role: as known, or else by the preset of which most are there, or else by words."""
    bones = set(rig.bones)

    def there(preset: Preset) -> dict[BoneRole, tuple[str, ...]]:
        kept = {role: tuple(name for name in names if name in bones) for role, names in preset.bones.items()}
        return {role: names for role, names in kept.items() if names}

    preset = max(presets, key=lambda preset: sum(map(len, there(preset).values())), default=None)
    roles = there(preset) if preset else {}
    for role in BoneRole:
        if role in rig.known:
            roles[role] = (rig.known[role],)
        elif role not in roles and (name := _by_words(rig.bones, role)):
            roles[role] = (name,)
    return roles, preset if roles else None


def _by_words(bones: Sequence[str], role: BoneRole) -> str | None:
    wanted = spelling(role.value)
    return next((name for name in bones if wanted in endings(name)), None)


def _shared(rig: Rig, roles: Mapping[BoneRole, tuple[str, ...]], *, follows: bool) -> list[BoneRow]:
    """Rows of one rig: half of the head's rotation is the necks', where the head turns along with them."""
    necks = roles.get(BoneRole.NECK, ())
    head = 0.5 if necks and follows else 1.0
    rows = [BoneRow(rig.object, name, BoneRole.NECK, 0.5 / len(necks)) for name in necks if BoneRole.HEAD in roles]
    for role in (BoneRole.HEAD, BoneRole.JAW, BoneRole.EYE_LEFT, BoneRole.EYE_RIGHT):
        rows += [
            BoneRow(rig.object, name, role, head if role is BoneRole.HEAD else 1.0) for name in roles.get(role, ())[:1]
        ]
    return rows
