"""The lower jaw as a hinge, which what is fixed to it turns about: teeth, gums, tongue."""

import numpy as np

from mien_inference.face.arrays import Floats
from mien_inference.face.shape.sculptor import xyz

__all__ = ["JAW_HINGE_CM", "JAW_OPEN_RAD", "jaw_turned"]

JAW_OPEN_RAD = float(np.radians(22.0))
"""Turn of the jaw at jawOpen = 1, a wide but not the widest mouth."""

JAW_HINGE_CM = np.array([0.0, -0.2, 0.5])
"""The jaw's axis lies along X through this point, at the height of the ears."""


def jaw_turned(points: Floats, share: Floats | float) -> Floats:
    """Displacement of points, shape (n, 3), by `share` of the jaw's full turn about its hinge."""
    angle = JAW_OPEN_RAD * np.asarray(share)
    cosine, sine = np.cos(angle), np.sin(angle)
    _, y, z = (points - JAW_HINGE_CM).T
    return xyz(0.0, cosine * y - sine * z - y, sine * y + cosine * z - z)
