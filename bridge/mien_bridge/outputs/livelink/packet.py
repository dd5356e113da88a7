"""The packets of Epic's Live Link Face app, version 6, as Unreal's ARKit source reads them: all of it big-endian.

| bytes | what |
|---|---|
| u8 | version, 6 |
| i32, bytes | length and UTF-8 of the device's id |
| i32, bytes | length and UTF-8 of the subject's name |
| i32, f32, i32, i32 | frame number, part of a frame, and the rate as numerator and denominator |
| u8, f32 times 61 | how many values follow: 52 coefficients, then angles of head and eyes |
"""

import struct
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_bridge.formats.livelink import LIVE_LINK_COLUMNS, live_link_values
from mien_protocol.errors import MienError
from mien_protocol.motion import Motion, MotionFrame

__all__ = ["ANGLES", "FrameTime", "PacketHead", "to_packet_values"]

ANGLES: Final = 9
"""Number of values, the last ones, that are angles."""

_VERSION: Final = 6
_MAX_NAMES_BYTES: Final = 774 - 270
"""Unreal drops packets of more than 774 bytes, on some systems; with empty names they would have 270."""

_JUST_BELOW_ONE: Final = 1.0 - 2.0**-24
"""The greatest part of a frame that as 32 bits is not the whole frame."""

_SWAPPED: Final = {"JawLeft": "JawRight", "MouthLeft": "MouthRight"}


def _network_order() -> list[int]:
    """Index of each value in the app's recordings, which have right before left for jaw and mouth."""
    other = _SWAPPED | {right: left for left, right in _SWAPPED.items()}
    return [LIVE_LINK_COLUMNS.index(other.get(name, name)) for name in LIVE_LINK_COLUMNS]


_ORDER: Final = np.array(_network_order())


@dataclass(frozen=True, slots=True)
class FrameTime:
    """Time of a frame, as Unreal counts.

    Attributes:
        number: Frames since midnight.
        part: Part of a frame beyond it, 0..1.
        rate_hz: Frames a second.
    """

    number: int
    part: float
    rate_hz: int


class PacketHead:
    """The constant head of one subject's packets."""

    def __init__(self, device_id: str, subject: str) -> None:
        """Encodes the names.

        Raises:
            MienError: If one is missing, or both are longer than Unreal takes.
        """
        names = [name.encode("utf-8") for name in (device_id, subject)]
        if not all(names) or sum(map(len, names)) > _MAX_NAMES_BYTES:
            raise MienError(
                f"expected device_id and subject of together at most {_MAX_NAMES_BYTES} bytes, neither of them empty; "
                f"got {len(names[0])} and {len(names[1])} bytes"
            )
        self._head = bytes([_VERSION]) + b"".join(struct.pack(">i", len(name)) + name for name in names)

    def packet(self, time: FrameTime, values: NDArray[np.float32]) -> bytes:
        """A packet of values in the order of `to_packet_values`, shape (61,)."""
        when = struct.pack(">ifii", time.number, min(time.part, _JUST_BELOW_ONE), time.rate_hz, 1)
        return b"".join((self._head, when, bytes([len(values)]), values.astype(">f4").tobytes()))


def to_packet_values(frame: MotionFrame) -> NDArray[np.float32]:
    """The 61 values of a frame in the order of Unreal's `EARFaceBlendShape`, angles in radians, shape (61,)."""
    motion = Motion(
        np.array([frame.time_ns], np.int64),
        np.zeros((1, 0), np.float16),
        np.clip(frame.expression, 0.0, 1.0)[None],
        frame.head_wxyz[None],
        frame.head_m[None],
        frame.gaze_rad[None],
    )
    values: NDArray[np.float32] = live_link_values(motion)[0, _ORDER]
    return values
