"""A host and a port, as users write them."""

import re
import socket
from dataclasses import dataclass
from typing import Any, Final

from mien_protocol.errors import MienError

__all__ = ["Address"]

_WRITTEN: Final = re.compile(
    r"(?:\[(?P<six>[0-9A-Fa-f:.%\w]+)\]|(?P<host>[^\s:\[\]/@]+))(?::(?P<port>\d{1,5}))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a port.

    Attributes:
        host: A name or an address, IPv6 without brackets.
        port: 1..65535.
    """

    host: str
    port: int

    @staticmethod
    def of(text: str, default_port: int) -> "Address":
        """Reads `HOST`, `HOST:PORT` or `[IPv6]:PORT`.

        Raises:
            MienError: If it is none of these.
        """
        found = _WRITTEN.fullmatch(text.strip())
        port = int(found["port"] or default_port) if found else 0
        if found is None or not 1 <= port <= 65535:
            raise MienError(f"expected HOST or HOST:PORT with a port from 1 to 65535, got {text[:80]!r}")
        return Address(found["six"] or found["host"], port)

    def resolved(self) -> tuple[socket.AddressFamily, tuple[Any, ...]]:
        """The family and the address of a UDP endpoint of the host; may ask the network, and wait for it.

        IPv4 goes before IPv6: of `localhost` and the like, receivers mostly listen to the former alone.

        Raises:
            MienError: If there is no such host.
        """
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_DGRAM)
        except (OSError, UnicodeError) as error:
            raise MienError(f"there is no host {self.host!r}: {error}; give its name or address") from error
        family, _, _, _, where = min(found, key=lambda entry: entry[0] != socket.AF_INET)
        return family, where

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
