# SPDX-License-Identifier: GPL-3.0-or-later
"""What the VRM add-on knows of a character: its expressions, whatever its shape keys are called, and its bones."""

from collections.abc import Iterator, Mapping
from typing import Final

import bpy

from ..core.mapping import BoneRole

__all__ = ["bound_expressions", "known_bones"]

_BONES: Final = {
    "head": BoneRole.HEAD,
    "neck": BoneRole.NECK,
    "jaw": BoneRole.JAW,
    "left_eye": BoneRole.EYE_LEFT,
    "right_eye": BoneRole.EYE_RIGHT,
}

_VRM0_NAMES: Final = {
    "a": "aa", "i": "ih", "u": "ou", "e": "ee", "o": "oh", "blink_l": "blinkLeft", "blink_r": "blinkRight",
}  # fmt: skip
"""VRM 0's presets by their names in VRM 1."""


_VRM0_BONES: Final = {"leftEye": "left_eye", "rightEye": "right_eye"}


def bound_expressions() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """For each object and shape key the expressions of VRM that use it alone."""
    found: dict[tuple[str, str], list[str]] = {}
    for armature in bpy.data.armatures:
        extension = getattr(armature, "vrm_addon_extension", None)
        if extension is not None:
            for name, binds in (*_vrm1(extension), *_vrm0(extension)):
                # One that is mixed of several would, as a name for each, move them all in full.
                if len({key for _, key in binds}) == 1:
                    for bind in binds:
                        found.setdefault(bind, []).append(name)
    return {bind: tuple(names) for bind, names in found.items()}


def known_bones(armature: bpy.types.Object) -> dict[BoneRole, str]:
    """The bones whose roles VRM's humanoid tells."""
    extension = getattr(armature.data, "vrm_addon_extension", None)
    if extension is None:
        return {}
    known: dict[BoneRole, str] = {}
    bones = extension.vrm1.humanoid.human_bones
    for name, role in _BONES.items():
        known[role] = getattr(bones, name).node.bone_name
    for bone in extension.vrm0.humanoid.human_bones:
        named = _BONES.get(_VRM0_BONES.get(bone.bone, bone.bone))
        if named and not known.get(named):
            known[named] = bone.node.bone_name
    return {role: name for role, name in known.items() if name in armature.data.bones}


def _vrm1(extension: bpy.types.PropertyGroup) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    expressions = extension.vrm1.expressions
    for name, expression in expressions.all_name_to_expression_dict().items():
        yield name, [(bind.node.mesh_object_name, bind.index) for bind in expression.morph_target_binds]


def _vrm0(extension: bpy.types.PropertyGroup) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for group in extension.vrm0.blend_shape_master.blend_shape_groups:
        name = _VRM0_NAMES.get(group.preset_name, group.name)
        yield name, [(bind.mesh.mesh_object_name, bind.index) for bind in group.binds]
