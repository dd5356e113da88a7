"""Gives a character's head a second UV set, by which it wears face textures; nothing but NumPy, so Blender runs it too.

    mesh = header["mesh"]                                   # of a face stream of layout `texture`
    uv, weight = face_uv(vertices, landmarks, mesh)
    # each frame, in the shader: mix(skin, texture(uv), texture(uv).a * weight)

The mesh of whoever is on the photo is bent onto the character by landmarks, and each vertex takes the UV of the nearest
point of it. Meshes of the same `uv_layout` serve one another: once for a character is enough.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Numbered = NDArray[np.int64]


def face_uv(vertices: Numbers, landmarks: dict[str, list[float]], mesh: dict[str, Any]) -> tuple[Numbers, Numbers]:
    """UV of every vertex of a head, origin at the top left, and how far it belongs to the face, 0 or 1.

    Args:
        vertices: The head at rest, mouth shut, in any units and axes, shape (n, 3).
        landmarks: Where on it the landmarks of the mesh are: name to three numbers. The more the better; at least
            eyes, nose, mouth and chin.
        mesh: As in the stream's header.

    Returns:
        Shapes (n, 2) and (n,).
    """
    uv = np.frombuffer(mesh["uv"], "<f4").reshape(-1, 2).astype(np.float64)
    triangles = np.frombuffer(mesh["triangles"], "<u4").reshape(-1, 3).astype(np.int64)
    positions = np.frombuffer(mesh["positions"], "<f4").reshape(-1, 3).astype(np.float64)
    # A head has lips and lids of its own between which it shows teeth and eyes: the skin alone is mapped.
    skin = triangles[: len(triangles) - mesh["openings"]]
    mask = bent(positions, [mesh["landmarks"][name] for name in landmarks], np.array([*landmarks.values()], float))
    corner, share = nearest(np.asarray(vertices, np.float64), mask, skin)
    edge = outline(triangles)
    inside = ~(edge[corner] | (share < 1e-6)).all(1)
    return np.asarray(np.einsum("nk,nkc->nc", share, uv[corner])), np.asarray(inside, np.float64)


def bent(points: Numbers, numbers: list[int], targets: Numbers) -> Numbers:
    """Points moved so that those with `numbers` go to `targets`, and the others follow smoothly.

    An affine map and the biharmonic radial basis |r|: what bends least in space (Duchon 1977). Landmarks that share
    a place at rest, as the two lips do where they meet, are taken once.
    """
    centres, kept = np.unique(np.round(points[numbers], 5), axis=0, return_index=True)
    centres, targets = points[numbers][kept], targets[kept]
    count = len(centres)
    system = np.zeros((count + 4, count + 4))
    system[:count, :count] = np.linalg.norm(centres[:, None] - centres, axis=2)
    system[:count, count:] = np.column_stack([np.ones(count), centres])
    system[count:, :count] = system[:count, count:].T
    weights = np.linalg.solve(system, np.concatenate([targets, np.zeros((4, 3))]))
    radial = np.linalg.norm(points[:, None] - centres, axis=2)
    affine = np.column_stack([np.ones(len(points)), points]) @ weights[count:]
    return np.asarray(radial @ weights[:count] + affine)


def outline(triangles: Numbered) -> NDArray[np.bool_]:
    """Whether a vertex lies on the outer edge of a mesh, whose openings are closed."""
    edges = np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    single, times = np.unique(edges, axis=0, return_counts=True)
    on_edge = np.zeros(triangles.max() + 1, bool)
    on_edge[single[times == 1]] = True
    return on_edge


def nearest(points: Numbers, vertices: Numbers, triangles: Numbered, candidates: int = 24) -> tuple[Numbered, Numbers]:
    """The nearest place on a mesh: vertices of its triangle and their shares, both of shape (n, 3)."""
    centres = vertices[triangles].mean(1)
    far = (centres**2).sum(1) - 2 * points @ centres.T
    best, share = np.full(len(points), np.inf), np.zeros((len(points), 3))
    corner = np.zeros((len(points), 3), np.int64)
    for choice in np.argpartition(far, candidates, axis=1)[:, :candidates].T:
        shares = on_triangle(points, *vertices[triangles[choice]].transpose(1, 0, 2))
        distance = np.linalg.norm((shares[..., None] * vertices[triangles[choice]]).sum(1) - points, axis=1)
        nearer = distance < best
        best[nearer], corner[nearer], share[nearer] = distance[nearer], triangles[choice][nearer], shares[nearer]
    return corner, share


def on_triangle(p: Numbers, a: Numbers, b: Numbers, c: Numbers) -> Numbers:
    """Shares of the corners at the place of a triangle that is nearest to a point, each argument of shape (n, 3)."""
    ab, ac, ap = b - a, c - a, p - a
    products = [(x * y).sum(1) for x, y in ((ab, ab), (ab, ac), (ac, ac), (ap, ab), (ap, ac))]
    size = np.maximum(products[0] * products[2] - products[1] ** 2, 1e-30)
    second = (products[2] * products[3] - products[1] * products[4]) / size
    third = (products[0] * products[4] - products[1] * products[3]) / size
    shares = np.column_stack([1 - second - third, second, third])
    best = np.where((shares >= 0).all(1), 0.0, np.inf)
    for first, then, start, end in ((0, 1, a, b), (1, 2, b, c), (2, 0, c, a)):
        side = end - start
        along = np.clip(((p - start) * side).sum(1) / np.maximum((side**2).sum(1), 1e-30), 0, 1)
        distance = np.linalg.norm(start + along[:, None] * side - p, axis=1)
        nearer = distance < best
        best[nearer], shares[nearer] = distance[nearer], 0
        shares[nearer, first], shares[nearer, then] = 1 - along[nearer], along[nearer]
    return shares
