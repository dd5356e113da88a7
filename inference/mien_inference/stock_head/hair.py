"""Short hair: a shell grown from the scalp."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, sparse

from mien_inference.stock_head.body import Body
from mien_inference.stock_head.hairline import above_hairline
from mien_inference.stock_head.paint import Color, jpeg, smoothstep
from mien_inference.stock_head.surface import Surface, clipped, joined, split, subdivided

__all__ = ["grow_hair", "paint_hair"]

_CROWN: Final[tuple[float, float, float]] = (0.0, 0.105, -0.01)
"""Crown of the hair, about which it whirls: from the eyes' height, z absolute; metres."""

_RELAXATIONS: Final[int] = 4
_SIZE: Final[tuple[int, int]] = (512, 256)
# Cuts along the hairline, so that the shell's edge is round.
_RIM_M: Final[tuple[float, ...]] = (0.0015, 0.005, 0.011)


def grow_hair(body: Body, surface: Surface, seed: int) -> tuple[Surface, NDArray[np.float64]]:
    """The hair on the skin's surface.

    Args:
        body: What the skin was cut from.
        surface: The skin.
        seed: How locks part.

    Returns:
        The shell's surface, whose UV run across (u) and along (v) the hairs, and where its vertices are,
        shape (vertices, 3).
    """
    eye_height = float(body.skeleton.positions[-1, 1])
    head = surface.select(body.points(surface)[surface.triangles][..., 1].min(axis=1) > eye_height - 0.09)
    hair = clipped(subdivided(head), above_hairline(body.points(subdivided(head)), eye_height))
    x = body.points(hair)[:, 0]
    hair = joined([clipped(hair, x), clipped(hair, -x)])
    for rim in _RIM_M:
        hair, _ = split(hair, above_hairline(body.points(hair), eye_height) - rim)
    points = body.points(hair)
    uv = _combed(hair, points, eye_height)
    thickness = _thickness(points, eye_height, np.random.default_rng(seed), uv)
    grown = points + body.surface_normals(hair) * thickness[:, None]
    return replace(hair, uv=uv), _relaxed(grown, hair.triangles, above_hairline(points, eye_height))


def paint_hair(color: Color, seed: int) -> bytes:
    """Strands of `color` (sRGB) as a JPEG file, running along v."""
    generator = np.random.default_rng(seed)
    width, height = _SIZE
    streaks = np.zeros((height, width))
    for across, along, strength in ((1.0, 60.0, 0.55), (2.5, 90.0, 0.7), (7.0, 120.0, 0.8)):
        noise = ndimage.gaussian_filter(generator.normal(0.0, 1.0, (height, width)), (along, across), mode="wrap")
        streaks += strength * noise / noise.std()
    # Hair is darker at the roots than at the tips.
    fade = np.linspace(0.85, 1.15, height)[:, None]
    shade = np.clip(1.0 + 0.13 * streaks, 0.4, 1.7) * fade
    return jpeg(np.array(color) * shade[..., None])


def _combed(hair: Surface, points: NDArray[np.float64], eye_height: float) -> NDArray[np.float64]:
    """Around the crown from the back over the character's left, and along the hairs from the crown."""
    x, y, z = (points - np.array(_CROWN) - [0.0, eye_height, 0.0]).T
    # On the midline a vertex belongs to the side of its triangles: the texture's two ends meet at the back.
    side = np.sign(x)
    side[hair.triangles] += np.sign(x[hair.triangles].sum(axis=1, keepdims=True))
    around = 0.5 - np.sign(side) * np.arctan2(np.abs(x), z) / (2.0 * np.pi)
    away = np.linalg.norm([x, y, z], axis=0) / 0.2
    return np.stack([around, 1.0 - np.clip(away, 0.0, 1.0)], axis=1)


def _thickness(
    points: NDArray[np.float64], eye_height: float, generator: np.random.Generator, uv: NDArray[np.float64]
) -> NDArray[np.float64]:
    height = points[:, 1] - eye_height
    # Cropped at the neck and the ears, fuller on top and most in front.
    full = 0.004 + 0.012 * smoothstep(height, 0.01, 0.085) + 0.006 * smoothstep(points[:, 2], 0.03, 0.11)
    edge = np.clip(above_hairline(points, eye_height) / 0.016, 0.0, 1.0)
    place = [uv[:, 1] * 5, uv[:, 0] * 40]
    locks = ndimage.map_coordinates(generator.normal(0.0, 1.0, (6, 40)), place, order=3, mode="grid-wrap")
    return np.asarray(full * np.sqrt(edge * (2.0 - edge)) * (1.0 + 0.14 * locks) + 0.0005)


def _relaxed(
    points: NDArray[np.float64], triangles: NDArray[np.int64], above: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The shell without the facets of the coarse scalp below it: each vertex goes halfway to its neighbours' mean."""
    _, first, owner = np.unique(points.round(7), axis=0, return_index=True, return_inverse=True)
    owner = owner.reshape(-1)
    corners = owner[triangles]
    edges = np.unique(np.sort(corners[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1), axis=0)
    links = sparse.coo_array((np.ones(len(edges)), edges.T), shape=(len(first), len(first)))
    links = sparse.csr_array(links + links.T)
    share = 0.5 * smoothstep(above[first], 0.004, 0.016)[:, None]
    smooth = points[first]
    for _ in range(_RELAXATIONS):
        smooth = smooth + share * (links @ smooth / links.sum(axis=1)[:, None] - smooth)
    return np.asarray(smooth[owner])
