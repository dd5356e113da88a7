"""ICT-FaceKit's scanned faces, packed: one mesh, and how the mean face moves at each expression.

The pack is an `.npz` of the light model of ICT-FaceKit (Li et al. 2020, MIT licence): `neutral` (n, 3) in centimetres,
x to the face's left, y up, z out of it; `faces` (m, 4), -1 pads triangles; `face_material` and `materials`;
`expression_names` and `expression` (k, n, 3); `identity` (100, n, 3), one standard deviation each.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import dijkstra

from mien_inference.face.arrays import Floats, Ints
from mien_protocol.errors import MienError

__all__ = ["MULTI_PIE", "SKIN_VERTICES", "Scans", "read_scans", "sides"]

SKIN_VERTICES: Final = 9409
"""The vertices of the face's skin come first."""

MULTI_PIE: Final = (
    *(1225, 1888, 1052, 367, 1719, 1722, 2199, 1447, 966, 3661, 4390, 3927, 3924, 2608, 3272, 4088, 3443),
    *(268, 493, 1914, 2044, 1401, 3615, 4240, 4114, 2734, 2509, 978, 4527, 4942, 4857, 1140, 2075, 1147),
    *(4269, 3360, 1507, 1542, 1537, 1528, 1518, 1511, 3742, 3751, 3756, 3721, 3725, 3732, 5708, 5695, 2081),
    *(0, 4275, 6200, 6213, 6346, 6461, 5518, 5957, 5841, 5702, 5711, 5533, 6216, 6207, 6470, 5517, 5966),
)
"""Vertices of the 68 landmarks of Multi-PIE (Gross et al. 2010), as ICT-FaceKit lists them."""

_ENTRIES = ("neutral", "faces", "face_material", "materials", "expression_names", "expression")
_TWO_SIDED = {"browInnerUp", "cheekPuff"}
"""ARKit's, of which the scans have a left and a right half."""

_MID_LIP_REACH = slice(2, -2)


@dataclass(frozen=True)
class Scans:
    """The scanned mean face.

    Attributes:
        neutral: Vertices at rest, centimetres, shape (n, 3).
        expression: Displacement of the vertices at each of the scans' own expressions, shape (n, 3) each.
        faces: Vertices of quads, shape (m, 4); -1 pads triangles.
        material: What each face is made of, shape (m,).
    """

    neutral: Floats
    expression: dict[str, Floats]
    faces: Ints
    material: NDArray[np.str_]

    def triangles(self, materials: tuple[str, ...]) -> Ints:
        """The triangles of some materials, quads cut in two, shape (k, 3)."""
        faces = self.faces[np.isin(self.material, materials)]
        quads = faces[faces[:, 3] >= 0]
        return np.concatenate([faces[:, :3], quads[:, [0, 2, 3]]]).astype(np.int32)

    def displacement(self, name: str) -> Floats:
        """Displacement of all vertices at an ARKit coefficient of 1, shape (n, 3)."""
        return np.asarray(sum(self.expression[side] for side in sides(name)))

    def moved(self, coefficients: dict[str, float]) -> Floats:
        """Vertices at some ARKit coefficients, shape (n, 3)."""
        return self.neutral + sum(value * self.displacement(name) for name, value in coefficients.items())

    def way(self, *landmarks: int) -> list[int]:
        """Vertices along the skin through some of the 68 landmarks, in order."""
        result = [MULTI_PIE[landmarks[0]]]
        for a, b in pairwise(landmarks):
            start, end = MULTI_PIE[a], MULTI_PIE[b]
            before = dijkstra(self._skin, indices=start, return_predecessors=True)[1]
            back = [end]
            while back[-1] != start:
                back.append(int(before[back[-1]]))
            result += back[::-1][1:]
        return result

    @cached_property
    def above_the_lips(self) -> NDArray[np.bool_]:
        """Mask of the skin's vertices that hang on the upper lip, not the lower, by the shorter way along the skin."""
        upper, lower = (self.way(60, *middle, 64)[_MID_LIP_REACH] for middle in ((61, 62, 63), (67, 66, 65)))
        far, near = (dijkstra(self._skin, indices=seam, min_only=True) for seam in (upper, lower))
        return np.asarray(far < near)

    @cached_property
    def _skin(self) -> sparse.csr_matrix:
        """Lengths of the edges of the skin."""
        rings = np.where(self.faces >= 0, self.faces, self.faces[:, :1])
        rings = rings[rings.max(1) < SKIN_VERTICES]
        pairs = np.concatenate([rings[:, [k, (k + 1) % 4]] for k in range(4)])
        a, b = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0).T
        length = np.linalg.norm(self.neutral[a] - self.neutral[b], axis=1)
        both = (np.concatenate([a, b]), np.concatenate([b, a]))
        return sparse.csr_matrix((np.concatenate([length, length]), both), shape=(SKIN_VERTICES, SKIN_VERTICES))


def read_scans(path: Path) -> Scans:
    """Reads a pack.

    Raises:
        MienError: If the file is missing or lacks an entry.
    """
    if not path.is_file():
        raise MienError(f"no pack of scans at {path}; expected ICT-FaceKit's light model as .npz")
    with np.load(path) as pack:
        missing = [entry for entry in _ENTRIES if entry not in pack]
        if missing:
            raise MienError(f"{path} lacks {', '.join(missing)}; expected a pack of ICT-FaceKit's light model")
        neutral, faces, material, materials, names, expression = (pack[entry] for entry in _ENTRIES)
    fields = dict(zip(map(str, names), expression.astype(np.float64), strict=True))
    return Scans(neutral.astype(np.float64), fields, faces.astype(np.int32), materials[material])


def sides(name: str) -> tuple[str, ...]:
    """The scans' expressions that make up an ARKit coefficient."""
    if name in _TWO_SIDED:
        return f"{name}_L", f"{name}_R"
    for side in ("Left", "Right"):
        if name.endswith(side) and name not in {"mouthLeft", "mouthRight", "jawLeft", "jawRight"}:
            return (f"{name.removesuffix(side)}_{side[0]}",)
    return (name,)
