"""The stock head as arrays: what the GLB holds, for code that wants no file."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Material", "Primitive", "StockHead"]


@dataclass(frozen=True, slots=True)
class Material:
    """A dielectric surface, in the terms of glTF's metallic-roughness model.

    Attributes:
        name: The one `Primitive.material` refers to.
        roughness: 0 mirror .. 1 chalk.
        color: Linear RGB factor, 0..1, multiplied with the texture.
        texture: A PNG or JPEG file, sRGB, or None.
        two_sided: Whether the back of its triangles is drawn too.
    """

    name: str
    roughness: float
    color: tuple[float, float, float] = (1.0, 1.0, 1.0)
    texture: bytes | None = None
    two_sided: bool = False


@dataclass(frozen=True, slots=True)
class Primitive:
    """Triangles of one material; n vertices.

    Attributes:
        name: The part of the body.
        material: Name of its `Material`.
        positions: Shape (n, 3), metres, +Y up, +Z out of the face, +X the character's left.
        normals: Shape (n, 3), unit length.
        uv: Shape (n, 2), origin at the bottom left.
        triangles: Shape (triangles, 3), counter-clockwise seen from outside.
        skin_weights: Weight of each joint of the head, shape (n, joints), rows sum to 1.
        position_deltas: What each expression at 1 adds to `positions`, shape (52, n, 3).
        normal_deltas: The same for `normals`, shape (52, n, 3).
    """

    name: str
    material: str
    positions: NDArray[np.float32]
    normals: NDArray[np.float32]
    uv: NDArray[np.float32]
    triangles: NDArray[np.uint16]
    skin_weights: NDArray[np.float32]
    position_deltas: NDArray[np.float32]
    normal_deltas: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class StockHead:
    """The character at rest, standing on y = 0 at x = z = 0.

    Attributes:
        meshes: Primitives by mesh name. Every mesh has the 52 expressions in the order of `EXPRESSION_NAMES`.
        materials: What the primitives refer to.
        joint_names: Names of the joints, parents before children.
        joint_parents: Index of each joint's parent, None for the root.
        joint_positions: Shape (joints, 3), metres; joints are unrotated at rest.
    """

    meshes: dict[str, tuple[Primitive, ...]]
    materials: tuple[Material, ...]
    joint_names: tuple[str, ...]
    joint_parents: tuple[int | None, ...]
    joint_positions: NDArray[np.float64]
