"""Descriptions of streams: headers and keepalives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from mien_protocol.messages import choices
from mien_protocol.messages.common import Count, Epoch, Nanoseconds, RateHz, ServerId, SessionId
from mien_protocol.rig import EXPRESSION_COUNT
from mien_protocol.schema import Message, Struct
from mien_protocol.topics import StreamKind
from mien_protocol.values import UINT32_MAX, Bin, Float, Int, ListOf, MapOf, Str, malformed

__all__ = [
    "AudioStreamHeader",
    "ExpressionNames",
    "FaceMesh",
    "FaceStreamHeader",
    "Keepalive",
    "LatentModel",
    "LatentSize",
    "MotionLayout",
    "MotionStreamHeader",
    "StreamHeader",
]

ExpressionNames = Annotated[tuple[str, ...], ListOf(Str(max_bytes=64), length=EXPRESSION_COUNT)]
LatentModel = Annotated[str, Str(max_bytes=128)]
LatentSize = Annotated[int, Int(0, 1024)]
MotionLayout = Annotated[str, Str(choices=tuple(choices.MotionLayout))]


@dataclass(frozen=True, slots=True)
class StreamHeader(Message):
    """Header of a stream, needed to read its frames.

    Attributes:
        session: The session.
        server_id: 16 hexadecimal digits, new at every start of the daemon.
        kind: Kind of the stream, one of `StreamKind`.
        epoch: The current epoch.
        rate_hz: Frames a second; samples a second for audio.
    """

    session: SessionId
    server_id: ServerId
    kind: Annotated[str, Str(choices=tuple(StreamKind))]
    epoch: Epoch
    rate_hz: RateHz


@dataclass(frozen=True, slots=True)
class MotionStreamHeader(StreamHeader):
    """Describes a stream of motion.

    Attributes:
        layout: `m1`, or `m1l` with the latent.
        expression_names: The 52 coefficients, in their order in a frame.
        latent_model: Name of the model whose latent it is; None without latents.
        latent_size: Numbers of a latent, 1..1024; 0 without latents.
    """

    layout: MotionLayout
    expression_names: ExpressionNames
    latent_model: LatentModel | None
    latent_size: LatentSize

    def check(self) -> None:
        """Checks that the latent is described if and only if it travels."""
        _check_kind(self, StreamKind.MOTION)
        check_latent(self.layout, self.latent_size)


@dataclass(frozen=True, slots=True)
class FaceMesh(Message):
    """The mesh whose UV layout a face texture has.

    Attributes:
        uv: Pairs of f4, finite, 0..1 across the texture from its top left.
        triangles: Triples of u4, indices of pairs in `uv`, counter-clockwise seen from outside.
        placement: Left, top, right, bottom of the face in the portrait, 0..1.
        openings: Number of triangles, the last ones, that close the eyes and the mouth.
        positions: Triples of f4, finite: the neutral face in the rig's axes, metres, one for each pair of `uv`.
        landmarks: Vertices by the name of the landmark there, such as `noseTip`.
        uv_layout: Name shared by all meshes with the same `uv`, `triangles` and `openings`; or None.
    """

    uv: Annotated[bytes, Bin(limit="mesh_bytes", unit=8)]
    triangles: Annotated[bytes, Bin(limit="mesh_bytes", unit=12)]
    placement: Annotated[tuple[float, float, float, float], ListOf(Float(0.0, 1.0), length=4)]
    openings: Annotated[int, Int(0, UINT32_MAX)] = 0
    positions: Annotated[bytes, Bin(limit="mesh_bytes", unit=12)] | None = None
    landmarks: Annotated[Mapping[str, int], MapOf(Int(0, UINT32_MAX))] | None = None
    uv_layout: Annotated[str, Str(max_bytes=64)] | None = None

    def check(self) -> None:
        """Checks that a reader may hand the mesh to a GPU as it is."""
        vertices, triangles = len(self.uv) // 8, len(self.triangles) // 12
        _check_finite("mesh.uv", self.uv)
        most = int(np.frombuffer(self.triangles, "<u4").max(initial=0))
        if triangles and most >= vertices:
            raise malformed("mesh.triangles", f"indices of {vertices} vertices", str(most))
        if self.openings > triangles:
            raise malformed("mesh.openings", f"at most {triangles}, as many as triangles", str(self.openings))
        if self.positions is not None:
            _check_finite("mesh.positions", self.positions)
            if len(self.positions) != 12 * vertices:
                raise malformed("mesh.positions", f"those of {vertices} vertices", f"{len(self.positions) // 12}")
        for name, vertex in (self.landmarks or {}).items():
            if vertex >= vertices:
                raise malformed(f"mesh.landmarks.{name}", f"an index of {vertices} vertices", str(vertex))


@dataclass(frozen=True, slots=True)
class FaceStreamHeader(StreamHeader):
    """Describes a stream of pictures.

    Attributes:
        layout: Encoding, one of `PictureFormat`.
        width: Width in pixels, 1..2048.
        height: Height in pixels, 1..2048.
        face_layout: Content, one of `FaceLayout`.
        color: `srgb`.
        origin: `top`: the first row is the top one.
        alpha: `straight` or `none`.
        mesh: The mesh of a texture; otherwise None.
    """

    layout: Annotated[str, Str(choices=tuple(choices.PictureFormat))]
    width: Annotated[int, Int(1, 2048)]
    height: Annotated[int, Int(1, 2048)]
    face_layout: Annotated[str, Str(choices=tuple(choices.FaceLayout))]
    color: Annotated[str, Str(choices=("srgb",))]
    origin: Annotated[str, Str(choices=("top",))]
    alpha: Annotated[str, Str(choices=tuple(choices.Alpha))]
    mesh: Annotated[FaceMesh, Struct(FaceMesh)] | None = None

    def check(self) -> None:
        """Checks that a texture, and nothing else, has a mesh."""
        _check_kind(self, StreamKind.FACE)
        if (self.mesh is not None) != (self.face_layout == "texture"):
            got = "none" if self.mesh is None else "one"
            raise malformed("stream_header.mesh", "one for face_layout texture, none for another", got)


@dataclass(frozen=True, slots=True)
class AudioStreamHeader(StreamHeader):
    """Describes a stream of echoed audio, mono.

    Attributes:
        layout: `i2`.
    """

    layout: Annotated[str, Str(choices=("i2",))]

    def check(self) -> None:
        """Checks that the stream is one of audio."""
        _check_kind(self, StreamKind.AUDIO)


@dataclass(frozen=True, slots=True)
class Keepalive(Message):
    """Sign of life of an idle stream.

    Attributes:
        kind: Kind of the stream; it is in the topic, not in the header.
        session: The session.
        epoch: The current epoch.
        next_seq: `seq` of the frame that will come next.
        daemon_ns: Daemon time at sending.
    """

    kind: StreamKind
    session: SessionId
    epoch: Epoch
    next_seq: Count
    daemon_ns: Nanoseconds


def check_latent(layout: str, latent_size: int) -> None:
    """Checks that a layout with a latent has a size of it, and one without has none.

    Raises:
        ProtocolError: `malformed`, if not.
    """
    if (layout == "m1l") != (latent_size > 0):
        raise malformed("latent_size", "1..1024 for layout m1l, 0 for m1", str(latent_size))


def _check_finite(name: str, numbers: bytes) -> None:
    if not np.isfinite(np.frombuffer(numbers, "<f4")).all():
        raise malformed(name, "finite numbers", "others")


def _check_kind(header: StreamHeader, kind: StreamKind) -> None:
    if header.kind != kind:
        raise malformed("stream_header.kind", kind, header.kind)
