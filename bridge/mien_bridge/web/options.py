"""Options of the web server."""

from dataclasses import dataclass
from pathlib import Path

__all__ = ["DEFAULT_PORT", "WebOptions"]

DEFAULT_PORT = 5580


@dataclass(frozen=True, slots=True)
class WebOptions:
    """Options of the web server.

    Attributes:
        host: The address to listen on.
        port: Its port; 0 for any that is free.
        names: Further names under which it is reached, as `NAME` or `NAME:PORT`.
        origins: Origins of others whose pages may use it, such as `https://example.org`.
        pages: Folder of the pages; None for those that were built.
    """

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    names: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    pages: Path | None = None
