"""One picture of a face, in the format that its session asked for."""

import logging
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien_inference.interfaces import FaceRenderer
from mien_protocol.face_payload import pack_jpeg, pack_rgba
from mien_protocol.messages.sessions import FaceRequest
from mien_protocol.motion import MotionFrame

__all__ = ["Picture", "PictureRequest", "draw", "has_alpha"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """A picture to be drawn.

    Attributes:
        session: Whose.
        renderer: What draws it.
        face: In which format.
        epoch: Epoch of the motion.
        seq: Number of the picture.
        flags: Of the frame.
        frame: The motion.
    """

    session: str
    renderer: FaceRenderer
    face: FaceRequest
    epoch: int
    seq: int
    flags: int
    frame: MotionFrame


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was drawn.

    Attributes:
        request: What was asked for.
        payload: As the stream's layout says; None if the drawing failed.
        jpeg_bytes: Length of the JPEG in it, or None.
    """

    request: PictureRequest
    payload: bytes | None
    jpeg_bytes: int | None


def has_alpha(face: FaceRequest) -> bool:
    """True if the pictures asked for are transparent in places."""
    return face.layout != "portrait"


def draw(request: PictureRequest) -> Picture:
    """Draws a picture; a defect of the renderer is logged, and the payload is None."""
    try:
        rgba = request.renderer.render(request.frame)
        if request.face.format == "rgba8":
            # The renderer draws its next picture into the same buffer.
            return Picture(request, pack_rgba(rgba).tobytes(), None)
        alpha = rgba[:, :, 3] if has_alpha(request.face) else None
        return Picture(request, *pack_jpeg(_jpeg(rgba, request.face.quality), alpha))
    except Exception:
        _log.exception("picture.failed", extra={"session": request.session})
        return Picture(request, None, None)


def _jpeg(rgba: NDArray[np.uint8], quality: int) -> bytes:
    # Imported here: the daemon must be ready without it, and most sessions never need it.
    import cv2

    bgr = cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGR)
    done, encoded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return bytes(encoded.data)
