"""Light in the mouth: what comes in through the opening, and what the walls make of it."""

from typing import Final

import numpy as np
from numba import njit

from mien_inference.face.arrays import Floats, Floats32, Pixels

__all__ = ["faded", "light_up", "opening_patches", "standing_light"]

_FROM: Final = np.array([0.08, 0.42, 0.90]) / np.linalg.norm([0.08, 0.42, 0.90])
"""Direction of the light on a photographed face: from in front and above."""

_WRAP: Final = 0.62
"""Light that a surface turned away still gets: teeth and wet flesh scatter it."""

_SHEEN, _SHININESS = 20.0, 28
"""Brightness of the wet sheen, of 255, and its narrowness."""

_BRIGHTNESS: Final = np.array([0.299, 0.587, 0.114], np.float32)

_FULL, _FULL_FLESH = np.float32(1 / 0.32), np.float32(1 / 0.43)
"""Share of its view that enamel and flesh need to see of the opening to be in full light, inverted."""

_BEHIND_CM: Final = np.float32(0.35)
"""Everything is taken to lie at least this far behind the lips, and what lies as far before them to be outside."""

_SPREAD: Final = np.float32(0.16)
"""Square of how far a patch's light spreads, so that few patches make one even opening, cm²."""

_LEAST, _LEAST_FLESH = np.float32(0.08), np.float32(0.17)
"""Light that reaches the deepest enamel and the deepest flesh by way of the walls and through them."""

_EVERY: Final = 3
"""Every so many places along the lips become a column of patches of the opening."""

_PATCHES: Final = 3
"""Patches of a column, one above the other."""


def faded(colours: Floats32, colourfulness: float) -> Floats32:
    """Colours, shape (..., 3), of which only so much is left beside the grey that is as bright (ITU-R BT.601)."""
    if colourfulness == 1.0:
        return colours
    grey = (colours @ _BRIGHTNESS)[..., None]
    return np.asarray(grey + np.float32(colourfulness) * (colours - grey), np.float32)


def standing_light(colour: Floats, gloss: Floats, normals: Floats | Floats32) -> Floats32:
    """Colours as light from in front leaves them, the sheen included; shape (n, 3).

    Args:
        colour: In full light, RGB 0..255, shape (n, 3).
        gloss: Strength of the sheen, shape (n,).
        normals: Shape (n, 3).
    """
    diffuse = _WRAP + (1 - _WRAP) * np.clip(normals @ _FROM, 0, 1)
    half = _FROM + np.array([0, 0, 1])
    sheen = _SHEEN * gloss * np.clip(normals @ (half / np.linalg.norm(half)), 0, 1) ** _SHININESS
    return np.asarray(colour * diffuse[:, None] + sheen[:, None] * (colour.max(1, keepdims=True) / 255), np.float32)


def opening_patches(upper: Floats32, lower: Floats32) -> Floats32:
    """The opening in patches: their middles and areas in the head frame, shape (p, 4), centimetres."""
    across = np.abs(np.gradient(upper[:, 0] + lower[:, 0])) / 2 * _EVERY
    gap = np.maximum(upper[:, 1] - lower[:, 1], 0)
    area = (gap * across)[1:-1:_EVERY] / _PATCHES
    parts = []
    for k in range(_PATCHES):
        share = np.float32((k + 0.5) / _PATCHES)
        middle = (upper + share * (lower - upper))[1:-1:_EVERY]
        parts.append(np.column_stack([middle, area]))
    return np.asarray(np.concatenate(parts), np.float32)


@njit(cache=True, nogil=True, fastmath=True)
def light_up(  # noqa: PLR0917 -- numba takes no keyword-only arguments
    points: Floats32,
    normals: Floats32,
    patches: Floats32,
    standing: Floats32,
    flesh: Floats32,
    used: Pixels,
    lit: Floats32,
) -> None:
    """Colours as the opening lights them.

    Each patch of the opening shines as a Lambertian source would. What sees much of it is fully lit, what sees little
    darker than its share, as photos show mouths. Light reddens on its way, for the walls are red.

    Args:
        points: Shape (n, 3), head frame.
        normals: Shape (n, 3).
        patches: As `opening_patches` gives them, shape (p, 4).
        standing: Colours in full light, shape (n, 3).
        flesh: 1 for flesh, 0 for enamel, which scatters light from all sides and hardly reddens it, shape (n,).
        used: Vertices that are 0 here are passed over, shape (n,).
        lit: Receives the colours, shape (n, 3).
    """
    for i in range(points.shape[0]):
        if used[i] == 0:
            continue
        x, y, z = points[i, 0], points[i, 1], points[i, 2]
        nx, ny, nz = normals[i, 0], normals[i, 1], normals[i, 2]
        red = flesh[i]
        wrap = np.float32(1.0) - np.float32(0.45) * red
        total = np.float32(0.0)
        before, aside = np.float32(-1e9), np.float32(1e9)
        for k in range(patches.shape[0]):
            dx, dy, dz = patches[k, 0] - x, patches[k, 1] - y, patches[k, 2] - z
            area = patches[k, 3]
            # Lips curve back to their corners: what counts is the part of the opening right before a place.
            if abs(dx) < aside:
                before, aside = -dz, abs(dx)
            # A smile draws lips back onto the teeth, and nearly through them: they stay behind.
            dz = max(dz, _BEHIND_CM)
            squared = dx * dx + dy * dy + dz * dz + _SPREAD
            inverse = np.float32(1.0) / np.sqrt(squared)
            facing = (nx * dx + ny * dy + nz * dz) * inverse
            seen = wrap + (np.float32(1.0) - wrap) * max(facing, np.float32(0.0))
            total += area * dz * inverse * seen / (np.float32(3.1416) * (squared + area))
        # What stands before the opening is lit from outside.
        outside = min(max((before - _BEHIND_CM) * np.float32(4.0), np.float32(0.0)), np.float32(1.0))
        share = min(total * (_FULL + (_FULL_FLESH - _FULL) * red), np.float32(1.0))
        light = max(share * share * (np.float32(3.0) - np.float32(2.0) * share), outside)
        log = np.log(max(light, _LEAST + (_LEAST_FLESH - _LEAST) * red))
        lit[i, 0] = standing[i, 0] * np.exp((np.float32(0.72) + np.float32(0.18) * red) * log)
        lit[i, 1] = standing[i, 1] * np.exp((np.float32(1.00) + np.float32(0.25) * red) * log)
        lit[i, 2] = standing[i, 2] * np.exp((np.float32(1.08) + np.float32(0.20) * red) * log)
