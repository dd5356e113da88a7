"""Surroundings of the face: hair, ears, neck and shoulders, as a mesh that hangs on the face's contour."""

from dataclasses import dataclass

import cv2
import numpy as np
from scipy import sparse
from scipy.sparse import linalg
from scipy.spatial import Delaunay

from mien_inference.face.arrays import Floats, Ints

__all__ = ["OuterMesh", "outer_mesh"]

_GRID_CM = 1.4
_REACH_CM = 18.5
"""So far from the face the head's motion is felt; everything beyond stays where it is."""

_RIGID_CM = 5.5
_HEAD_FADE_CM = 12.0
"""Hair within `_RIGID_CM` of the face turns with the head as a whole, and fades out over the rest."""

_NECK_FADE_CM = 8.5
_SHOULDERS_FOLLOW, _SHOULDERS_FADE_CM = 0.16, 10.0
"""Beyond the neck shoulders take this share of the head's motion, which fades out over so much."""

_EXPRESSION_FADE_CM = 7.5
_HEAD_SLOPE, _HEAD_DEPTH_CM = 0.45, 6.0
_NECK_SLOPE, _NECK_DEPTH_CM = 1.0, 2.0
"""Slope and depth of hair and neck behind the contour; gentler than real heads, which would smear."""


@dataclass(frozen=True, slots=True)
class OuterMesh:
    """Vertices beyond the contour, and triangles between them and the contour.

    Attributes:
        pixels: Where the vertices are seen, shape (n, 2).
        depth_cm: Towards the viewer, shape (n,).
        head_weight: Share of the head's motion, 0..1, shape (n,).
        follow: How each vertex follows the expressions of the contour, shape (n, contour vertices).
        triangles: Indices into the contour's vertices followed by these, shape (m, 3).
    """

    pixels: Floats
    depth_cm: Floats
    head_weight: Floats
    follow: Floats
    triangles: Ints


def outer_mesh(
    contour_px: Floats,
    contour_depth_cm: Floats,
    *,
    chin_and_forehead_px: Floats,
    px_per_cm: float,
    size: tuple[int, int],
) -> OuterMesh:
    """Builds the mesh.

    Args:
        contour_px: The face's contour in the canvas, a closed polygon, shape (c, 2).
        contour_depth_cm: Its depth towards the viewer, shape (c,).
        chin_and_forehead_px: Tip of the chin and top of the forehead, shape (2, 2).
        px_per_cm: Scale of the face.
        size: Width and height of the canvas.
    """
    pixels, distance_cm = _grid(contour_px, px_per_cm, size)
    points = np.concatenate([contour_px, pixels])
    triangles = Delaunay(points).simplices.astype(np.int32)
    centres = points[triangles].mean(1)
    triangles = triangles[_inside_px(contour_px, centres) < 0]
    laplacian = _graph_laplacian(points, triangles)
    chin_px, forehead_px = chin_and_forehead_px
    height = (pixels - chin_px) @ (forehead_px - chin_px) / np.sum((forehead_px - chin_px) ** 2)
    # 1 for hair and ears, 0 for neck and shoulders, which begin at the chin.
    headness = _smoothstep((height + 0.02) / 0.30)
    of_head = 1 - _smoothstep((distance_cm - _RIGID_CM) / _HEAD_FADE_CM)
    of_shoulders = _SHOULDERS_FOLLOW * (1 - _smoothstep((distance_cm - _NECK_FADE_CM) / _SHOULDERS_FADE_CM))
    of_neck = of_shoulders + (1 - of_shoulders) * (1 - _smoothstep(distance_cm / _NECK_FADE_CM))
    at_contour = _harmonic(laplacian, len(contour_px)) @ contour_depth_cm
    hair = at_contour - _HEAD_SLOPE * np.clip(distance_cm, 0, _HEAD_DEPTH_CM)
    neck = at_contour - _NECK_SLOPE * np.clip(distance_cm, 0, _NECK_DEPTH_CM)
    return OuterMesh(
        pixels=pixels,
        depth_cm=headness * hair + (1 - headness) * neck,
        head_weight=headness * of_head + (1 - headness) * of_neck,
        follow=_following(laplacian, len(contour_px), distance_cm),
        triangles=triangles,
    )


def _grid(contour_px: Floats, px_per_cm: float, size: tuple[int, int]) -> tuple[Floats, Floats]:
    """Grid points outside the contour and within reach, with their distance from it, centimetres."""
    step = _GRID_CM * px_per_cm
    xs, ys = (np.linspace(0.0, side, int(np.ceil(side / step)) + 1) for side in size)
    reach = (_REACH_CM + _GRID_CM) * px_per_cm
    low, high = contour_px.min(0) - reach, contour_px.max(0) + reach
    xs, ys = xs[(xs >= low[0]) & (xs <= high[0])], ys[(ys >= low[1]) & (ys <= high[1])]
    points = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    distance = -_inside_px(contour_px, points)
    kept = (distance > 0.55 * step) & (distance < reach)
    return points[kept], distance[kept] / px_per_cm


def _inside_px(polygon: Floats, points: Floats) -> Floats:
    """Distance to the polygon, positive inside."""
    contour = polygon.astype(np.float32).reshape(-1, 1, 2)
    return np.array([cv2.pointPolygonTest(contour, (float(x), float(y)), True) for x, y in points])


def _graph_laplacian(points: Floats, triangles: Ints) -> sparse.csc_matrix:
    """Edges weigh the inverse of their length: the mesh is too uneven for cotangents."""
    starts, ends = triangles.ravel(), np.roll(triangles, -1, axis=1).ravel()
    weights = 1 / np.maximum(np.linalg.norm(points[starts] - points[ends], axis=1), 1.0)
    both = (np.concatenate([starts, ends]), np.concatenate([ends, starts]))
    adjacency = sparse.csr_matrix((np.concatenate([weights, weights]), both), shape=(len(points), len(points)))
    adjacency.data = np.minimum(adjacency.data, 1.0)
    return (sparse.diags(np.asarray(adjacency.sum(1)).ravel() + 1e-9) - adjacency).tocsc()


def _harmonic(laplacian: sparse.csc_matrix, contour: int) -> Floats:
    """Values at the outer vertices from values at the contour's, as a matrix."""
    outer = np.arange(contour, laplacian.shape[0])
    pull = laplacian[outer][:, :contour]
    return np.asarray(-linalg.splu(laplacian[outer][:, outer].tocsc()).solve(pull.toarray()))


def _following(laplacian: sparse.csc_matrix, contour: int, distance_cm: Floats) -> Floats:
    """Bends smoothly on from the contour's displacement, and fades to none at `_EXPRESSION_FADE_CM`."""
    near = distance_cm <= _EXPRESSION_FADE_CM
    free = contour + np.flatnonzero(near)
    bending = (laplacian @ laplacian + 0.002 * laplacian).tocsc()
    pull = bending[free][:, :contour].toarray()
    follow = np.zeros((len(distance_cm), contour))
    follow[near] = -linalg.splu(bending[free][:, free].tocsc()).solve(pull)
    return np.asarray(follow * np.clip(1 - distance_cm / _EXPRESSION_FADE_CM, 0, 1)[:, None])


def _smoothstep(x: Floats) -> Floats:
    """0 up to 0, 1 from 1, smooth between."""
    x = np.clip(x, 0.0, 1.0)
    return x * x * (3.0 - 2.0 * x)
