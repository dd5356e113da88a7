"""Access to the web server: by its own names, from its own pages, with its token."""

import hmac
import ipaddress
import secrets
from typing import Final

from websockets.datastructures import Headers

from mien_bridge.web.options import WebOptions
from mien_protocol.errors import MienError

__all__ = ["Access", "RefusedError"]

_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}
"""Addresses that stand for all, and by which of them this machine reaches itself."""
_TOKEN_BYTES: Final = 32
_SHOWN_CHARS: Final = 60


class RefusedError(MienError):
    """A request that is not let in; the message says why, for whoever typed the address."""


class Access:
    """Judges requests to one server.

    A page anywhere on the web can have its visitor's browser send requests to this machine, even under a name of the
    page's own that it lets point here. What it cannot do is choose the headers `Host` and `Origin`.

    Attributes:
        token: What lets in; new for each server.
        address: Where the server is reached, as `HOST:PORT`.
    """

    def __init__(self, options: WebOptions, port: int) -> None:
        """Judges by a server's options.

        Args:
            options: Of the server.
            port: Where it listens.
        """
        self.token = secrets.token_urlsafe(_TOKEN_BYTES)
        own = _own_name(options)
        names = [*(_LOOPBACK if _is_local(options.host) else ()), own, *map(_bracketed, options.names)]
        self._hosts = {host for name in names for host in _with_port(name.lower(), port)}
        self._origins = {f"http://{host}" for host in self._hosts} | {origin.rstrip("/") for origin in options.origins}
        self.address = _with_port(own, port)[0]

    def check(self, headers: Headers) -> None:
        """Checks where a request was sent to, and which page sent it.

        Raises:
            RefusedError: If it was not meant for this server, or comes from a page of another.
        """
        hosts = [host.strip().lower() for host in headers.get_all("Host")]
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            got = _shown(", ".join(hosts)) if hosts else "none"
            raise RefusedError(
                f"this server is {self.address}, got a request for the host {got}; open it as that, "
                f"or name the other with --name"
            )
        for origin in headers.get_all("Origin"):
            if origin.strip() not in self._origins:
                raise RefusedError(
                    f"pages of {_shown(origin)} may not use this server; allow that origin with --allow-origin"
                )

    def admits(self, token: str) -> bool:
        """True if a token is the server's; takes the same time for any other."""
        return hmac.compare_digest(self.token.encode("ascii"), token.encode("utf-8", "replace"))

    def host_of(self, headers: Headers) -> str:
        """The host by which a request that was checked reached the server."""
        return headers["Host"].strip().lower()


def _is_local(host: str) -> bool:
    """True if a server at this address is reached over the loopback, too."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return address.is_loopback or address.is_unspecified


def _own_name(options: WebOptions) -> str:
    """The server's own name: where it listens everywhere, the first given name, or the loopback."""
    if options.host in _EVERYWHERE:
        return _bracketed(options.names[0]).lower() if options.names else _EVERYWHERE[options.host]
    return _bracketed(options.host)


def _bracketed(host: str) -> str:
    is_ipv6 = host.count(":") > 1 and not host.startswith("[")
    return f"[{host}]" if is_ipv6 else host


def _with_port(name: str, port: int) -> list[str]:
    """A host as a browser names it: without the port where it is the usual one."""
    if name.rpartition("]")[2].count(":") == 1:
        return [name]
    return [f"{name}:{port}", *([name] if port == 80 else [])]


def _shown(text: str) -> str:
    return ascii(text if len(text) <= _SHOWN_CHARS else text[:_SHOWN_CHARS] + "...")
