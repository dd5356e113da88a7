"""Datagrams to one address."""

import socket
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from mien_bridge.outputs.address import Address
from mien_protocol.errors import MienError

__all__ = ["UdpSender"]

_PATIENCE_S: Final = 1.0
"""A full queue of the network's empties in milliseconds; one that does not is broken."""

_ENOUGH: Final = 20
"""Datagrams in a row that nobody refused: after so many someone listens again. Less would have the note flicker, since
refusals come late."""


class UdpSender:
    """Sends datagrams, and knows whether a program listens, as far as the system tells."""

    def __init__(self, to: Address) -> None:
        """Opens nothing yet."""
        self._to = to
        self._unrefused = _ENOUGH
        self._socket: socket.socket | None = None

    def open(self) -> None:
        """Looks up the host.

        Raises:
            MienError: If it is unknown, or cannot be reached from here.
        """
        self.close()
        self._unrefused = _ENOUGH
        family, where = self._to.resolved()
        opened = socket.socket(family, socket.SOCK_DGRAM)
        try:
            opened.settimeout(_PATIENCE_S)
            opened.connect(where)
        except OSError as error:
            opened.close()
            raise self._unreachable(error) from error
        self._socket = opened

    def send(self, datagrams: Iterable[bytes]) -> None:
        """Sends them in their order; whether they arrive is not known.

        Raises:
            MienError: If they cannot leave this machine, or it is not open.
        """
        if self._socket is None:
            raise MienError(f"{self._to} is not open")
        for datagram in datagrams:
            try:
                self._send(self._socket, datagram)
            except OSError as error:
                raise self._unreachable(error) from error

    def close(self) -> None:
        """Closes the socket, if it is open."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    @property
    def note(self) -> str:
        """A note that nothing listens, if the system said so lately. Another machine may not say it."""
        if self._unrefused >= _ENOUGH:
            return ""
        return f"nothing listens at {self._to}: start the program, or check its port"

    def _unreachable(self, error: OSError) -> MienError:
        return MienError(f"{self._to} cannot be reached: {error.strerror or error}; check host and network")

    def _send(self, opened: socket.socket, datagram: bytes) -> None:
        # A refusal belongs to an earlier datagram; this one has not been sent.
        try:
            opened.send(datagram)
            self._unrefused += 1
        except ConnectionError:
            self._unrefused = 0
            with suppress(ConnectionError):
                opened.send(datagram)
