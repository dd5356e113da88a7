"""Motion to programs that receive VMC (https://protocol.vmc.info/english), as a Performer sends it to a Marionette."""

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from mien_bridge.outputs.address import Address
from mien_bridge.outputs.datagram_output import DatagramOutput
from mien_bridge.outputs.osc import OscDatagrams, OscMessage
from mien_bridge.outputs.request import OutputKind
from mien_bridge.outputs.setting import Setting
from mien_bridge.outputs.vmc.bones import Bones
from mien_bridge.outputs.vmc.expressions import Expressions, Naming
from mien_protocol.client import StreamedFrame

__all__ = ["VMC", "VmcOutput"]

_PORT: Final = 39539
"""Port of a Marionette, by the specification."""

_QUIET_NS: Final = 1_000_000_000

_CALIBRATED: Final = 3
_NORMAL_MODE: Final = 0


class VmcOutput(DatagramOutput):
    """Expressions and bones of a face as VMC, in bundles that the network need not split."""

    def __init__(
        self,
        to: Address,
        expressions: Expressions,
        bones: Bones,
        *,
        root: bool = True,
        is_bundled: bool = True,
        period: int = 1,
        clock: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        """Opens nothing yet.

        Args:
            to: Where the program listens.
            expressions: Which are sent.
            bones: Which are sent.
            root: Whether the character's place is sent: the origin.
            is_bundled: Whether messages go in bundles, or each in a datagram of its own.
            period: Each so many frames one is sent, 1 or more.
            clock: Monotonic time, nanoseconds.
        """
        super().__init__(to, period=period)
        self._expressions = expressions
        self._bones = bones
        self._clock = clock
        self._root = np.array((0, 0, 0, 0, 0, 0, 1) if root else (), np.float32)
        self._form = OscDatagrams(_messages(expressions.names, bones.names, root=root), is_bundled=is_bundled)
        signs = [_ok(is_tracking=False), OscMessage("/VMC/Ext/T", (0.0,))]
        self._sign_of_life = OscDatagrams(signs, is_bundled=is_bundled)
        self._opened_ns = 0
        self._sent_ns = 0

    def open(self) -> None:
        """Looks up the host; only sending shows whether anything listens there."""
        super().open()
        self._opened_ns = self._clock()
        self._sent_ns = self._opened_ns - _QUIET_NS

    def datagrams(self, frame: StreamedFrame) -> list[bytes]:
        """Time, bones and expressions."""
        self._sent_ns = self._clock()
        bones = self._bones.poses(frame).ravel()
        values = self._expressions.values(frame)
        numbers = np.concatenate(([self._seconds(self._sent_ns)], self._root, bones, values))
        return self._form.fill(numbers)

    def turn(self, now_ns: int) -> None:
        """Says that it lives, but tracks nothing, while no frames come."""
        if now_ns - self._sent_ns >= _QUIET_NS:
            self._sent_ns = now_ns
            self._sender.send(self._sign_of_life.fill(np.array([self._seconds(now_ns)])))

    def _seconds(self, now_ns: int) -> float:
        return (now_ns - self._opened_ns) / 1e9


def _messages(expressions: tuple[str, ...], bones: tuple[str, ...], *, root: bool) -> list[OscMessage]:
    """Messages of a frame, in the order of the specification's example: `Apply` last, once."""
    return [
        _ok(is_tracking=True),
        OscMessage("/VMC/Ext/T", (0.0,)),
        *([OscMessage("/VMC/Ext/Root/Pos", ("root", *(0.0,) * 7))] if root else []),
        *(OscMessage("/VMC/Ext/Bone/Pos", (name, *(0.0,) * 7)) for name in bones),
        *(OscMessage("/VMC/Ext/Blend/Val", (name, 0.0)) for name in expressions),
        OscMessage("/VMC/Ext/Blend/Apply"),
    ]


def _ok(*, is_tracking: bool) -> OscMessage:
    """The status message: the character is there (1), its calibration, and tracking (2.7)."""
    return OscMessage("/VMC/Ext/OK", (1, _CALIBRATED, _NORMAL_MODE, int(is_tracking)))


def _make(settings: Mapping[str, Any]) -> VmcOutput:
    eyes = settings["eyes"]
    naming = Naming(settings["names"])
    return VmcOutput(
        Address.of(settings["to"], _PORT),
        Expressions(naming, moods=settings["moods"], eyes=eyes in ("both", "shapes")),
        Bones(settings["neck_share"], settings["move"], eyes in ("both", "bones"), settings["jaw_bone"]),
        root=settings["root"],
        is_bundled=settings["bundles"],
        period=settings["period"],
    )


VMC: Final = OutputKind(
    "vmc",
    "VMC (VSeeFace, Warudo, VNyan, Unity, …)",
    (
        Setting("to", f"127.0.0.1:{_PORT}", "Where the program listens: HOST or HOST:PORT."),
        Setting(
            "names",
            Naming.VRM0.value,
            "Expressions of VRM 0 (A, Blink_L, …) or VRM 1 (aa, blinkLeft, …), or all 52 for a Perfect Sync character "
            "(JawOpen, …), with a small first letter on request (jawOpen, …).",
            choices=tuple(naming.value for naming in Naming),
        ),
        Setting("period", 1, "Send every Nth frame: 2 halves the rate.", least=1, most=60),
        Setting("bundles", True, "Send messages in bundles; off for programs that read single ones only."),
        Setting("neck_share", 0.4, "Share of the head's rotation that the neck takes.", least=0, most=1),
        Setting(
            "move",
            0.0,
            "Share of the head's translation that the head bone takes; 0 keeps it in place.",
            least=0,
            most=2,
        ),
        Setting(
            "eyes",
            "both",
            "Move the eyes by bones, by expressions, or both.",
            choices=("both", "bones", "shapes", "none"),
        ),
        Setting("jaw_bone", False, "Turn the jaw bone, for characters without mouth shapes."),
        Setting("root", True, "Send the character's position, the origin; off where another program places it."),
        Setting(
            "moods",
            1.0,
            "Strength with which smiles and frowns become Joy, Angry, Sorrow and Fun; 0 leaves these to the program.",
            least=0,
            most=1,
        ),
    ),
    _make,
)
