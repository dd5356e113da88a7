# SPDX-License-Identifier: GPL-3.0-or-later
"""Recognises what a rig's bones are for."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from .mapping import BoneRole, BoneRow
from .names import endings, spelling
from .presets import Preset

__all__ = ["EYES", "Rig", "RigRoles", "roles_of", "rows_of"]

EYES: Final = (BoneRole.EYE_LEFT, BoneRole.EYE_RIGHT, BoneRole.EYES_TARGET)
"""The roles of what moves eyes."""


_MECHANISM: Final = ("MCH-", "ORG-")
_INNER: Final = (*_MECHANISM, "DEF-")
"""Prefixes of Rigify for bones that are not to be touched, in rigs that have any of the former."""


@dataclass(frozen=True, slots=True)
class Rig:
    """An armature that a character has: name of the object, names of its bones, and bones whose roles are known."""

    object: str
    bones: tuple[str, ...]
    known: Mapping[BoneRole, str]


@dataclass(frozen=True, slots=True)
class RigRoles:
    """Purposes of a rig's bones.

    Attributes:
        rig: The rig.
        bones: For each role the bones, necks from the chest up.
        follows: Whether the head turns along with the neck.
        jaw_by_both: Whether the jaw has to be moved by its bone even where a shape opens it.
    """

    rig: Rig
    bones: Mapping[BoneRole, tuple[str, ...]]
    follows: bool = True
    jaw_by_both: bool = False


def roles_of(rig: Rig, presets: Sequence[Preset]) -> RigRoles:
    """The bones of each role: as known, or else by the preset of which most are there, or else by words."""
    preset = max(presets, key=lambda preset: sum(map(len, _there(rig, preset).values())), default=None)
    bones = _there(rig, preset) if preset else {}
    if preset is None or not bones:
        preset = None
    for role in BoneRole:
        if role in rig.known:
            bones[role] = (rig.known[role],)
        elif role not in bones and role not in _played(bones) and (name := _by_words(rig.bones, role)):
            bones[role] = (name,)
    return RigRoles(rig, bones, preset is None or preset.follows, preset is not None and preset.jaw_by_both)


def rows_of(roles: RigRoles, left_out: Set[BoneRole]) -> list[BoneRow]:
    """Rows for the bones of a rig, but for some roles.

    Half of the head's rotation is the necks', where the head turns along with them.
    """
    bones = {role: names for role, names in roles.bones.items() if role not in left_out}
    necks = bones.get(BoneRole.NECK, ()) if BoneRole.HEAD in bones else ()
    head = 0.5 if necks and roles.follows else 1.0
    rows = [BoneRow(roles.rig.object, name, BoneRole.NECK, 0.5 / len(necks)) for name in necks]
    for role in (BoneRole.HEAD, BoneRole.JAW, *EYES):
        share = head if role is BoneRole.HEAD else 1.0
        rows += [BoneRow(roles.rig.object, name, role, share) for name in bones.get(role, ())[:1]]
    return rows


def _there(rig: Rig, preset: Preset) -> dict[BoneRole, tuple[str, ...]]:
    """Rig as a preset knows it."""
    kept = {role: tuple(name for name in names if name in rig.bones) for role, names in preset.bones.items()}
    return {role: names for role, names in kept.items() if names}


def _played(bones: Mapping[BoneRole, tuple[str, ...]]) -> Set[BoneRole]:
    """Roles that others play: eyes that follow a target are not to be turned."""
    return set(EYES) if BoneRole.EYES_TARGET in bones else set()


def _by_words(bones: Sequence[str], role: BoneRole) -> str | None:
    inner = _INNER if any(name.startswith(_MECHANISM) for name in bones) else ()
    wanted = spelling(role.value)
    return next((name for name in bones if not name.startswith(inner) and wanted in endings(name)), None)
