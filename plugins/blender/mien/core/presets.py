# SPDX-License-Identifier: GPL-3.0-or-later
"""Known kinds of characters: the names of their shapes and bones, as data in `protocol/presets`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mien_protocol.errors import MienError

from .mapping import BoneRole, check_weights

__all__ = ["Preset", "Region", "Rules", "read_preset", "read_presets", "read_rules"]

_PACKED: Final = Path(__file__).parent / "presets"
"""Folder of the presets in the extension's zip."""


@dataclass(frozen=True, slots=True)
class Preset:
    """One kind of character.

    Attributes:
        name: Of its file.
        title: What users know it by.
        source: Where its names come from, URLs.
        shapes: For each shape, what moves it: weights of the 52 coefficients.
        bones: For each role the names of its bones, necks from the chest up.
        also: Other names of its shapes.
        whole: Names so short that they mean something only where they are all there; compared as they are.
        jaw_by_both: Whether a jaw has to be moved by its bone and by its shape.
        follows: Whether the head turns along with the neck.
    """

    name: str
    title: str
    source: tuple[str, ...]
    shapes: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    bones: Mapping[BoneRole, tuple[str, ...]] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whole: bool = False
    jaw_by_both: bool = False
    follows: bool = True


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the face that one preset moves as a whole.

    Attributes:
        name: For people.
        begins: Beginnings of the coefficients that move it.
        needs: Coefficients of which one has to move it, for what moves it to be of use; none where any will do.
    """

    name: str
    begins: tuple[str, ...]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """By what a preset is chosen for a part of the face.

    Attributes:
        enough: Share of a preset's shapes in a region from which on it is taken, whatever those after it have.
        regions: The parts of the face.
    """

    enough: float
    regions: tuple[Region, ...]


def read_presets() -> tuple[Preset, ...]:
    """All presets, the more likely first: of several that fit well enough the first is taken."""
    order = json.loads((_folder() / "matching.json").read_text(encoding="utf-8"))["order"]
    return tuple(read_preset(_folder() / f"{name}.json") for name in order)


def read_rules() -> Rules:
    """By what presets are chosen."""
    known = json.loads((_folder() / "matching.json").read_text(encoding="utf-8"))
    regions = known["regions"].items()
    return Rules(
        known["enough"],
        tuple(Region(name, tuple(part["begins"]), tuple(part.get("needs", ()))) for name, part in regions),
    )


def read_preset(path: Path) -> Preset:
    """One preset.

    Raises:
        MienError: If the file is not one.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        preset = Preset(
            name=path.stem,
            title=found["title"],
            source=tuple(found["source"]),
            shapes=found.get("shapes", {}),
            bones={BoneRole(role): tuple(names) for role, names in found.get("bones", {}).items()},
            also={name: tuple(others) for name, others in found.get("also", {}).items()},
            whole=found.get("whole", False),
            jaw_by_both=found.get("jaw_by_both", False),
            follows=found.get("follows", True),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise MienError(f"{path} is no preset ({error!r}); see protocol/presets/README.md for what one has") from error
    for name, weights in preset.shapes.items():
        check_weights(weights, f"{path.name}, shape {name!r}")
    return preset


def _folder() -> Path:
    return _PACKED if (_PACKED / "matching.json").is_file() else Path(__file__).parents[4] / "protocol" / "presets"
