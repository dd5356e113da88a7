"""Motion as bytes: the layouts `m1` and `m1l`."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.motion import Motion, MotionFrame
from mien_protocol.rig import EXPRESSION_COUNT
from mien_protocol.schema import Payload

__all__ = ["frame_bytes", "frame_payloads", "pack_motion", "unpack_latent", "unpack_motion", "unpack_motion_frame"]

_PARTS = (("expression", EXPRESSION_COUNT), ("head_wxyz", 4), ("head_m", 3), ("gaze_rad", 2))
_NUMBERS = sum(width for _, width in _PARTS)


def frame_bytes(latent_size: int) -> int:
    """Bytes of a frame: 244, and 2 for each number of the latent; 0 means layout `m1`."""
    return 4 * _NUMBERS + 2 * latent_size


def pack_motion(motion: Motion, *, latents: bool) -> bytes:
    """The payload of a chunk: every frame after the other, in layout `m1l` with latents, otherwise `m1`.

    Raises:
        ProtocolError: `malformed`, if a number is not finite.
    """
    rows = np.empty(len(motion), _row(motion.latent.shape[1] if latents else 0))
    for name in rows.dtype.names or ():
        rows[name] = getattr(motion, name)
    _check_finite(rows)
    return rows.tobytes()


def frame_payloads(motion: Motion, *, latents: bool) -> list[bytes]:
    """The payload of each frame; raises as `pack_motion` does."""
    size = frame_bytes(motion.latent.shape[1] if latents else 0)
    packed = pack_motion(motion, latents=latents)
    return [packed[start : start + size] for start in range(0, len(packed), size)]


def unpack_motion(payload: Payload, time_ns: NDArray[np.int64], latent_size: int) -> Motion:
    """A chunk's motion, copied out of its payload.

    Args:
        payload: Frames in layout `m1` (`latent_size` 0) or `m1l`.
        time_ns: Media time of each, nanoseconds, shape (frames,).
        latent_size: Numbers of a latent, from the stream's header.

    Raises:
        ProtocolError: `malformed`, if the payload is not so many frames, or a number is not finite.
    """
    _check_size(payload, len(time_ns), latent_size)
    rows = np.frombuffer(payload, _row(latent_size))
    _check_finite(rows)
    latent = rows["latent"] if latent_size else np.zeros((len(rows), 0))
    parts = [rows[name].astype(np.float32) for name, _ in _PARTS]
    return Motion(np.asarray(time_ns, np.int64), latent.astype(np.float16), *parts)


def unpack_motion_frame(payload: Payload, time_ns: int, latent_size: int) -> MotionFrame:
    """One frame without its latent, as views into its payload; arguments and errors as of `unpack_motion`."""
    _check_size(payload, 1, latent_size)
    numbers = np.frombuffer(payload, "<f4", _NUMBERS)
    if not np.isfinite(numbers).all():
        raise _not_finite()
    return MotionFrame(time_ns, *np.split(numbers, _ENDS))


def unpack_latent(payload: Payload, latent_size: int) -> NDArray[np.float16]:
    """The latent of one frame, a view into its payload, shape (latent_size,).

    Raises:
        ProtocolError: `malformed`, if a number is not finite, or the payload is not one frame.
    """
    _check_size(payload, 1, latent_size)
    numbers = np.frombuffer(payload, "<f2", latent_size, 4 * _NUMBERS)
    if not np.isfinite(numbers).all():
        raise _not_finite()
    return numbers


_ENDS = np.cumsum([width for _, width in _PARTS])[:-1].tolist()


@lru_cache(maxsize=8)
def _row(latent_size: int) -> np.dtype[np.void]:
    """A frame as numpy sees it: no padding, little-endian."""
    parts = [(name, "<f4", (width,)) for name, width in _PARTS]
    return np.dtype([*parts, ("latent", "<f2", (latent_size,))] if latent_size else parts)


def _check_size(payload: Payload, frames: int, latent_size: int) -> None:
    got, expected = memoryview(payload).nbytes, frames * frame_bytes(latent_size)
    if got != expected:
        layout = f"m1l with latents of {latent_size}" if latent_size else "m1"
        raise ProtocolError(
            ErrorCode.MALFORMED, f"motion: {frames} frames of layout {layout} have {expected} bytes, got {got}"
        )


def _check_finite(rows: NDArray[np.void]) -> None:
    if not all(np.isfinite(rows[name]).all() for name in rows.dtype.names or ()):
        raise _not_finite()


def _not_finite() -> ProtocolError:
    return ProtocolError(ErrorCode.MALFORMED, "motion: expected finite numbers, got others")
