# SPDX-License-Identifier: GPL-3.0-or-later
"""Rotations as a rig takes them: into a bone's own axes, and as curves without jumps."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.quaternion import from_rotation_vector, to_matrix

__all__ = ["EULER_ORDERS", "axis_angle", "continuous", "euler", "from_matrix", "in_axes", "rotation_about", "share_of"]

Array = NDArray[np.floating]

EULER_ORDERS: Final = ("XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX")
"""Blender's names of orders; the first letter is the axis that is turned about first."""


def rotation_about(axis: int, angle_rad: Array) -> NDArray[np.float32]:
    """Rotations about X, Y or Z (0, 1, 2), quaternions `wxyz`, shape (frames, 4)."""
    vector = np.zeros((len(angle_rad), 3))
    vector[:, axis] = angle_rad
    return from_rotation_vector(vector)


def share_of(wxyz: Array, share: float) -> NDArray[np.float32]:
    """A part of each rotation, about the same axis: what a neck takes of a head's turn.

    Args:
        wxyz: Unit quaternions, shape (frames, 4).
        share: How much of the angle, usually 0..1.

    Returns:
        Unit quaternions, shape (frames, 4).
    """
    wxyz = np.asarray(wxyz, np.float64)
    # The shorter way round, or a small turn written with a negative w would be a large one.
    wxyz = np.where(wxyz[:, :1] < 0.0, -wxyz, wxyz)
    sine = np.linalg.norm(wxyz[:, 1:], axis=1, keepdims=True)
    angle = 2.0 * np.arctan2(sine, wxyz[:, :1])
    axis = wxyz[:, 1:] / np.maximum(sine, 1e-12)
    return from_rotation_vector(share * angle * axis)


def in_axes(wxyz: Array, axes: Array) -> NDArray[np.float32]:
    """The same rotations, told in other axes.

    Args:
        wxyz: Unit quaternions in a frame of reference, shape (frames, 4).
        axes: The other frame: a rotation matrix, shape (3, 3), whose columns are its X, Y and Z in the first.

    Returns:
        Unit quaternions, shape (frames, 4): what a bone whose rest axes these are has to do.
    """
    rotated = np.asarray(wxyz, np.float64)[:, 1:] @ np.asarray(axes, np.float64)
    return np.concatenate([np.asarray(wxyz)[:, :1], rotated], axis=1).astype(np.float32)


def from_matrix(matrix: Array) -> NDArray[np.float32]:
    """The unit quaternion of a rotation matrix, shape (3, 3); its w is not negative."""
    m = np.asarray(matrix, np.float64)
    # Bar-Itzhack 2000: the eigenvector of the largest eigenvalue, which needs no case for each sign of the trace.
    k = np.array(
        [
            [m[0, 0] + m[1, 1] + m[2, 2], m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1]],
            [0.0, m[0, 0] - m[1, 1] - m[2, 2], m[0, 1] + m[1, 0], m[0, 2] + m[2, 0]],
            [0.0, 0.0, m[1, 1] - m[0, 0] - m[2, 2], m[1, 2] + m[2, 1]],
            [0.0, 0.0, 0.0, m[2, 2] - m[0, 0] - m[1, 1]],
        ]
    )
    _, vectors = np.linalg.eigh(k, UPLO="U")
    wxyz = vectors[:, -1]
    return np.asarray(wxyz if wxyz[0] >= 0.0 else -wxyz, np.float32)


def continuous(wxyz: Array) -> NDArray[np.float32]:
    """The same rotations with signs such that neighbours are near one another, beginning with a positive w.

    A quaternion and its negative are one rotation; curves between them would pass through a wild turn.
    """
    wxyz = np.asarray(wxyz, np.float32)
    if not len(wxyz):
        return wxyz
    first = -1.0 if wxyz[0, 0] < 0.0 else 1.0
    flips = np.where(np.sum(wxyz[1:] * wxyz[:-1], axis=1) < 0.0, -1.0, 1.0)
    signs = np.concatenate([[first], first * np.cumprod(flips)])
    return np.asarray(wxyz * signs[:, None], np.float32)


def axis_angle(wxyz: Array) -> NDArray[np.float32]:
    """Angle in radians and axis, shape (frames, 4), as Blender's `rotation_axis_angle` has them."""
    wxyz = np.asarray(continuous(wxyz), np.float64)
    sine = np.linalg.norm(wxyz[:, 1:], axis=1, keepdims=True)
    angle = 2.0 * np.arctan2(sine, wxyz[:, :1])
    still = sine[:, 0] < 1e-9
    axis = np.where(still[:, None], [0.0, 1.0, 0.0], wxyz[:, 1:] / np.maximum(sine, 1e-12))
    # One axis and its opposite tell the same; the nearer one makes smooth curves.
    flips = np.where(np.sum(axis[1:] * axis[:-1], axis=1) < 0.0, -1.0, 1.0)
    signs = np.concatenate([[1.0], np.cumprod(flips)])[: len(axis), None]
    return np.concatenate([angle * signs, axis * signs], axis=1).astype(np.float32)


def euler(wxyz: Array, order: str) -> NDArray[np.float32]:
    """Angles about X, Y and Z, shape (frames, 3), radians, without jumps.

    Args:
        wxyz: Unit quaternions, shape (frames, 4).
        order: One of `EULER_ORDERS`.

    Raises:
        ValueError: If there is no such order.
    """
    if order not in EULER_ORDERS:
        raise ValueError(f"expected an order of {', '.join(EULER_ORDERS)}, got {order!r}")
    i, j, k = ("XYZ".index(letter) for letter in order)
    # With an odd order the same formulas hold for the mirrored rotation.
    sign = 1.0 if (j - i) % 3 == 1 else -1.0
    m = to_matrix(wxyz).astype(np.float64)
    angles = np.empty((len(m), 3))
    angles[:, i] = np.arctan2(sign * m[:, k, j], m[:, k, k])
    angles[:, j] = np.arcsin(np.clip(-sign * m[:, k, i], -1.0, 1.0))
    angles[:, k] = np.arctan2(sign * m[:, j, i], m[:, i, i])
    return _unwrapped(angles, (i, j, k)).astype(np.float32)


def _unwrapped(angles: NDArray[np.float64], order: tuple[int, int, int]) -> NDArray[np.float64]:
    """Of the two triples that tell each rotation, and their full turns, those nearest to the one before."""
    i, j, k = order
    other = angles.copy()
    other[:, [i, k]] += np.pi
    other[:, j] = np.pi - other[:, j]
    for frame in range(1, len(angles)):
        before = angles[frame - 1]
        both = np.stack([angles[frame], other[frame]])
        both -= 2.0 * np.pi * np.round((both - before) / (2.0 * np.pi))
        angles[frame] = both[np.abs(both - before).sum(axis=1).argmin()]
    return angles
