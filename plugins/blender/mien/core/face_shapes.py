# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion of a face texture's mesh, made to the measure of a face; `making/face_shapes.py` derived it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import MienError
from mien_protocol.messages.streams import FaceMesh

__all__ = ["FaceShapes", "face_shapes"]

FACES: Final = Path(__file__).parent / "faces"

_STEP_M: Final = 1e-5
"""Unit of the files."""


@dataclass(frozen=True, slots=True)
class FaceShapes:
    """A face, and what each coefficient does to it; n vertices, m triangles.

    Attributes:
        neutral: Head frame, metres, shape (n, 3).
        expression: Displacement at each of the 52 coefficients, shape (52, n, 3).
        triangles: Shape (m, 3).
        openings: So many triangles, the last ones, close the eyes and the mouth.
        uv: Places in the texture, 0..1, origin at the bottom left as Blender has it, shape (n, 2).
    """

    neutral: NDArray[np.float64]
    expression: NDArray[np.float64]
    triangles: NDArray[np.int64]
    openings: int
    uv: NDArray[np.float64]


def face_shapes(mesh: FaceMesh) -> FaceShapes:
    """The face that a stream of textures describes.

    Raises:
        MienError: If the extension does not know the layout, or the daemon does not tell where the skin lies.
    """
    if mesh.positions is None:
        raise MienError("the daemon does not tell where the skin lies; show the pictures on a plane instead")
    path = FACES / f"{mesh.uv_layout}.npz"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in FACES.glob("*.npz")))
        raise MienError(
            f"the face texture has layout {mesh.uv_layout!r}, expected {known}; use the extension that fits the daemon"
        )
    with np.load(path) as kept:
        general, movement = (kept[name] * _STEP_M for name in ("neutral", "expression"))
    neutral = np.frombuffer(mesh.positions, "<f4").reshape(-1, 3).astype(np.float64)
    uv = np.frombuffer(mesh.uv, "<f4").reshape(-1, 2).astype(np.float64)
    # A face twice as wide moves twice as far to the sides.
    measure = np.ptp(neutral, axis=0) / np.ptp(general, axis=0)
    triangles = np.frombuffer(mesh.triangles, "<u4").reshape(-1, 3).astype(np.int64)
    return FaceShapes(neutral, movement * measure, triangles, mesh.openings, uv * [1, -1] + [0, 1])
