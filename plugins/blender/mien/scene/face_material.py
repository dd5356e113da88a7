# SPDX-License-Identifier: GPL-3.0-or-later
"""Materials that show the pictures of a live session."""

from typing import Final

import bpy

from . import compat

__all__ = ["OPACITY", "face_material"]

OPACITY: Final = "mien_opacity"
"""The attribute of a mesh that says how much of it is to be seen."""

_ROUGHNESS: Final = 0.6
_SPECULAR: Final = 0.2
"""Of skin whose photo has its shine in it already."""


def face_material(name: str, image: bpy.types.Image, *, lit: bool) -> bpy.types.Material:
    """A material that shows an image, and nothing where its alpha is 0; one of the name is made anew.

    Args:
        name: Of the material.
        image: What it shows.
        lit: Whether it is skin, on which the light of the scene falls, and which fades as its mesh says in the
            attribute `OPACITY`; otherwise it is seen as it is.
    """
    material = bpy.data.materials.get(name) or bpy.data.materials.new(name)
    tree = compat.node_tree_of(material)
    tree.nodes.clear()
    texture = tree.nodes.new("ShaderNodeTexImage")
    texture.image = image
    texture.extension = "EXTEND"
    alpha = texture.outputs["Alpha"]
    clear = tree.nodes.new("ShaderNodeBsdfTransparent")
    mix = tree.nodes.new("ShaderNodeMixShader")
    output = tree.nodes.new("ShaderNodeOutputMaterial")
    surface = _skin(tree) if lit else tree.nodes.new("ShaderNodeEmission")
    tree.links.new(texture.outputs["Color"], surface.inputs[0])
    tree.links.new(_fading(tree, alpha) if lit else alpha, mix.inputs[0])
    tree.links.new(clear.outputs[0], mix.inputs[1])
    tree.links.new(surface.outputs[0], mix.inputs[2])
    tree.links.new(mix.outputs[0], output.inputs["Surface"])
    # What Workbench shows as the material's texture.
    tree.nodes.active = texture
    return material


def _fading(tree: bpy.types.NodeTree, alpha: bpy.types.NodeSocket) -> bpy.types.NodeSocket:
    attribute = tree.nodes.new("ShaderNodeAttribute")
    attribute.attribute_name = OPACITY
    product = tree.nodes.new("ShaderNodeMath")
    product.operation = "MULTIPLY"
    tree.links.new(attribute.outputs["Fac"], product.inputs[0])
    tree.links.new(alpha, product.inputs[1])
    return product.outputs[0]


def _skin(tree: bpy.types.NodeTree) -> bpy.types.Node:
    surface = tree.nodes.new("ShaderNodeBsdfPrincipled")
    surface.inputs["Roughness"].default_value = _ROUGHNESS
    surface.inputs["Specular IOR Level"].default_value = _SPECULAR
    return surface
