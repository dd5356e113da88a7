"""Where VTube Studio listens."""

import re
from dataclasses import dataclass
from typing import Final

from mien_protocol.errors import MienError

__all__ = ["DEFAULT_PORT", "LOOPBACK", "Address", "read_address"]

DEFAULT_PORT: Final = 8001
LOOPBACK: Final = "127.0.0.1"

_ADDRESS: Final = re.compile(r"(?:ws://)?(?P<host>\[[0-9A-Fa-f:.%]+\]|[^\s\[\]:/?#@]+)(?::(?P<port>\d{1,5}))?/?")


@dataclass(frozen=True, slots=True)
class Address:
    """A host, by name or number, and a port of it."""

    host: str
    port: int

    @property
    def uri(self) -> str:
        """As a WebSocket's."""
        return f"ws://{self}"

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def read_address(text: str) -> Address:
    """What a user typed: `HOST`, `HOST:PORT` or `ws://HOST:PORT`; port 8001 if none is given.

    Raises:
        MienError: If it is none of these.
    """
    found = _ADDRESS.fullmatch(text.strip())
    port = int(found["port"] or DEFAULT_PORT) if found else 0
    if found is None or not 0 < port < 65_536:
        raise MienError(f"address of VTube Studio: expected HOST:PORT, such as 192.168.1.20:8001, got {text[:80]!r}")
    return Address(found["host"].strip("[]"), port)
