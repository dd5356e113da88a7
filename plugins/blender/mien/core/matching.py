# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds by their names what a character's shape keys and bones are."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mien_protocol.rig import EXPRESSION_NAMES

from .bone_roles import EYES, Rig, RigRoles, roles_of, rows_of
from .mapping import BoneRole, FaceMapping, ShapeRow
from .presets import Preset
from .recognition import Choice, Match, Shape, recognise_shapes, region_of

__all__ = ["By", "Expression", "Matched", "Wish", "match_character"]

EXPRESSIONS: Final = "VRM"
"""Placeholder for the object of an expression, which has none."""


class By(StrEnum):
    """By what jaw or eyes move."""

    AUTO = "auto"
    SHAPES = "shapes"
    BONES = "bones"


@dataclass(frozen=True, slots=True)
class Wish:
    """Wishes of the user for a match.

    Attributes:
        jaw: By what the jaw moves; of itself by shapes where there are some.
        eyes: The same of the eyes.
        eyeballs: Objects that eye bones turn: shapes that turn them too would turn them twice.
        prefer: Name of the preset whose shapes move whatever they can; empty for the one that fits best.
    """

    jaw: By = By.AUTO
    eyes: By = By.AUTO
    eyeballs: frozenset[str] = frozenset()
    prefer: str = ""


@dataclass(frozen=True, slots=True)
class Expression:
    """A named mixture of shape keys, as VRM has them: what each shape key is at the expression's 1."""

    name: str
    binds: Mapping[Shape, float]


@dataclass(frozen=True, slots=True)
class Matched:
    """Recognised parts of a character.

    Attributes:
        mapping: What can be baked.
        matches: Each shape key or expression that moves.
        unmatched: Shape keys of which nothing is known, or whose part of the face another preset moves.
        missing: Coefficients that move nothing.
        empty: Shape keys that move nothing, whatever they are called.
        choices: Which preset moves each part of the face, and what others there were.
    """

    mapping: FaceMapping
    matches: tuple[Match, ...]
    unmatched: tuple[Shape, ...]
    missing: tuple[str, ...]
    empty: tuple[Shape, ...] = ()
    choices: tuple[Choice, ...] = ()


def match_character(
    shapes: Sequence[Shape],
    rigs: Iterable[Rig],
    presets: Sequence[Preset],
    wish: Wish | None = None,
    expressions: Iterable[Expression] = (),
    *,
    empty: Set[Shape] = frozenset(),
) -> Matched:
    """Recognises as much of a character as it can.

    Args:
        shapes: All its shape keys, but for the basis.
        rigs: Its armatures.
        presets: What is known, the more likely first.
        wish: What the user wants; None for what is usual.
        expressions: What its maker has made of its shape keys, which comes before their own names.
        empty: Those of its shape keys that move nothing.
    """
    wish = wish or Wish()
    binds = {Shape(EXPRESSIONS, expression.name): expression.binds for expression in expressions}
    still = {shape for shape, bound in binds.items() if not any(bound[each] for each in set(bound) - empty)}
    recognised = recognise_shapes([*binds, *shapes], presets, empty | still, wish.prefer)
    roles = [roles_of(rig, presets) for rig in rigs]
    matches = _wished(recognised.matches, roles, wish)
    moving = {name for match in matches for name in match.weights}
    jaw = {"jawOpen": 1.0}
    if "mouthClose" not in moving:
        # Lips that cannot be closed over an open jaw need the jaw closed.
        jaw["mouthClose"] = -1.0
    rows = [row for row in _rows(matches, binds, jaw) if Shape(row.object, row.key) not in empty]
    bones = [row for each in roles for row in rows_of(each, _left_out(each, moving, wish))]
    used = {Shape(row.object, row.key) for row in rows}
    return Matched(
        FaceMapping(tuple(rows), tuple(bones), jaw),
        tuple(matches),
        tuple(shape for shape in shapes if shape not in used and shape not in empty),
        tuple(name for name in EXPRESSION_NAMES if name not in moving),
        tuple(shape for shape in shapes if shape in empty),
        recognised.choices,
    )


def _wished(matches: Iterable[Match], roles: Iterable[RigRoles], wish: Wish) -> list[Match]:
    """The shapes that move where the user wants bones to do it instead."""
    there = {role for each in roles for role in each.bones}
    jaw = wish.jaw is By.BONES and BoneRole.JAW in there
    turned = {BoneRole.EYE_LEFT, BoneRole.EYE_RIGHT} <= there
    eyes = wish.eyes is By.BONES and (turned or BoneRole.EYES_TARGET in there)
    return [
        match
        for match in matches
        if not (jaw and set(match.weights) == {"jawOpen"})
        and not (eyes and match.shape.object in wish.eyeballs and region_of(match.weights).name == "gaze")
    ]


def _left_out(roles: RigRoles, moving: Set[str], wish: Wish) -> set[BoneRole]:
    """The roles whose part shapes play."""
    left_out: set[BoneRole] = set()
    if wish.jaw is By.SHAPES or (wish.jaw is By.AUTO and "jawOpen" in moving and not roles.jaw_by_both):
        left_out.add(BoneRole.JAW)
    if wish.eyes is By.SHAPES or (wish.eyes is By.AUTO and any(name.startswith("eyeLook") for name in moving)):
        left_out |= set(EYES)
    return left_out


def _rows(
    matches: Iterable[Match], binds: Mapping[Shape, Mapping[Shape, float]], jaw: Mapping[str, float]
) -> list[ShapeRow]:
    """Rows of shape keys; where expressions move one, it is the sum of what they make it."""
    own: dict[Shape, dict[str, float]] = {}
    bound: dict[Shape, dict[str, float]] = {}
    for match in matches:
        weights = jaw if match.weights == {"jawOpen": 1.0} else match.weights
        if match.shape not in binds:
            own[match.shape] = dict(weights)
            continue
        for shape, share in binds[match.shape].items():
            total = bound.setdefault(shape, {})
            for name, weight in weights.items():
                total[name] = total.get(name, 0.0) + share * weight
    return [ShapeRow(shape.object, shape.key, weights) for shape, weights in (own | bound).items()]
