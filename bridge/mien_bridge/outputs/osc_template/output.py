"""Motion to any program that receives Open Sound Control."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from mien_bridge.outputs.address import Address
from mien_bridge.outputs.datagram_output import DatagramOutput
from mien_bridge.outputs.osc import OscDatagrams
from mien_bridge.outputs.osc_template.fields import FIELDS, read_fields
from mien_bridge.outputs.osc_template.template import Template, parse_template
from mien_bridge.outputs.request import OutputKind
from mien_bridge.outputs.setting import Setting
from mien_protocol.client import StreamedFrame

__all__ = ["OSC", "OscOutput"]

_PORT: Final = 9000

_TEMPLATE: Final = (
    "/mien/face/{name} {value}; /mien/head {head.yaw} {head.pitch} {head.roll}; /mien/gaze {gaze.yaw} {gaze.pitch}"
)


class OscOutput(DatagramOutput):
    """The messages of a template, filled with each frame's numbers."""

    def __init__(self, to: Address, template: Template, *, is_bundled: bool, period: int) -> None:
        """Opens nothing yet.

        Args:
            to: Where the program listens.
            template: Which messages.
            is_bundled: Whether they go in bundles, or each in a datagram of its own.
            period: Each so many frames one is sent, 1 or more.

        Raises:
            MienError: If a message of the template is longer than a datagram.
        """
        super().__init__(to, period=period)
        self._form = OscDatagrams(template.messages, is_bundled=is_bundled)
        constants = [source for source in template.sources if isinstance(source, float)]
        self._constants = np.array(constants, np.float32)
        places = {name: place for place, name in enumerate(FIELDS)}
        rest = iter(range(len(FIELDS), len(FIELDS) + len(constants)))
        self._order = np.array(
            [next(rest) if isinstance(source, float) else places[source] for source in template.sources], np.intp
        )

    def datagrams(self, frame: StreamedFrame) -> list[bytes]:
        """The messages."""
        return self._form.fill(np.concatenate((read_fields(frame), self._constants))[self._order])


def _make(settings: Mapping[str, Any]) -> OscOutput:
    return OscOutput(
        Address.of(settings["to"], _PORT),
        parse_template(settings["template"]),
        is_bundled=settings["bundles"],
        period=settings["period"],
    )


OSC: Final = OutputKind(
    "osc",
    "OSC (VRChat, TouchDesigner, Max, …)",
    (
        Setting("to", f"127.0.0.1:{_PORT}", "Where the program listens: HOST or HOST:PORT."),
        Setting("template", _TEMPLATE, "The messages; docs/outputs.md has the grammar."),
        Setting("bundles", True, "Send messages in bundles; off for programs that read single ones only."),
        Setting("period", 1, "Send every Nth frame: 2 halves the rate.", least=1, most=60),
    ),
    _make,
)
