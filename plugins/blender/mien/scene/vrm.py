# SPDX-License-Identifier: GPL-3.0-or-later
"""Character as the VRM add-on knows it: its expressions, whatever its shape keys are called, and its bones."""

from collections.abc import Iterable, Iterator
from typing import Final

import bpy

from ..core.mapping import BoneRole
from ..core.matching import Expression
from ..core.recognition import Shape

__all__ = ["expressions_of", "known_bones"]

_VRM1_BONES: Final = {
    "head": BoneRole.HEAD,
    "neck": BoneRole.NECK,
    "jaw": BoneRole.JAW,
    "left_eye": BoneRole.EYE_LEFT,
    "right_eye": BoneRole.EYE_RIGHT,
}

_VRM0_BONES: Final = {
    "head": BoneRole.HEAD,
    "neck": BoneRole.NECK,
    "jaw": BoneRole.JAW,
    "leftEye": BoneRole.EYE_LEFT,
    "rightEye": BoneRole.EYE_RIGHT,
}

_NO_PRESET: Final = "unknown"
"""Preset of a VRM 0 group whose name its maker gave."""


def expressions_of(armatures: Iterable[bpy.types.Object]) -> list[Expression]:
    """The expressions of some armatures that move shape keys."""
    found = []
    for armature in armatures:
        extension = getattr(armature.data, "vrm_addon_extension", None)
        if extension is not None:
            read = _vrm0 if extension.spec_version.startswith("0") else _vrm1
            found += [Expression(name, binds) for name, binds in read(extension) if binds]
    return found


def known_bones(armature: bpy.types.Object) -> dict[BoneRole, str]:
    """The bones whose roles VRM's humanoid tells."""
    extension = getattr(armature.data, "vrm_addon_extension", None)
    if extension is None:
        return {}
    if extension.spec_version.startswith("0"):
        named = {bone.bone: bone.node.bone_name for bone in extension.vrm0.humanoid.human_bones}
        known = {role: named.get(name, "") for name, role in _VRM0_BONES.items()}
    else:
        bones = extension.vrm1.humanoid.human_bones
        known = {role: getattr(bones, name).node.bone_name for name, role in _VRM1_BONES.items()}
    return {role: name for role, name in known.items() if name in armature.data.bones}


def _vrm1(extension: bpy.types.PropertyGroup) -> Iterator[tuple[str, dict[Shape, float]]]:
    for name, expression in extension.vrm1.expressions.all_name_to_expression_dict().items():
        binds = expression.morph_target_binds
        yield name, {Shape(bind.node.mesh_object_name, bind.index): bind.weight for bind in binds}


def _vrm0(extension: bpy.types.PropertyGroup) -> Iterator[tuple[str, dict[Shape, float]]]:
    for group in extension.vrm0.blend_shape_master.blend_shape_groups:
        name = group.name if group.preset_name == _NO_PRESET else group.preset_name
        yield name, {Shape(bind.mesh.mesh_object_name, bind.index): bind.weight for bind in group.binds}
