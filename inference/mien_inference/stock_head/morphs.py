"""What each of the 52 expressions does to the base mesh."""

import math
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from mien_inference.stock_head.source import BaseMesh, read_target
from mien_protocol.rig import EXPRESSION_INDEX, EXPRESSION_NAMES

__all__ = ["EYE_LOOK_RAD", "read_expressions", "sphere_centre", "turn_eyeball"]

EYE_LOOK_RAD: Final[dict[str, float]] = {
    "eyeLookDown": math.radians(25.0),
    "eyeLookIn": math.radians(30.0),
    "eyeLookOut": math.radians(30.0),
    "eyeLookUp": math.radians(25.0),
}
"""How far an eyeball turns at coefficient 1; ARKit leaves it open."""

_FOLDER: Final[str] = "faceunits01/targets/faceunits"


def read_expressions(data_dir: Path, base: BaseMesh) -> NDArray[np.float64]:
    """Displacements at coefficient 1, in the order of `EXPRESSION_NAMES`.

    Eyeballs are left out: the collection shifts them sideways, which only suits its own eyes.

    Returns:
        Shape (52, base vertices, 3), metres.

    Raises:
        MienError: If a target is missing or damaged.
    """
    count = len(base.vertices)
    deltas = np.stack([read_target(data_dir, f"{_FOLDER}/{name}.target", count) for name in EXPRESSION_NAMES])
    for group in ("helper-l-eye", "helper-r-eye"):
        deltas[:, np.unique(base.groups[group].corners)] = 0.0
    return deltas


def turn_eyeball(
    deltas: NDArray[np.float64], vertices: NDArray[np.float64], eyeball: NDArray[np.int64], side: str
) -> None:
    """Fills in, in place, how the four `eyeLook` shapes of one side turn an eyeball about its own centre.

    Args:
        deltas: Shape (52, vertices, 3).
        vertices: Positions at rest, shape (vertices, 3).
        eyeball: Indices of the eyeball's vertices; their sphere's centre is the centre of rotation.
        side: "Left" or "Right".
    """
    centre = sphere_centre(vertices[eyeball])
    inwards = -1.0 if side == "Left" else 1.0
    turns = {
        "eyeLookDown": _rotation(0, EYE_LOOK_RAD["eyeLookDown"]),
        "eyeLookIn": _rotation(1, inwards * EYE_LOOK_RAD["eyeLookIn"]),
        "eyeLookOut": _rotation(1, -inwards * EYE_LOOK_RAD["eyeLookOut"]),
        "eyeLookUp": _rotation(0, -EYE_LOOK_RAD["eyeLookUp"]),
    }
    arms = vertices[eyeball] - centre
    for name, rotation in turns.items():
        deltas[EXPRESSION_INDEX[name + side], eyeball] = arms @ rotation.T - arms


def sphere_centre(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Centre of the sphere that fits `points`, shape (points, 3), best."""
    # |p|^2 = 2 c.p + (r^2 - |c|^2) is linear in the unknowns.
    system = np.hstack([2 * points, np.ones((len(points), 1))])
    solution = np.linalg.lstsq(system, (points**2).sum(axis=1), rcond=None)[0]
    return np.asarray(solution[:3])


def _rotation(axis: int, angle_rad: float) -> NDArray[np.float64]:
    """Right-handed about x (0), from up towards the face; or about y (1), from the face towards the left."""
    return np.asarray(Rotation.from_euler("xy"[axis], angle_rad).as_matrix())
