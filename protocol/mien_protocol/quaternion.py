"""Unit quaternions, scalar first (`wxyz`), acting on column vectors of a right-handed frame."""

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "from_rotation_vector",
    "identity",
    "multiply",
    "slerp",
    "to_matrix",
    "to_rotation_vector",
    "to_yaw_pitch_roll",
]

_PARALLEL = 1.0 - 1e-6
"""Above this cosine slerp's sines are too small to divide by; a normalised lerp is then exact to float32."""


def identity(count: int) -> NDArray[np.float32]:
    """`count` rotations that rotate nothing, shape (count, 4)."""
    wxyz = np.zeros((count, 4), np.float32)
    wxyz[:, 0] = 1.0
    return wxyz


def from_rotation_vector(vector: NDArray[np.floating]) -> NDArray[np.float32]:
    """Exponential map.

    Args:
        vector: Axis times angle in radians, shape (..., 3).

    Returns:
        Unit quaternions `wxyz`, shape (..., 4).
    """
    vector = np.asarray(vector, np.float64)
    half = 0.5 * np.linalg.norm(vector, axis=-1, keepdims=True)
    # numpy's sinc is sin(pi x)/(pi x), finite at zero: sin(half)/angle without a division by zero.
    return np.concatenate([np.cos(half), 0.5 * np.sinc(half / np.pi) * vector], axis=-1).astype(np.float32)


def to_rotation_vector(wxyz: NDArray[np.floating]) -> NDArray[np.float32]:
    """Logarithm: the inverse of `from_rotation_vector` for angles up to half a turn.

    Args:
        wxyz: Unit quaternions, shape (..., 4).

    Returns:
        Axis times angle in radians, shape (..., 3).
    """
    wxyz = np.asarray(wxyz, np.float64)
    # A quaternion and its negative are one rotation; of the two, the shorter way.
    wxyz = np.where(wxyz[..., :1] < 0.0, -wxyz, wxyz)
    half = np.arctan2(np.linalg.norm(wxyz[..., 1:], axis=-1, keepdims=True), wxyz[..., :1])
    return np.asarray(wxyz[..., 1:] * 2.0 / np.sinc(half / np.pi), np.float32)


def multiply(left: NDArray[np.floating], right: NDArray[np.floating]) -> NDArray[np.float32]:
    """Hamilton product: the rotation `right`, then `left`; shapes (..., 4) broadcast."""
    w1, x1, y1, z1 = np.moveaxis(np.asarray(left), -1, 0)
    w2, x2, y2, z2 = np.moveaxis(np.asarray(right), -1, 0)
    return np.stack(
        [
            w1 * w2 - x1 * x2 - y1 * y2 - z1 * z2,
            w1 * x2 + x1 * w2 + y1 * z2 - z1 * y2,
            w1 * y2 - x1 * z2 + y1 * w2 + z1 * x2,
            w1 * z2 + x1 * y2 - y1 * x2 + z1 * w2,
        ],
        axis=-1,
    ).astype(np.float32)


def to_matrix(wxyz: NDArray[np.floating]) -> NDArray[np.float32]:
    """Rotation matrices, shape (..., 3, 3), of unit quaternions (..., 4)."""
    w, x, y, z = np.moveaxis(np.asarray(wxyz, np.float64), -1, 0)
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2).astype(np.float32)


def to_yaw_pitch_roll(wxyz: NDArray[np.floating]) -> NDArray[np.float32]:
    """Angles of a head, shape (..., 3), radians.

    The rotation is yaw about +Y (towards the character's left), after pitch about +X (a nod down is
    positive), after roll about +Z.
    """
    m = to_matrix(wxyz).astype(np.float64)
    yaw = np.arctan2(m[..., 0, 2], m[..., 2, 2])
    pitch = np.arcsin(np.clip(-m[..., 1, 2], -1.0, 1.0))
    roll = np.arctan2(m[..., 1, 0], m[..., 1, 1])
    return np.stack([yaw, pitch, roll], axis=-1).astype(np.float32)


def slerp(
    start: NDArray[np.floating], end: NDArray[np.floating], fraction: NDArray[np.floating]
) -> NDArray[np.float32]:
    """Shortest great-circle interpolation (Shoemake 1985).

    Args:
        start: Unit quaternions at fraction 0, shape (..., 4).
        end: Unit quaternions at fraction 1, shape (..., 4).
        fraction: 0..1, shape (...).

    Returns:
        Unit quaternions, shape (..., 4).
    """
    start = np.asarray(start, np.float64)
    end = np.asarray(end, np.float64)
    t = np.asarray(fraction, np.float64)[..., None]
    cosine = np.sum(start * end, axis=-1, keepdims=True)
    end = np.where(cosine < 0.0, -end, end)
    cosine = np.abs(cosine)
    angle = np.arccos(np.clip(cosine, -1.0, 1.0))
    sine = np.where(cosine > _PARALLEL, 1.0, np.sin(angle))
    from_start = np.where(cosine > _PARALLEL, 1.0 - t, np.sin((1.0 - t) * angle) / sine)
    from_end = np.where(cosine > _PARALLEL, t, np.sin(t * angle) / sine)
    mixed = from_start * start + from_end * end
    return np.asarray(mixed / np.linalg.norm(mixed, axis=-1, keepdims=True), np.float32)
