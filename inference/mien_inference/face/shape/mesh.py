"""The mesh of an avatar: the refined face, what hangs round it, and how both move."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from mien_inference.face.arrays import Floats, Floats32, Ints
from mien_inference.face.shape.basis import expression_basis
from mien_inference.face.shape.contact import calibrated, contact_fields
from mien_inference.face.shape.headframe import HeadFrame
from mien_inference.face.shape.neutral import closing, neutraliser
from mien_inference.face.shape.outer import OuterMesh, outer_mesh
from mien_inference.face.shape.rounding import round_alike
from mien_inference.face.shape.sculptor import Sculptor
from mien_inference.face.shape.shading import shade_basis
from mien_inference.face.shape.subdivision import subdivide
from mien_inference.face.shape.topology import (
    FACE_OVAL,
    LID_ROWS,
    MESH_LANDMARKS,
    PATHS,
    crease_edges,
    hole_triangles,
    skin_triangles,
)

__all__ = ["AvatarMesh", "build_mesh"]

_HOLE_DEPTH_CM = 0.6
"""The skin that closes mouth and eyes lies this much behind, so that lips and lids win where they cross it."""


@dataclass(frozen=True, slots=True)
class AvatarMesh:
    """Meshes of a person, at rest and in motion; lengths in centimetres of the head frame.

    Attributes:
        neutral: Vertices of the neutral face, shape (n, 3); the first `skin_count` are the face itself.
        texture_px: Where each vertex lies in the photo's canvas, shape (n, 2).
        triangles: Shape (m, 3).
        depth_bias: Added to the depth of each triangle, shape (m,).
        head_weight: Share of the head's motion each vertex takes, 0..1, shape (n,).
        expression: Displacement at each ARKit coefficient, shape (52, n, 3).
        seal: Displacement that brings lips together which are parted at rest, shape (n, 3).
        contact: Displacement that parts each of the 9 pairs of inner lip landmarks by 1 cm, shape (9, n, 3).
        shade: Logarithm of the change of light at each coefficient, shape (52, n).
        paths: Vertices along lips and lids, by the names of `topology.PATHS` and `topology.LID_ROWS`.
        skin_count: Number of vertices of the face itself.
    """

    neutral: Floats32
    texture_px: Floats32
    triangles: Ints
    depth_bias: Floats32
    head_weight: Floats32
    expression: Floats32
    seal: Floats32
    contact: Floats32
    shade: Floats32
    paths: dict[str, Ints]
    skin_count: int


def build_mesh(
    head: HeadFrame,
    landmarks_cm: Floats,
    smiles: tuple[float, float] | None,
    canvas_size: tuple[int, int],
    *,
    lids: Floats,
) -> AvatarMesh:
    """Builds the mesh of one face.

    Args:
        head: The head in the canvas.
        landmarks_cm: The landmarks in it, shape (478, 3).
        smiles: How much of a smile to let go on the right and left, 0..1; None also leaves the lips as they are.
        canvas_size: Width and height of the canvas, pixels.
        lids: Displacement of the skin's landmarks that opens the eyes, centimetres, shape (468, 3).
    """
    # Lids close from where they are open: what moves them is made for the opened eye.
    sculptor = Sculptor(landmarks_cm[:MESH_LANDMARKS] + lids)
    basis = expression_basis(sculptor)
    to_neutral = lids if smiles is None else lids + neutraliser(sculptor, basis, smiles)
    if smiles is not None:
        round_alike(sculptor, basis, to_neutral)
    contact = contact_fields(sculptor)
    coarse = np.concatenate([skin_triangles(), hole_triangles()])
    fine = subdivide(MESH_LANDMARKS, coarse, crease_edges())
    skin = fine.matrix @ landmarks_cm[:MESH_LANDMARKS]
    skin_px = head.project(skin)
    contour = np.array(fine.along((*FACE_OVAL, FACE_OVAL[0]))[:-1])
    outer = outer_mesh(
        skin_px[contour],
        (skin[contour] @ head.axes.T)[:, 2],
        chin_and_forehead_px=head.project(landmarks_cm[[152, 10]]),
        px_per_cm=head.px_per_cm,
        size=canvas_size,
    )
    spread = _spread(fine.matrix, contour, outer)
    rest = np.concatenate([skin, head.unproject(outer.pixels, outer.depth_cm)])
    numbering = np.concatenate([contour, len(skin) + np.arange(len(outer.pixels))])
    skin_bias = -_HOLE_DEPTH_CM * (np.arange(len(fine.triangles)) >= 4 * len(skin_triangles()))
    return AvatarMesh(
        neutral=(rest + spread @ to_neutral).astype(np.float32),
        texture_px=np.concatenate([skin_px, outer.pixels]).astype(np.float32),
        triangles=np.concatenate([fine.triangles, numbering[outer.triangles]]).astype(np.int32),
        depth_bias=np.concatenate([skin_bias, np.zeros(len(outer.triangles))]).astype(np.float32),
        head_weight=np.concatenate([np.ones(len(skin)), outer.head_weight]).astype(np.float32),
        expression=_spread_all(spread, basis),
        seal=(spread @ (closing(sculptor) if smiles is None else np.zeros_like(lids))).astype(np.float32),
        contact=calibrated(_spread_all(spread, contact)),
        shade=shade_basis(
            skin,
            fine.triangles[: 4 * len(skin_triangles())],
            fine.matrix,
            basis=basis,
            contour=contour,
            vertices=len(rest),
        ),
        paths={name: np.array(fine.along(path), np.int32) for name, path in (PATHS | LID_ROWS).items()},
        skin_count=len(skin),
    )


def _spread(refine: sparse.csr_matrix, contour: Ints, outer: OuterMesh) -> sparse.csr_matrix:
    """Displacement of every vertex from those of the 468 landmarks, shape (n, 468)."""
    return sparse.vstack([refine, sparse.csr_matrix(outer.follow) @ refine[contour]]).tocsr()


def _spread_all(spread: sparse.csr_matrix, fields: Floats) -> Floats32:
    return np.stack([spread @ field for field in fields]).astype(np.float32)
