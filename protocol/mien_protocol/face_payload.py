"""Pictures as bytes: the layouts `rgba8` and `jpeg`."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.frames import FaceFrame
from mien_protocol.messages.streams import FaceStreamHeader

__all__ = ["JpegPicture", "pack_jpeg", "pack_rgba", "unpack_jpeg", "unpack_rgba"]


@dataclass(frozen=True, slots=True)
class JpegPicture:
    """A picture in encoded form.

    Attributes:
        jpeg: The JPEG file.
        alpha: Its alpha, shape (height, width); None where it is opaque.
    """

    jpeg: memoryview
    alpha: NDArray[np.uint8] | None


def pack_rgba(rgba: NDArray[np.uint8]) -> memoryview:
    """The payload of layout `rgba8`: not copied, if the picture is contiguous.

    Args:
        rgba: sRGB, straight alpha, top row first, shape (height, width, 4).

    Raises:
        ProtocolError: `malformed`, if the array is of another shape or type.
    """
    if rgba.ndim != 3 or rgba.shape[2] != 4 or rgba.dtype != np.uint8:
        raise _malformed(f"expected uint8 of shape (height, width, 4), got {rgba.dtype} of shape {rgba.shape}")
    return np.ascontiguousarray(rgba).reshape(-1).data


def pack_jpeg(jpeg: bytes, alpha: NDArray[np.uint8] | None) -> tuple[bytes, int]:
    """The payload of layout `jpeg`, and the length of the JPEG in it.

    Args:
        jpeg: The JPEG file.
        alpha: Shape (height, width), for a stream whose `alpha` is `straight`; otherwise None.

    Raises:
        ProtocolError: `malformed`, if alpha is of another shape or type.
    """
    if alpha is None:
        return jpeg, len(jpeg)
    if alpha.ndim != 2 or alpha.dtype != np.uint8:
        raise _malformed(f"expected alpha as uint8 of shape (height, width), got {alpha.dtype} of shape {alpha.shape}")
    return jpeg + alpha.tobytes(), len(jpeg)


def unpack_rgba(frame: FaceFrame, header: FaceStreamHeader) -> NDArray[np.uint8]:
    """The picture of a frame, a view into its payload, shape (height, width, 4).

    Raises:
        ProtocolError: `malformed`, if the stream is of another layout, or the payload no picture of its size.
    """
    _check_layout(header, "rgba8")
    expected = header.height * header.width * 4
    if memoryview(frame.payload).nbytes != expected:
        raise _malformed(
            f"{header.width} x {header.height} pixels of RGBA have {expected} bytes, "
            f"got {memoryview(frame.payload).nbytes}"
        )
    return np.frombuffer(frame.payload, np.uint8).reshape(header.height, header.width, 4)


def unpack_jpeg(frame: FaceFrame, header: FaceStreamHeader) -> JpegPicture:
    """The JPEG of a frame, and its alpha, as views into its payload.

    Raises:
        ProtocolError: `malformed`, if the stream is of another layout, or the payload is not what the header says.
    """
    _check_layout(header, "jpeg")
    if frame.jpeg_bytes is None:
        raise _malformed("expected the length of the JPEG at position 5 of the frame's header, got none")
    pixels = header.height * header.width if header.alpha == "straight" else 0
    payload = memoryview(frame.payload).cast("B")
    if len(payload) != frame.jpeg_bytes + pixels:
        raise _malformed(
            f"expected a JPEG of {frame.jpeg_bytes} bytes and {pixels} of alpha, got {len(payload)} bytes in all"
        )
    jpeg, alpha = payload[: frame.jpeg_bytes], payload[frame.jpeg_bytes :]
    if not pixels:
        return JpegPicture(jpeg, None)
    return JpegPicture(jpeg, np.frombuffer(alpha, np.uint8).reshape(header.height, header.width))


def _check_layout(header: FaceStreamHeader, layout: str) -> None:
    if header.layout != layout:
        raise _malformed(f"expected a stream of layout {layout}, got {header.layout}")


def _malformed(message: str) -> ProtocolError:
    return ProtocolError(ErrorCode.MALFORMED, f"face: {message}")
