# SPDX-License-Identifier: GPL-3.0-or-later
"""Mapping of a character's shape keys and bones: what moves them, and by how much."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import MienError
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX

__all__ = ["BoneRole", "BoneRow", "FaceMapping", "ShapeRow", "check_weights", "read_weights"]

_LARGEST: Final = 1e4


class BoneRole(StrEnum):
    """Purpose of a bone."""

    HEAD = "head"
    NECK = "neck"
    JAW = "jaw"
    EYE_LEFT = "eye_left"
    EYE_RIGHT = "eye_right"
    EYES_TARGET = "eyes_target"
    """Common target of both eyes: it is moved, not turned."""


@dataclass(frozen=True, slots=True)
class ShapeRow:
    """One shape key, and what moves it: `clip(gain * sum(weight * coefficient) + offset, low, high)`.

    Attributes:
        object: Name of the object.
        key: Name of the shape key.
        weights: Share of each of the 52 coefficients, by name; the others have none.
        gain: Factor, 1 is natural.
        offset: What is added.
        low: The least value.
        high: The greatest value.
    """

    object: str
    key: str
    weights: Mapping[str, float]
    gain: float = 1.0
    offset: float = 0.0
    low: float = 0.0
    high: float = 1.0

    def __post_init__(self) -> None:
        what = f"shape key {self.key!r}"
        check_weights(self.weights, what)
        for name in ("gain", "offset", "low", "high"):
            _check_number(getattr(self, name), f"{what}, {name}")


@dataclass(frozen=True, slots=True)
class BoneRow:
    """One bone, and which part of a rotation it takes.

    Attributes:
        object: Name of the armature object.
        bone: Name of the bone.
        role: What it is for.
        share: Of a head's rotation, 0..1: what head and necks take adds up to 1. Of others, a gain.
    """

    object: str
    bone: str
    role: BoneRole
    share: float = 1.0

    def __post_init__(self) -> None:
        _check_number(self.share, f"bone {self.bone!r}, share")


@dataclass(frozen=True, slots=True)
class FaceMapping:
    """A character: all that moves.

    Attributes:
        shapes: Its shape keys, of any number of objects.
        bones: Its bones.
        jaw: What opens a jaw bone, 0..1: weights as of a `ShapeRow`.
    """

    shapes: tuple[ShapeRow, ...] = ()
    bones: tuple[BoneRow, ...] = ()
    jaw: Mapping[str, float] = field(default_factory=lambda: {"jawOpen": 1.0})

    def __post_init__(self) -> None:
        check_weights(self.jaw, "the jaw")

    @property
    def rows(self) -> tuple[ShapeRow | BoneRow, ...]:
        """All of it."""
        return (*self.shapes, *self.bones)

    def shape_values(self, expression: NDArray[np.float32]) -> NDArray[np.float32]:
        """The values of all shape keys.

        Args:
            expression: Coefficients, shape (frames, 52).

        Returns:
            Shape (frames, shapes), in the order of `shapes`.
        """
        gain, offset, low, high = (
            np.array([getattr(row, name) for row in self.shapes], np.float32)
            for name in ("gain", "offset", "low", "high")
        )
        values = expression @ self._matrix().T * gain + offset
        return np.asarray(np.clip(values, low, np.maximum(low, high)), np.float32)

    def jaw_opening(self, expression: NDArray[np.float32]) -> NDArray[np.float32]:
        """Opening of a jaw bone, 0..1, shape (frames,)."""
        return np.asarray(np.clip(expression @ _column(self.jaw), 0.0, 1.0), np.float32)

    def _matrix(self) -> NDArray[np.float32]:
        """Weights, shape (shapes, 52)."""
        if not self.shapes:
            return np.zeros((0, EXPRESSION_COUNT), np.float32)
        return np.stack([_column(row.weights) for row in self.shapes])


def check_weights(weights: Mapping[str, float], what: str) -> None:
    """Checks that all weights are numbers, and of coefficients that there are.

    Raises:
        MienError: If not.
    """
    unknown = sorted(set(weights) - set(EXPRESSION_INDEX))
    if unknown:
        raise MienError(f"{what}: {unknown[0]!r} is none of the 52 coefficients, such as 'jawOpen'; mend the mapping")
    for name, weight in weights.items():
        _check_number(weight, f"{what}, weight of {name}")


def read_weights(text: str, what: str) -> dict[str, float]:
    """Weights as JSON.

    Args:
        text: Such as `{"jawOpen": 1.0}`.
        what: Whose they are, for the message.

    Raises:
        MienError: If the text is something else.
    """
    try:
        found = json.loads(text)
    except ValueError as error:
        found = error
    if not isinstance(found, dict):
        raise MienError(f'{what}: the weights are {text!r}; expected JSON such as {{"jawOpen": 1.0}}; mend the mapping')
    return found


def _check_number(value: object, what: str) -> None:
    """Checks that a number is one that Blender's single precision can calculate with."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _LARGEST:
        raise MienError(f"{what}: expected a number of at most {_LARGEST:.0f}, got {value!r}; mend the mapping")


def _column(weights: Mapping[str, float]) -> NDArray[np.float32]:
    column = np.zeros(EXPRESSION_COUNT, np.float32)
    for name, weight in weights.items():
        column[EXPRESSION_INDEX[name]] = weight
    return column
