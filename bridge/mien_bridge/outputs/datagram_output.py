"""Base of outputs that turn each frame into datagrams to one address."""

from abc import abstractmethod
from collections.abc import Iterable

from mien_bridge.outputs.address import Address
from mien_bridge.outputs.output import MotionOutput
from mien_bridge.outputs.udp import UdpSender
from mien_protocol.client import StreamedFrame

__all__ = ["DatagramOutput"]


class DatagramOutput(MotionOutput):
    """Sends what `datagrams` makes of each frame."""

    def __init__(self, to: Address, *, period: int = 1) -> None:
        """Opens nothing yet.

        Args:
            to: Where the program listens.
            period: Each so many frames one is sent, 1 or more.
        """
        self._sender = UdpSender(to)
        self._period = period
        self._came = 0

    @abstractmethod
    def datagrams(self, frame: StreamedFrame) -> Iterable[bytes]:
        """A frame in the format of the program."""

    def open(self) -> None:
        """Looks up the host; only sending shows whether anything listens there."""
        self._sender.open()
        self._came = 0

    def send(self, frame: StreamedFrame) -> None:
        """Sends every `period`-th frame."""
        if self._came % self._period == 0:
            self._sender.send(self.datagrams(frame))
        self._came += 1

    def close(self) -> None:
        """Closes the socket."""
        self._sender.close()

    @property
    def note(self) -> str:
        """A note that nothing listens, if that is known."""
        return self._sender.note
