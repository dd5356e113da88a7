"""A texture put back onto the mesh it was taken from, triangle by triangle, in plain NumPy: slow, and nobody's code."""

from itertools import starmap

import numpy as np


def textured(texture, surface, points, depth, shape):
    """The mesh with the texture on it.

    Args:
        texture: RGBA, shape (size, size, 4).
        surface: Whose.
        points: Where its vertices lie in the picture, shape (n, 2).
        depth: Of the vertices, towards the viewer, shape (n,).
        shape: Height and width of the picture.

    Returns:
        RGBA, 0..255, shape (height, width, 4), alpha 0 where no triangle lies.
    """
    texels = texture.astype(float)
    uv_px = surface.uv.astype(float) * len(texture) - 0.5
    picture, nearest = np.zeros((*shape, 4)), np.full(shape, -np.inf)
    skin = len(surface.triangles) - surface.openings
    for number, triangle in enumerate(surface.triangles):
        rows, columns, shares = pixels_of(points[triangle].astype(float), shape)
        # What closes the openings lies behind lips and lids.
        z = shares @ depth[triangle] - (number >= skin)
        seen = z > nearest[rows, columns]
        rows, columns, shares = rows[seen], columns[seen], shares[seen]
        nearest[rows, columns] = z[seen]
        picture[rows, columns] = bilinear(texels, shares @ uv_px[triangle])
    return picture


def pixels_of(corners, shape):
    """Rows and columns of the pixels in a triangle, and the shares of its corners in each."""
    low = np.maximum(np.ceil(corners.min(0)), 0).astype(int)
    high = np.minimum(np.floor(corners.max(0)), [shape[1] - 1, shape[0] - 1]).astype(int)
    columns, rows = (grid.ravel() for grid in np.meshgrid(*starmap(np.arange, zip(low, high + 1, strict=True))))
    edges = np.column_stack([corners[1] - corners[0], corners[2] - corners[0]])
    if abs(np.linalg.det(edges)) < 1e-9:
        rows, columns = rows[:0], columns[:0]
        return rows, columns, np.zeros((0, 3))
    second, third = np.linalg.solve(edges, np.stack([columns, rows]) - corners[0][:, None])
    shares = np.column_stack([1 - second - third, second, third])
    inside = (shares >= -1e-9).all(1)
    return rows[inside], columns[inside], shares[inside]


def bilinear(picture, places):
    """Values of a picture, shape (height, width, channels), between its pixels, at (x, y) of shape (k, 2)."""
    places = np.clip(places, 0, [picture.shape[1] - 1.001, picture.shape[0] - 1.001])
    (left, top), (across, down) = places.astype(int).T, (places % 1).T[..., None]
    upper = (1 - across) * picture[top, left] + across * picture[top, left + 1]
    lower = (1 - across) * picture[top + 1, left] + across * picture[top + 1, left + 1]
    return (1 - down) * upper + down * lower
