# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in the way of a bake, told before anything is done."""

import bpy

from mien_protocol.errors import MienError

from ..core.mapping import FaceMapping
from .channels import found_parts

__all__ = ["check_character", "check_editable"]


def check_character(mapping: FaceMapping) -> list[str]:
    """Checks that a character can be given keys.

    Returns:
        What does not stand in the way, but should be known, in sentences.

    Raises:
        MienError: If it cannot.
    """
    if not mapping.shapes and not mapping.bones:
        raise MienError("the character has no shape keys and no bones to move; find it again, or load a mapping")
    parts = found_parts(mapping)
    notes = []
    for name, part in parts.items():
        keys = part.data.shape_keys if part.type == "MESH" else None
        for datablock in filter(None, (part if part.type == "ARMATURE" else None, keys)):
            check_editable(datablock, f"{name} is" if datablock == part else f"the mesh of {name} is")
            if datablock.animation_data and datablock.animation_data.use_tweak_mode:
                raise MienError(f"a strip of {name} is being edited in the NLA; leave its tweak mode (Tab) first")
            driven = _driven(datablock)
            if driven:
                notes.append(f"{name} has {driven} properties with drivers, which win over keys")
    return notes


def check_editable(datablock: bpy.types.ID, what: str) -> None:
    """Checks that a data-block belongs to this file, or is an override.

    Args:
        datablock: It.
        what: Its name and a verb, for the message.

    Raises:
        MienError: If it is linked.
    """
    if datablock.library:
        raise MienError(
            f"{what} linked from {datablock.library.filepath} and can be given neither keys nor a mapping; make a "
            "library override of it (in the outliner: Library Override > Make)"
        )


def _driven(datablock: bpy.types.ID) -> int:
    data = datablock.animation_data
    paths = (".value", ".rotation_quaternion", ".rotation_euler", ".rotation_axis_angle")
    return sum(driver.data_path.endswith(paths) for driver in data.drivers) if data else 0
