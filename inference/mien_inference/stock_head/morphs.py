"""Effect of each of the 52 expressions on the base mesh."""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from mien_inference.stock_head.source import BaseMesh, read_target
from mien_protocol.rig import EXPRESSION_INDEX, EXPRESSION_NAMES, EYE_PITCH_FULL_RAD, EYE_YAW_FULL_RAD

__all__ = ["RESTING", "read_expressions", "relax", "sphere_centre", "turn_eyeball"]

RESTING: Final[dict[str, float]] = {
    # The collection's mouth stands ajar by a millimetre.
    "mouthUpperUpLeft": -0.2,
    "mouthUpperUpRight": -0.2,
    "mouthLowerDownLeft": -0.2,
    "mouthLowerDownRight": -0.2,
    # Its eyes stare, and its mouth sulks.
    "eyeBlinkLeft": 0.1,
    "eyeBlinkRight": 0.1,
    "mouthSmileLeft": 0.05,
    "mouthSmileRight": 0.05,
    "browInnerUp": 0.10,
}
"""The face at ease: coefficients of the collection's shapes that make our neutral face."""

_TONGUE: Final[str] = "helper-tongue"
# Its tongue hangs back when the jaw falls, and would hide the lower teeth.
_TONGUE_FALL_M: Final[tuple[float, float, float]] = (0.0, -0.0065, -0.0020)
# Put out, the tongue has to pass over the lower teeth.
_TONGUE_RISE_M: Final[tuple[float, float, float]] = (0.0, 0.0045, 0.0065)

# The collection's lids follow its own eyes, which turn by 10 degrees up or down only; its raised cheek folds
# into a squinting lid.
_GAIN: Final[dict[str, float]] = {
    "eyeLookUpLeft": 1.9,
    "eyeLookUpRight": 1.9,
    "eyeLookDownLeft": 1.2,
    "eyeLookDownRight": 1.2,
    "cheekSquintLeft": 0.7,
    "cheekSquintRight": 0.7,
}

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
    for name, gain in _GAIN.items():
        deltas[EXPRESSION_INDEX[name]] *= gain
    tongue = np.unique(base.groups[_TONGUE].corners)
    deltas[EXPRESSION_INDEX["jawOpen"], tongue] += _TONGUE_FALL_M
    deltas[EXPRESSION_INDEX["tongueOut"], tongue] += _TONGUE_RISE_M
    for group in ("helper-l-eye", "helper-r-eye"):
        deltas[:, np.unique(base.groups[group].corners)] = 0.0
    return deltas


def relax(vertices: NDArray[np.float64], deltas: NDArray[np.float64]) -> None:
    """Puts the face at ease, in place; a shape of which the neutral face has a part ends where it ended before.

    Args:
        vertices: Positions at rest, shape (vertices, 3).
        deltas: Shape (52, vertices, 3).
    """
    for name, amount in RESTING.items():
        vertices += amount * deltas[EXPRESSION_INDEX[name]]
        deltas[EXPRESSION_INDEX[name]] *= 1.0 - max(amount, 0.0)


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
        "eyeLookDown": _rotation(0, EYE_PITCH_FULL_RAD),
        "eyeLookIn": _rotation(1, inwards * EYE_YAW_FULL_RAD),
        "eyeLookOut": _rotation(1, -inwards * EYE_YAW_FULL_RAD),
        "eyeLookUp": _rotation(0, -EYE_PITCH_FULL_RAD),
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
