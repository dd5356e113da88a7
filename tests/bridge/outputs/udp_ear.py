"""A program's end of UDP, for tests."""

import socket

from tests.bridge.outputs.fakes import WAIT_S


class UdpEar:
    """Listens on a port of this machine's loopback."""

    def __init__(self, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> None:
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        self._socket.settimeout(WAIT_S)
        self._socket.bind(("127.0.0.1" if family is socket.AF_INET else "::1", port))

    def __enter__(self) -> "UdpEar":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    @property
    def name(self) -> str:
        return f"127.0.0.1:{self.port}"

    def hear(self) -> bytes:
        """The next datagram; fails if none comes."""
        return self._socket.recv(65_536)

    def say(self, data: bytes, port: int) -> None:
        """Sends from the port on which it listens."""
        self._socket.sendto(data, ("127.0.0.1", port))

    def is_quiet(self) -> bool:
        """Whether nothing has come that was not heard."""
        self._socket.setblocking(False)
        try:
            self._socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        finally:
            self._socket.settimeout(WAIT_S)
        return False


def free_port() -> int:
    """A UDP port on which nothing listens just now."""
    with UdpEar() as ear:
        return ear.port
