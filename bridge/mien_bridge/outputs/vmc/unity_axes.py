"""From the axes of the wire to Unity's, in which VMC is written.

The wire is right-handed: +X the character's left, +Y up, +Z out of the face. Unity is left-handed, and a character that
looks along +Z, with +Y up, has its left at -X. So the two differ in the sign of X alone: a point `p` of the wire is
`M p` in Unity, with `M = diag(-1, 1, 1)`, and a rotation `R` is `M R M`. A reflection turns the axis `a` of a rotation
into `det(M) M a = (a.x, -a.y, -a.z)` and keeps its angle, so that the quaternion `(w, x, y, z)` becomes
`(w, x, -y, -z)`; both systems turn vectors by the same formula of their components.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["gaze_rotation", "unity_point", "unity_rotation"]


def unity_point(metres: NDArray[np.float32]) -> NDArray[np.float32]:
    """A point or a translation in Unity's axes, shape (3,), metres."""
    return metres * np.array((-1, 1, 1), np.float32)


def unity_rotation(wxyz: NDArray[np.float32]) -> NDArray[np.float32]:
    """A rotation in Unity's axes and order, shape (4,): `xyzw`."""
    return wxyz[[1, 2, 3, 0]] * np.array((1, -1, -1, 1), np.float32)


def gaze_rotation(gaze_rad: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rotation of an eye that looks out of the face at rest, `wxyz` in the axes of the wire, shape (4,).

    Args:
        gaze_rad: Yaw towards the character's left and pitch upwards, shape (2,).
    """
    # A turn about +Y is to the left, a turn about +X is down: yaw after pitch.
    (cos_yaw, cos_pitch), (sin_yaw, sin_pitch) = np.cos(gaze_rad / 2), np.sin(gaze_rad / 2)
    return np.array((cos_yaw * cos_pitch, -cos_yaw * sin_pitch, sin_yaw * cos_pitch, sin_yaw * sin_pitch), np.float32)
