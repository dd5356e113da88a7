# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds shape keys that move nothing: tools give a mesh all names of a kind, and leave most of them as they are."""

from collections.abc import Iterable
from typing import Final

import bpy
import numpy as np
from numpy.typing import NDArray

from ..core.recognition import Shape

__all__ = ["empty_shapes"]

_LEAST: Final = 1e-5
"""Share of its mesh's size below which a movement is none: 17 micrometres on a body, noise of exporters."""


def empty_shapes(meshes: Iterable[bpy.types.Object]) -> frozenset[Shape]:
    """The shape keys of some meshes that move no vertex."""
    return frozenset(Shape(mesh.name, name) for mesh in meshes for name in _empty_keys(mesh.data.shape_keys))


def _empty_keys(keys: bpy.types.Key) -> list[str]:
    places = {block.name: _places(block) for block in keys.key_blocks}
    rest = places[keys.reference_key.name]
    least = _LEAST * float(np.ptp(rest, axis=0).max(initial=0.0))
    return [
        block.name
        for block in keys.key_blocks
        if block != keys.reference_key
        and np.abs(places[block.name] - places[block.relative_key.name]).max(initial=0.0) <= least
    ]


def _places(block: bpy.types.ShapeKey) -> NDArray[np.float32]:
    """Vertices of a shape key, shape (vertices, 3)."""
    places = np.empty(3 * len(block.data), np.float32)
    block.data.foreach_get("co", places)
    return places.reshape(-1, 3)
