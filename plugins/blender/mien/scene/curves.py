# SPDX-License-Identifier: GPL-3.0-or-later
"""Channels become curves of an action, many keys at a time."""

from typing import Final

import bpy
import numpy as np
from numpy.typing import NDArray

from ..core.keys import needed_keys
from . import compat
from .channels import Channels

__all__ = ["write_curves"]

_LINEAR: Final = 1
"""Blender's number for interpolation along straight lines, by which `needed_keys` counts."""


def write_curves(
    action: bpy.types.Action, moved: Channels, frames: NDArray[np.float64], tolerance: float
) -> tuple[str, int]:
    """Writes the curves of one data-block into an action that has none for it yet.

    Args:
        action: The action.
        moved: What moves.
        frames: The scene's frame of each value, shape (frames,).
        tolerance: How far a value may be off where a key is left out: shape keys by itself, rotations in radians;
            0 keeps all keys.

    Returns:
        Identifier of the action's slot for the data-block, and the number of keys.
    """
    curves, slot = compat.curves_of(action, moved.datablock)
    keys = _chosen(moved, tolerance)
    written, column = 0, 0
    for channel in moved.channels:
        for index in range(channel.values.shape[1]):
            chosen = keys[:, column]
            points = np.empty((int(chosen.sum()), 2), np.float32)
            points[:, 0], points[:, 1] = frames[chosen], channel.values[chosen, index]
            curve = compat.new_curve(curves, channel.path, index, channel.group)
            curve.keyframe_points.add(len(points))
            curve.keyframe_points.foreach_set("co", points.ravel())
            curve.keyframe_points.foreach_set("interpolation", np.full(len(points), _LINEAR, np.int32))
            curve.update()
            written += len(points)
            column += 1
    return slot, written


def _chosen(moved: Channels, tolerance: float) -> NDArray[np.bool_]:
    """Mask of the values that become keys, shape (frames, curves)."""
    values = np.concatenate([channel.values for channel in moved.channels], axis=1)
    if tolerance <= 0.0:
        return np.ones(values.shape, bool)
    widths = [channel.values.shape[1] for channel in moved.channels]
    # The curves of a rotation share their keys; a quaternion's change by half the angle.
    room = np.repeat([tolerance / 2.0 if channel.is_vector else tolerance for channel in moved.channels], widths)
    return needed_keys(values, room, np.repeat(np.arange(len(widths)), widths).tolist())
