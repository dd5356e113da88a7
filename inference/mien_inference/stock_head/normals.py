"""Smooth normals of the base mesh, at rest and under each expression."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

__all__ = ["vertex_normals"]


def vertex_normals(vertices: NDArray[np.float64], faces: NDArray[np.int64]) -> NDArray[np.float64]:
    """Unit normals, each the area-weighted mean of the faces around its vertex.

    Args:
        vertices: Shape (..., vertices, 3).
        faces: Shape (faces, 3) or (faces, 4), counter-clockwise seen from outside.

    Returns:
        The shape of `vertices`; zero where a vertex has no face.
    """
    owner = np.arange(len(faces)).repeat(faces.shape[1])
    around = sparse.csr_array((np.ones(faces.size), (faces.ravel(), owner)), shape=(vertices.shape[-2], len(faces)))
    corners = vertices[..., faces, :]
    # The diagonals of a quad; two sides of a triangle.
    area = np.cross(corners[..., 2, :] - corners[..., 0, :], corners[..., -1, :] - corners[..., 1, :])
    summed = np.stack([around @ plane for plane in area.reshape(-1, len(faces), 3)]).reshape(vertices.shape)
    length = np.linalg.norm(summed, axis=-1, keepdims=True)
    normals: NDArray[np.float64] = summed / np.where(length > 0, length, 1.0)
    return normals
