"""Texels to surface: which point of which triangle each texel of a texture shows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage

__all__ = ["TexelMap", "map_texels"]


@dataclass(frozen=True, slots=True)
class TexelMap:
    """For each texel, top row first, the vertices around it and their shares.

    Attributes:
        corners: Vertex indices, shape (size, size, 3).
        shares: Barycentric coordinates, shape (size, size, 3).
    """

    corners: NDArray[np.int64]
    shares: NDArray[np.float64]

    def spread(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Vertex values, shape (vertices, channels), interpolated at every texel: (size, size, channels)."""
        return np.asarray(np.einsum("yxk,yxkc->yxc", self.shares, values[self.corners]))


def map_texels(uv: NDArray[np.float64], triangles: NDArray[np.int64], size: int) -> TexelMap:
    """Rasterises the triangles in UV space; texels outside all of them take the nearest triangle's border.

    Args:
        uv: Shape (vertices, 2), 0..1, origin at the bottom left.
        triangles: Shape (triangles, 3).
        size: Width and height of the texture.
    """
    pixels = np.stack([uv[:, 0] * size - 0.5, (1.0 - uv[:, 1]) * size - 0.5], axis=1)
    canvas = Image.new("I", (size, size), -1)
    pen = ImageDraw.Draw(canvas)
    for index, outline in enumerate(pixels[triangles].reshape(-1, 6).tolist()):
        pen.polygon(outline, fill=index)
    owner = np.array(canvas)
    # Beyond the islands the nearest triangle goes on, so that filtering and mipmaps find no foreign colour.
    rows, columns = ndimage.distance_transform_edt(owner < 0, return_distances=False, return_indices=True)
    corners = triangles[owner[rows, columns]]
    here = np.stack(np.meshgrid(np.arange(size), np.arange(size)), axis=2).astype(np.float64)
    return TexelMap(corners, _barycentric(here, pixels[corners]))


def _barycentric(points: NDArray[np.float64], corners: NDArray[np.float64]) -> NDArray[np.float64]:
    origin = corners[..., 0, :]
    a, b, p = corners[..., 1, :] - origin, corners[..., 2, :] - origin, points - origin
    area = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    area = np.where(np.abs(area) < 1e-12, 1e-12, area)
    second = (p[..., 0] * b[..., 1] - p[..., 1] * b[..., 0]) / area
    third = (a[..., 0] * p[..., 1] - a[..., 1] * p[..., 0]) / area
    inside = np.clip(np.stack([1.0 - second - third, second, third], axis=-1), 0.0, 1.0)
    shares: NDArray[np.float64] = inside / inside.sum(axis=-1, keepdims=True)
    return shares
