"""Programs that asked for frames by iFacialMocap's handshake."""

import ipaddress
import re
import socket
from contextlib import suppress
from typing import Final

from mien_bridge.outputs.address import Address
from mien_bridge.outputs.ifacialmocap.text import Version
from mien_bridge.outputs.udp import UdpSender
from mien_protocol.errors import MienError

__all__ = ["Subscribers", "requested_version"]

_REQUEST: Final = re.compile(
    rb"iFacialMocap_sahuasouryya9218sauhuiayeta91555dy3719(?:\|sendDataVersion=(?P<version>v[12]))?\s*"
)
"""Request with which a program starts the app's stream."""

_MOST: Final = 8
_PATIENCE: Final = 64
"""Datagrams read in one turn: whoever sends more is not answered, but holds nothing up either."""


class Subscribers:
    """Listens for requests, and remembers who asked: the last eight.

    Only programs on this machine or in a private network are answered: a request's sender is easily forged, and no one
    on the internet shall be flooded in its name.

    Attributes:
        members: Whom to send to, and which text.
    """

    def __init__(self, listen: Address) -> None:
        """Opens nothing yet.

        Args:
            listen: Where requests come; frames go to the same port of whoever asked, as the app has it.
        """
        self.members: dict[str, tuple[UdpSender, Version]] = {}
        self._listen = listen
        self._socket: socket.socket | None = None

    def open(self) -> None:
        """Begins to listen.

        Raises:
            MienError: If the port is taken, or the address is not this machine's.
        """
        self.close()
        family, where = self._listen.resolved()
        opened = socket.socket(family, socket.SOCK_DGRAM)
        try:
            opened.setblocking(False)
            opened.bind(where)
        except OSError as error:
            opened.close()
            raise MienError(
                f"cannot listen at {self._listen}: {error.strerror or error}; end the program that does, or choose "
                "another port. To a program on this machine, frames can be pushed instead"
            ) from error
        self._socket = opened

    def turn(self) -> None:
        """Reads the requests that came."""
        if self._socket is None:
            return
        for _ in range(_PATIENCE):
            try:
                datagram, sender = self._socket.recvfrom(256)
            except BlockingIOError:
                return
            except OSError:
                continue  # Windows tells here that an earlier answer was refused, or that a datagram was too long.
            version = requested_version(datagram)
            if version is not None:
                self.admit(sender[0], version)

    def admit(self, host: str, version: Version) -> None:
        """Remembers who asked for which text, unless it is on the internet.

        Args:
            host: Its address, as the system tells it.
            version: The text that it asked for.
        """
        address = ipaddress.ip_address(host)
        if not (address.is_private or address.is_loopback or address.is_link_local):
            return
        if host in self.members:
            self.members[host] = (self.members[host][0], version)
            return
        if len(self.members) >= _MOST:
            self.members.pop(next(iter(self.members)))[0].close()
        sender = UdpSender(Address(host, self._listen.port))
        with suppress(MienError):
            sender.open()
            self.members[host] = (sender, version)

    def close(self) -> None:
        """Forgets all, and stops listening."""
        for sender, _ in self.members.values():
            sender.close()
        self.members.clear()
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def requested_version(datagram: bytes) -> Version | None:
    """The text that is asked for; None if it is no request, or one for another way than UDP."""
    found = _REQUEST.fullmatch(datagram)
    return Version((found["version"] or b"v1").decode("ascii")) if found else None
