"""Sound as bytes: the layout `i2`."""

import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.schema import Payload

__all__ = ["pack_audio", "unpack_audio"]


def pack_audio(samples: NDArray[np.int16]) -> bytes:
    """The payload of mono PCM, shape (samples,), signed 16 bit.

    Raises:
        ProtocolError: `malformed`, if the array is of another shape or type.
    """
    if samples.ndim != 1 or samples.dtype != np.int16:
        raise ProtocolError(
            ErrorCode.MALFORMED,
            f"audio: expected int16 of shape (samples,), got {samples.dtype} of shape {samples.shape}",
        )
    return samples.astype("<i2", copy=False).tobytes()


def unpack_audio(payload: Payload) -> NDArray[np.int16]:
    """The samples of a payload, a view into it, shape (samples,).

    Raises:
        ProtocolError: `malformed`, if the payload is not whole samples.
    """
    size = memoryview(payload).nbytes
    if size % 2:
        raise ProtocolError(ErrorCode.MALFORMED, f"audio: expected samples of 2 bytes, got {size} bytes")
    return np.frombuffer(payload, "<i2")
