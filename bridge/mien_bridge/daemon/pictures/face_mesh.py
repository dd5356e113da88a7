"""The mesh of a face texture, as a stream's header carries it."""

from mien_inference.interfaces import FaceSurface
from mien_protocol.messages.streams import FaceMesh

__all__ = ["face_mesh"]


def face_mesh(surface: FaceSurface) -> FaceMesh:
    """The mesh of a surface."""
    return FaceMesh(
        uv=surface.uv.astype("<f4").tobytes(),
        triangles=surface.triangles.astype("<u4").tobytes(),
        placement=surface.placement,
        openings=surface.openings,
        positions=surface.positions.astype("<f4").tobytes(),
        landmarks=dict(surface.landmarks),
        uv_layout=surface.uv_layout,
    )
