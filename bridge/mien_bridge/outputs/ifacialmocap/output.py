"""Motion to programs that read iFacialMocap: pushed to one, or streamed to whoever asks as the app does."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from mien_bridge.outputs.address import Address
from mien_bridge.outputs.datagram_output import DatagramOutput
from mien_bridge.outputs.ifacialmocap.subscribers import Subscribers
from mien_bridge.outputs.ifacialmocap.text import Version, format_frame
from mien_bridge.outputs.output import MotionOutput
from mien_bridge.outputs.request import OutputKind
from mien_bridge.outputs.setting import Setting
from mien_protocol.client import StreamedFrame
from mien_protocol.errors import MienError

__all__ = ["IFACIALMOCAP", "IFacialMocapOutput", "IFacialMocapPush"]

_PORT: Final = 49983


class IFacialMocapPush(DatagramOutput):
    """Sends frames to one program, whether it asked or not."""

    def __init__(self, to: Address, version: Version) -> None:
        """Opens nothing yet.

        Args:
            to: Where the program listens.
            version: Which text it reads.
        """
        super().__init__(to)
        self._version = version
        self._nudge = False

    def datagrams(self, frame: StreamedFrame) -> list[bytes]:
        """The frame as text."""
        self._nudge = not self._nudge
        return [format_frame(frame, self._version, nudge=self._nudge)]


class IFacialMocapOutput(MotionOutput):
    """Waits to be asked, as the app on a phone does, and sends frames to all who did."""

    def __init__(self, subscribers: Subscribers) -> None:
        """Opens nothing yet."""
        self._subscribers = subscribers
        self._nudge = False

    def open(self) -> None:
        """Begins to listen for requests."""
        self._subscribers.open()

    def send(self, frame: StreamedFrame) -> None:
        """Sends the frame to everyone who asked; one that cannot be reached takes nothing from the others."""
        texts: dict[Version, bytes] = {}
        self._nudge = not self._nudge
        for sender, version in self._subscribers.members.values():
            if version not in texts:
                texts[version] = format_frame(frame, version, nudge=self._nudge)
            with suppress(MienError):
                sender.send([texts[version]])

    def turn(self, now_ns: int) -> None:
        """Answers requests."""
        self._subscribers.turn()

    def close(self) -> None:
        """Stops listening."""
        self._subscribers.close()

    @property
    def note(self) -> str:
        """A note on the programs that asked."""
        members = self._subscribers.members
        if not members:
            return "no program has asked yet: enter this machine's address there as the phone's"
        return f"sends to {', '.join(members)}"


def _make(settings: Mapping[str, Any]) -> MotionOutput:
    if settings["way"] == "push":
        return IFacialMocapPush(Address.of(settings["to"], _PORT), Version(settings["version"]))
    return IFacialMocapOutput(Subscribers(Address.of(settings["listen"], _PORT)))


IFACIALMOCAP: Final = OutputKind(
    "ifacialmocap",
    "iFacialMocap (VSeeFace, VNyan, VMagicMirror, …)",
    (
        Setting(
            "way",
            "push",
            "Push: to one program, also on this machine. Answer: to those who ask, as the app does, on other machines.",
            choices=("push", "answer"),
        ),
        Setting("to", f"127.0.0.1:{_PORT}", "To push: where the program listens, HOST or HOST:PORT."),
        Setting(
            "version",
            Version.V1.value,
            "To push: version of the text.",
            choices=tuple(version.value for version in Version),
        ),
        Setting("listen", f"0.0.0.0:{_PORT}", "To answer: where to listen; frames go to the same port of who asks."),
    ),
    _make,
)
