"""The pictures of one session: when one is due, and what describes them."""

from collections.abc import Callable
from typing import Final

from mien_bridge.daemon.performance.step import FlaggedMotion
from mien_bridge.daemon.pictures.picture import Picture, PictureRequest, has_alpha
from mien_bridge.daemon.pictures.picture_times import PictureTimes
from mien_bridge.daemon.wire.streams import Publisher, Stream
from mien_inference.interfaces import FaceRenderer, FaceSurface, SurfaceRenderer
from mien_protocol.messages.frames import FaceFrame, FrameFlag
from mien_protocol.messages.sessions import FaceRequest
from mien_protocol.messages.streams import FaceMesh, FaceStreamHeader
from mien_protocol.topics import StreamKind

__all__ = ["FaceStream", "to_wire_mesh"]

_MARKS: Final = int(FrameFlag.FIRST | FrameFlag.LAST)
"""Flags of one frame alone: pictures are fewer, so they go to the first that is not before that frame."""


class FaceStream:
    """The stream of pictures of one session.

    Attributes:
        stream: Its numbers and its header.
    """

    def __init__(
        self, session: str, renderer: FaceRenderer, face: FaceRequest, server_id: str, epoch: Callable[[], int]
    ) -> None:
        """Draws with `renderer` what `face` asks for; `epoch` tells the session's current one."""
        self.stream = Stream(StreamKind.FACE, session, self.header)
        self._renderer = renderer
        self._face = face
        self._server_id = server_id
        self._epoch = epoch
        self._times = PictureTimes(face.rate_hz)
        self._marks = 0
        self._mesh: FaceMesh | None = None
        if face.layout == "texture" and isinstance(renderer, SurfaceRenderer):
            self._mesh = to_wire_mesh(renderer.surface)

    def header(self) -> FaceStreamHeader:
        """The stream header of the pictures."""
        width, height = self._renderer.size
        return FaceStreamHeader(
            session=self.stream.session,
            server_id=self._server_id,
            kind=StreamKind.FACE,
            epoch=self._epoch(),
            rate_hz=self._face.rate_hz,
            layout=self._face.format,
            width=width,
            height=height,
            face_layout=self._face.layout,
            color="srgb",
            origin="top",
            alpha="straight" if has_alpha(self._face) else "none",
            mesh=self._mesh,
        )

    def restart(self) -> None:
        """Begins a new epoch: its first frame is drawn at once."""
        self._times.restart()
        self._marks = 0

    def requests(self, frames: FlaggedMotion) -> list[PictureRequest]:
        """The pictures that are due with some frames; one that then is not drawn leaves a gap."""
        return [request for index in range(len(frames.motion)) for request in self._due(frames, index)]

    def publish(self, picture: Picture, publisher: Publisher, now_ns: int) -> None:
        """Sends a picture, unless its epoch is over."""
        request = picture.request
        if request.epoch != self._epoch() or picture.payload is None:
            return
        frame = FaceFrame(
            session=request.session,
            epoch=request.epoch,
            seq=request.seq,
            time_ns=request.frame.time_ns,
            daemon_ns=now_ns,
            flags=request.flags,
            payload=picture.payload,
            jpeg_bytes=picture.jpeg_bytes,
        )
        publisher.send(self.stream, frame, now_ns)

    def _due(self, frames: FlaggedMotion, index: int) -> list[PictureRequest]:
        """The pictures from after the frame before up to this one."""
        frame_ns, flags = int(frames.motion.time_ns[index]), int(frames.flags[index])
        marks, state = flags & _MARKS, flags & ~_MARKS
        due = []
        for frame in self._times.push(frames.motion[index : index + 1]):
            if frame.time_ns == frame_ns:
                self._marks, marks = self._marks | marks, 0
            seq = self.stream.number()
            session, renderer = self.stream.session, self._renderer
            due.append(PictureRequest(session, renderer, self._face, frames.epoch, seq, state | self._marks, frame))
            self._marks = 0
        self._marks |= marks
        return due


def to_wire_mesh(surface: FaceSurface) -> FaceMesh:
    """The mesh of a surface, as the stream's header carries it."""
    return FaceMesh(
        uv=surface.uv.astype("<f4").tobytes(),
        triangles=surface.triangles.astype("<u4").tobytes(),
        placement=surface.placement,
        openings=surface.openings,
        positions=surface.positions.astype("<f4").tobytes(),
        landmarks=dict(surface.landmarks),
        uv_layout=surface.uv_layout,
    )
