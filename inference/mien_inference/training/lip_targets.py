"""ARKit coefficients that put a tracked mouth onto a character.

MediaPipe's own scores are timid on small faces (its `mouthClose`, `mouthPress`, rolls and stretches hardly
move in GRID), so the coefficients are solved from the lips' measured geometry instead: non-negative least
squares (Lawson & Hanson 1974) against what each shape does on the stock head, with a small preference for
few and gentle shapes.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from mien_inference.motion.lip_network import LIP_SHAPES
from mien_inference.motion.mouth_shapes import MEASURES, MOUTH_SHAPES

__all__ = ["solve_lips"]

_TRUST: Final = {
    # how well the tracker sees each measure, and how much an error in it shows
    "gap": 3.0,
    "side_gap": 0.7,
    "half_width": 2.0,
    "corner_y": 0.5,
    "upper_y": 1.0,
    "upper_edge_y": 0.5,
    "lower_edge_y": 0.7,
    "chin_y": 1.0,
}

_RELUCTANCE: Final = {
    # cm of error that one unit of the coefficient must save
    "jawOpen": 0.02,
    "mouthClose": 0.25,
    "mouthFunnel": 0.25,
    "mouthPucker": 0.12,
    "mouthStretch": 0.25,
    "mouthSmile": 0.8,
    "mouthLowerDown": 0.15,
    "mouthUpperUp": 0.2,
    "mouthRollLower": 0.3,
    "mouthRollUpper": 0.3,
    "mouthPress": 0.8,
    "mouthShrugLower": 0.5,
}

_PUCKER_PER_SCORE = 1.2
"""MediaPipe sees protrusion, which a frontal outline cannot; its pucker score saturates early."""
_PUCKER_TRUST = 0.6


def solve_lips(moved: NDArray[np.float32], pucker_score: NDArray[np.float32]) -> NDArray[np.float32]:
    """Coefficients for a mouth that moved away from rest.

    Args:
        moved: Change of each measure of `MEASURES` from the closed mouth, cm, shape (frames, 8).
        pucker_score: MediaPipe's `mouthPucker`, shape (frames,).

    Returns:
        Strengths of the shapes of `LIP_SHAPES` (both sides together), 0..1, shape (frames, 12).
    """
    trust = np.array([_TRUST[name] for name in MEASURES])
    reluctance = np.sqrt([_RELUCTANCE[name] for name in LIP_SHAPES])
    pucker = np.array([float(name == "mouthPucker") for name in LIP_SHAPES]) * _PUCKER_TRUST
    effect = np.array([MOUTH_SHAPES[name] for name in LIP_SHAPES]).T
    system = np.vstack([trust[:, None] * effect, np.diag(reluctance), pucker])
    goal = np.zeros((len(moved), len(system)))
    goal[:, : len(trust)] = moved * trust
    goal[:, -1] = np.clip(_PUCKER_PER_SCORE * pucker_score, 0.0, 1.0) * _PUCKER_TRUST
    return np.asarray(np.clip([nnls(system, row)[0] for row in goal], 0.0, 1.0), np.float32)
