"""The head's own axes in the picture, and the camera that looks at it."""

from dataclasses import dataclass

import numpy as np

from mien_inference.face.arrays import Floats
from mien_inference.face.shape.topology import SYMMETRIC_PAIRS

__all__ = ["CAMERA_CM", "HeadFrame"]

CAMERA_CM = 60.0
"""Distance of the viewer from the middle of the head: a face on a screen, at arm's length."""

_OUTER_EYE_CORNERS_CM = 8.9
"""Mean adult distance between the outer corners of the eyes; sets the scale of a face."""

_FLATTEN_BELOW_CM = 3.5
_FLATTENING = 0.65
"""The sides of the face lie less deep than the landmarks say: it smears less when the head turns."""


@dataclass(frozen=True, slots=True)
class HeadFrame:
    """A head in a picture: +X its left, +Y up, +Z out of the face, centimetres from between the ears.

    Attributes:
        axes: The head's axes as columns, in camera axes (x right, y up, z towards the viewer), shape (3, 3).
        origin_px: Where the point between the ears is seen, pixels, shape (2,).
        px_per_cm: Scale at the origin.
    """

    axes: Floats
    origin_px: Floats
    px_per_cm: float

    @staticmethod
    def of_landmarks(points: Floats) -> tuple["HeadFrame", Floats]:
        """Fits the frame.

        Args:
            points: Landmarks in pixels, shape (478, 3): x right, y down, z away from the viewer.

        Returns:
            The frame, and the landmarks in it such that `project` gives back their pixels, shape (478, 3).
        """
        camera = points * [1.0, -1.0, -1.0]
        right, left = np.array(SYMMETRIC_PAIRS).T
        x = np.mean(camera[left] - camera[right], axis=0)
        x /= np.linalg.norm(x)
        y = camera[10] - camera[152]
        y -= x * (x @ y)
        y /= np.linalg.norm(y)
        axes = np.stack([x, y, np.cross(x, y)], axis=1)
        origin = (camera[234] + camera[454]) / 2
        px_per_cm = float(np.linalg.norm(camera[33] - camera[263])) / _OUTER_EYE_CORNERS_CM
        frame = HeadFrame(axes, origin[:2] * [1.0, -1.0], px_per_cm)
        depth = (((camera - origin) @ axes) / px_per_cm)[:, 2]
        flat = np.where(depth < _FLATTEN_BELOW_CM, _FLATTEN_BELOW_CM - (_FLATTEN_BELOW_CM - depth) * _FLATTENING, depth)
        in_camera = (camera - origin) / px_per_cm + np.outer(flat - depth, axes[:, 2])
        return frame, frame.unproject(points[:, :2], in_camera[:, 2])

    @property
    def angles_deg(self) -> tuple[float, float, float]:
        """Yaw (towards the character's left), pitch (up) and roll of the head in the picture, degrees."""
        x, z = self.axes[:, 0], self.axes[:, 2]
        yaw, pitch, roll = np.degrees([np.arctan2(z[0], z[2]), np.arcsin(z[1]), np.arctan2(x[1], x[0])])
        return float(yaw), float(pitch), float(roll)

    def project(self, points_cm: Floats) -> Floats:
        """Pixels of points of the head, shape (n, 2), seen in perspective."""
        camera = points_cm @ self.axes.T
        nearer = CAMERA_CM / (CAMERA_CM - camera[:, 2:])
        return self.origin_px + self.px_per_cm * nearer * camera[:, :2] * [1.0, -1.0]

    def unproject(self, pixels: Floats, depth_cm: Floats) -> Floats:
        """Points of the head that are seen at `pixels`, shape (n, 2), at a depth towards the viewer, shape (n,)."""
        flat = (pixels - self.origin_px) / self.px_per_cm * [1.0, -1.0]
        further = (CAMERA_CM - depth_cm) / CAMERA_CM
        return np.column_stack([flat * further[:, None], depth_cm]) @ self.axes
