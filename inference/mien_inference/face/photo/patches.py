"""Patches of a picture that continue it into a hole: where each place of the hole finds its like."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mien_inference.face.arrays import Floats32, Ints

__all__ = ["PATCH_RADIUS_PX", "match_patches", "mix_patches", "peel"]

PATCH_RADIUS_PX = 3
"""Patches are squares of twice this and one."""

_HEIGHT_COST, _SIDE_COST = 2400.0, 1200.0
"""Squared levels that a like one pixel higher or lower, and one pixel to the side, costs: what is near goes on, and
what lies behind a person changes with height more than from side to side."""


@njit(cache=True, nogil=True, fastmath=True)
def _unlikeness(
    image: Floats32, trust: Floats32, at: tuple[int, int], like: tuple[int, int], bound: np.float32
) -> np.float32:
    """Squared difference of two patches, and what their distance costs; a sum above `bound` may be any such."""
    total = np.float32(_HEIGHT_COST * abs(at[0] - like[0]) + _SIDE_COST * abs(at[1] - like[1]))
    for dy in range(-PATCH_RADIUS_PX, PATCH_RADIUS_PX + 1):
        y, v = at[0] + dy, like[0] + dy
        for dx in range(-PATCH_RADIUS_PX, PATCH_RADIUS_PX + 1):
            x, u = at[1] + dx, like[1] + dx
            a, b, c = image[y, x, 0] - image[v, u, 0], image[y, x, 1] - image[v, u, 1], image[y, x, 2] - image[v, u, 2]
            total += trust[y, x] * (a * a + b * b + c * c)
        if total >= bound:
            return total
    return total


@njit(cache=True, nogil=True)
def match_patches(  # noqa: PLR0917 -- numba takes no keyword-only arguments
    image: Floats32,
    trust: Floats32,
    centres: Ints,
    allowed: NDArray[np.bool_],
    field: Ints,
    misses: Floats32,
    rounds: int,
    random: np.random.Generator,
) -> None:
    """Finds for each patch of the hole one like it (PatchMatch, Barnes et al. 2009).

    Args:
        image: The picture with its hole filled somehow, shape (height, width, 3).
        trust: How much each pixel counts, shape (height, width).
        centres: Row and column of the patches to find a like for, in reading order, shape (n, 2).
        allowed: Where a source may have its centre, shape (height, width).
        field: Row and column of the like of each patch, shape (height, width, 2); read and improved in place.
        misses: Receives by how much each patch misses its like, shape (height, width).
        rounds: How often to go over the patches.
        random: Where candidates come from.
    """
    for n in range(len(centres)):
        y, x = centres[n]
        misses[y, x] = _unlikeness(image, trust, (y, x), (field[y, x, 0], field[y, x, 1]), np.float32(np.inf))
    for turn in range(rounds):
        step = 1 if turn % 2 == 0 else -1
        for n in range(len(centres)):
            y, x = centres[n if step == 1 else len(centres) - 1 - n]
            for axis in range(2):
                # What suits the neighbour suits this one, shifted.
                ny, nx = y - step * (axis == 0), x - step * (axis == 1)
                if 0 <= ny < allowed.shape[0] and 0 <= nx < allowed.shape[1]:
                    like = (field[ny, nx, 0] + y - ny, field[ny, nx, 1] + x - nx)
                    _improve(image, trust, (y, x), like, allowed, field, misses)
            reach = max(allowed.shape)
            while reach >= 1:
                dy, dx = int((2 * random.random() - 1) * reach), int((2 * random.random() - 1) * reach)
                _improve(image, trust, (y, x), (field[y, x, 0] + dy, field[y, x, 1] + dx), allowed, field, misses)
                reach //= 2


@njit(cache=True, nogil=True)
def _improve(  # noqa: PLR0917
    image: Floats32,
    trust: Floats32,
    at: tuple[int, int],
    like: tuple[int, int],
    allowed: NDArray[np.bool_],
    field: Ints,
    misses: Floats32,
) -> None:
    """Takes a candidate if it may be taken and is better than what the field has."""
    if 0 <= like[0] < allowed.shape[0] and 0 <= like[1] < allowed.shape[1] and allowed[like[0], like[1]]:
        miss = _unlikeness(image, trust, at, like, misses[at[0], at[1]])
        if miss < misses[at[0], at[1]]:
            misses[at[0], at[1]] = miss
            field[at[0], at[1], 0], field[at[0], at[1], 1] = like[0], like[1]


@njit(cache=True, nogil=True)
def peel(image: Floats32, trust: Floats32, centres: Ints, sources: Ints, field: Ints) -> None:
    """Fills a small hole layer by layer from its rim, in place, each patch by the most like of all.

    Args:
        image: Shape (height, width, 3).
        trust: How much each pixel counts, 0 in the hole, shape (height, width); filled pixels come to count, too.
        centres: Row and column of the patches that touch the hole, from its rim inwards, shape (n, 2).
        sources: Centres of the patches to choose from, shape (m, 2).
        field: Receives row and column of the like of each patch, shape (height, width, 2).
    """
    for n in range(len(centres)):
        y, x = centres[n]
        best, by, bx = np.float32(np.inf), sources[0, 0], sources[0, 1]
        for k in range(len(sources)):
            miss = _unlikeness(image, trust, (y, x), (sources[k, 0], sources[k, 1]), best)
            if miss < best:
                best, by, bx = miss, sources[k, 0], sources[k, 1]
        field[y, x, 0], field[y, x, 1] = by, bx
        for dy in range(-PATCH_RADIUS_PX, PATCH_RADIUS_PX + 1):
            for dx in range(-PATCH_RADIUS_PX, PATCH_RADIUS_PX + 1):
                if trust[y + dy, x + dx] == 0:
                    trust[y + dy, x + dx] = np.float32(0.5)
                    for c in range(3):
                        image[y + dy, x + dx, c] = image[by + dy, bx + dx, c]


@njit(cache=True, nogil=True)
def mix_patches(image: Floats32, centres: Ints, field: Ints, trust: Floats32) -> Floats32:
    """Mean of each pixel over the likes of all patches that cover it.

    Args:
        image: Shape (height, width, 3).
        centres: As for `match_patches`, like the others.
        field: Row and column of the like of each patch.
        trust: How much each patch counts, by its centre.

    Returns:
        Shape (height, width, 3); the image itself where no patch is.
    """
    mixed = image.copy()
    total = np.zeros(image.shape, np.float32)
    weight = np.zeros(image.shape[:2], np.float32)
    for n in range(len(centres)):
        y, x = centres[n]
        v, u = field[y, x]
        count = trust[y, x] + np.float32(1e-6)
        for dy in range(-PATCH_RADIUS_PX, PATCH_RADIUS_PX + 1):
            for dx in range(-PATCH_RADIUS_PX, PATCH_RADIUS_PX + 1):
                weight[y + dy, x + dx] += count
                for k in range(3):
                    total[y + dy, x + dx, k] += count * image[v + dy, u + dx, k]
    for y in range(image.shape[0]):
        for x in range(image.shape[1]):
            if weight[y, x] > 0:
                for k in range(3):
                    mixed[y, x, k] = total[y, x, k] / weight[y, x]
    return mixed
