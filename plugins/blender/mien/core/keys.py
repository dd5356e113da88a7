# SPDX-License-Identifier: GPL-3.0-or-later
"""Fewer keyframes: those without which a curve would differ by more than a tolerance."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["needed_keys"]


def needed_keys(
    values: NDArray[np.floating], tolerance: NDArray[np.floating], groups: Sequence[int]
) -> NDArray[np.bool_]:
    """Chooses keys among the frames such that straight lines between them stay within a tolerance of every value.

    One pass over the frames for all curves at once: from the last key on, each value narrows the cone of lines that
    still pass all of them; a frame outside the cone makes the one before it a key (Sklansky and Gonzalez 1980).

    Args:
        values: Shape (frames, curves).
        tolerance: How far each curve may be off, shape (curves,).
        groups: A number for each curve; those of one number get their keys on the same frames, as the four curves of
            a quaternion must. Equal numbers stand side by side.

    Returns:
        Whether each value is a key, shape (frames, curves); the first and the last always are.
    """
    values = np.asarray(values, np.float64)
    frames, curves = values.shape
    keys = np.zeros((frames, curves), bool)
    if not frames or not curves:
        return keys
    keys[[0, -1]] = True
    starts = np.flatnonzero(np.diff(groups, prepend=groups[0] - 1))
    sizes = np.diff(starts, append=curves)
    # Half a rounding error of single precision, in which Blender keeps the curves.
    room = np.maximum(np.asarray(tolerance, np.float64), 1e-7)
    anchor, base = np.zeros(curves), values[0].copy()
    low, high = np.full(curves, -np.inf), np.full(curves, np.inf)
    for frame in range(1, frames):
        run = frame - anchor
        rise = values[frame] - base
        slope = rise / run
        outside = np.repeat(np.logical_or.reduceat((slope < low) | (slope > high), starts), sizes)
        if outside.any():
            keys[frame - 1, outside] = True
            anchor[outside] = frame - 1
            base[outside] = values[frame - 1, outside]
            low[outside], high[outside] = -np.inf, np.inf
            run = frame - anchor
            rise = values[frame] - base
        low = np.maximum(low, (rise - room) / run)
        high = np.minimum(high, (rise + room) / run)
    return keys
