"""Discovery of VTube Studio: every two seconds it broadcasts its API's port, and whether it is on.

Only what this computer itself broadcasts is followed. Anyone in the network can send such a message, and would be sent
the token that lets Mien into VTube Studio; one on another computer has to be named by the user.
"""

import contextlib
import json
import socket
from collections.abc import Callable
from typing import Any, Final

from mien_bridge.outputs.address import Address
from mien_bridge.outputs.vts.envelope import API_NAME
from mien_protocol.errors import MienError

__all__ = ["BROADCAST_PORT", "Discovery", "is_of_this_computer", "read_address"]

_DEFAULT_PORT: Final = 8001
_LOOPBACK: Final = "127.0.0.1"

BROADCAST_PORT: Final = 47_779

_MAX_BYTES: Final = 4096
_DATAGRAMS_AT_ONCE: Final = 32
_TYPE: Final = "VTubeStudioAPIStateBroadcast"


def is_of_this_computer(host: str) -> bool:
    """True if an address is one of this computer's own: only those can be bound."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((host, 0))
        return True
    return False


def read_address(text: str) -> Address:
    """Reads an address as typed: `HOST`, `HOST:PORT` or `ws://HOST:PORT`; port 8001 if none is given.

    Raises:
        MienError: If it is none of these.
    """
    try:
        return Address.of(text.strip().removeprefix("ws://").removesuffix("/"), _DEFAULT_PORT)
    except MienError:
        raise MienError(
            f"address of VTube Studio: expected HOST:PORT, such as 192.168.1.20:8001, got {text[:80]!r}"
        ) from None


class Discovery:
    """Listens until `close`; several programs of one computer can."""

    def __init__(self, port: int = BROADCAST_PORT, is_own: Callable[[str], bool] = is_of_this_computer) -> None:
        """Begins to listen. If the system refuses that, nothing is ever found.

        Args:
            port: UDP port to which the broadcasts come; 0 for any that is free.
            is_own: Whether a sender's address is one of this computer's own.
        """
        self._is_own = is_own
        self._found: Address | None = None
        self._is_off = False
        self._elsewhere: Address | None = None
        self._socket: socket.socket | None = _listening(port)

    @property
    def port(self) -> int:
        """The port it listens at; 0 if it cannot."""
        return int(self._socket.getsockname()[1]) if self._socket is not None else 0

    def look(self) -> Address | None:
        """Reads broadcasts; returns the API's address, None if it is not known yet."""
        for _ in range(_DATAGRAMS_AT_ONCE):
            if self._socket is None or self._found is not None:
                break
            try:
                datagram, sender = self._socket.recvfrom(_MAX_BYTES)
            except OSError:
                break
            self._take(datagram, sender[0])
        return self._found

    def give_up(self) -> Address:
        """The address to try when nothing has been found: VTube Studio's default port.

        Raises:
            MienError: If it is known that the API is off, or that VTube Studio is on another computer.
        """
        if self._is_off:
            raise MienError(
                "VTube Studio runs, but its API is off; turn on 'Start API (allow plugins)' in VTube Studio's settings"
            )
        if self._elsewhere is not None:
            raise MienError(
                f"no VTube Studio on this computer; there is one on another: to send to it, name it, {self._elsewhere}"
            )
        return Address(_LOOPBACK, _DEFAULT_PORT)

    def close(self) -> None:
        """Stops listening."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _take(self, datagram: bytes, sender: str) -> None:
        state = _state(datagram)
        if state is None:
            return
        is_active, port = state
        if not self._is_own(sender):
            self._elsewhere = Address(sender, port)
        elif is_active:
            self._found = Address(_LOOPBACK, port)
        else:
            self._is_off = True


def _listening(port: int) -> socket.socket | None:
    opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "SO_REUSEPORT"):
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        opened.bind(("", port))
        opened.setblocking(False)
    except OSError:
        opened.close()
        return None
    return opened


def _state(datagram: bytes) -> tuple[bool, int] | None:
    """Reads whether the API is on, and its port; None of any other datagram."""
    try:
        message: Any = json.loads(datagram)
    except (ValueError, RecursionError):
        return None
    if not isinstance(message, dict) or (message.get("apiName"), message.get("messageType")) != (API_NAME, _TYPE):
        return None
    data = message.get("data")
    if not isinstance(data, dict):
        return None
    is_active, port = data.get("active"), data.get("port")
    if not isinstance(is_active, bool) or not isinstance(port, int) or not 0 < port < 65_536:
        return None
    return is_active, port
