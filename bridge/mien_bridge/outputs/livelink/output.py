"""Motion to Unreal Engine, as the Live Link Face app of an iPhone sends it."""

import math
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from mien_bridge.outputs.address import Address
from mien_bridge.outputs.datagram_output import DatagramOutput
from mien_bridge.outputs.livelink.day_clock import DayClock
from mien_bridge.outputs.livelink.packet import ANGLES, PacketHead, to_packet_values
from mien_bridge.outputs.request import OutputKind
from mien_bridge.outputs.setting import Setting
from mien_protocol.client import StreamedFrame

__all__ = ["LIVE_LINK", "LiveLinkOutput"]

_PORT: Final = 11111

_DEVICE_ID: Final = "6D69656E-0000-4000-8000-000000000001"
"""Of the form that the app's has; its first eight digits spell `mien`."""

_UNITS: Final = {"radians": 1.0, "half_turns": 1.0 / math.pi}


class LiveLinkOutput(DatagramOutput):
    """One packet a frame."""

    def __init__(self, to: Address, head: PacketHead, clock: DayClock, angle_unit: float) -> None:
        """Opens nothing yet.

        Args:
            to: Where Unreal listens.
            head: Who sends.
            clock: When frames are.
            angle_unit: What an angle in radians is multiplied by.
        """
        super().__init__(to)
        self._head = head
        self._clock = clock
        self._scale = np.ones(61, np.float32)
        self._scale[-ANGLES:] = angle_unit

    def datagrams(self, frame: StreamedFrame) -> list[bytes]:
        """The packet."""
        return [self._head.packet(self._clock.time_of(frame), to_packet_values(frame) * self._scale)]


def _make(settings: Mapping[str, Any]) -> LiveLinkOutput:
    return LiveLinkOutput(
        Address.of(settings["to"], _PORT),
        PacketHead(settings["device_id"], settings["subject"]),
        DayClock(settings["rate_hz"]),
        _UNITS[settings["angles"]],
    )


LIVE_LINK: Final = OutputKind(
    "livelink",
    "Live Link Face (Unreal Engine)",
    (
        Setting("to", f"127.0.0.1:{_PORT}", "Where Unreal listens: HOST or HOST:PORT."),
        Setting("subject", "Mien", "The subject's name in Unreal's Live Link window."),
        Setting(
            "device_id",
            _DEVICE_ID,
            "Id of the device; another for a second one. Some programs take 36 characters only.",
        ),
        Setting("rate_hz", 60, "Frame rate of the time code, frames a second.", least=1, most=240),
        Setting("angles", "radians", "Unit of the angles of head and eyes.", choices=tuple(_UNITS)),
    ),
    _make,
)
