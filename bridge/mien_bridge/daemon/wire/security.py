"""Access to the daemon: its token and its CURVE keys."""

import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field

import zmq

from mien_protocol.errors import MienError

__all__ = ["Security", "secure"]

_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Security:
    """The secrets of one run of the daemon.

    Attributes:
        token: What `hello` and `bake_open` must carry, base64url.
        curve_key: The daemon's public key in Z85; None where CURVE is off.
    """

    token: str
    curve_key: str | None
    _curve_secret: bytes | None = field(repr=False)

    def admits(self, token: str) -> bool:
        """True if `token` is the right one; takes as long whatever is wrong with it."""
        return hmac.compare_digest(token.encode(), self.token.encode())

    def protect(self, socket: "zmq.Socket[bytes]") -> None:
        """Restricts a socket to encrypted connections, where CURVE is on; call it before binding."""
        if self._curve_secret is not None:
            socket.curve_server = True
            socket.curve_secretkey = self._curve_secret


def secure(host: str, *, curve: bool) -> Security:
    """Makes fresh secrets for a daemon that is to be bound to `host`.

    Args:
        host: An address of this machine, as typed.
        curve: Whether to encrypt.

    Raises:
        MienError: If the address is reachable from other machines and `curve` is off, if it is no address of one
            interface, or if the installed ZeroMQ has no CURVE.
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        raise MienError(f"the host must be an IP address such as 127.0.0.1, got {host!r}") from None
    if address.is_unspecified:
        raise MienError(
            f"the host {host} means every interface, and clients could not be told where to connect; "
            "name the one address that they reach"
        )
    if not curve:
        if not address.is_loopback:
            raise MienError(
                f"{host} can be reached from other machines, and nothing would be encrypted; add --curve, "
                "or use 127.0.0.1"
            )
        return Security(_token(), None, None)
    if not zmq.has("curve"):
        raise MienError("--curve needs a ZeroMQ that was built with CURVE; the installed one was not")
    public, secret = zmq.curve_keypair()
    return Security(_token(), public.decode("ascii"), secret)


def _token() -> str:
    return secrets.token_urlsafe(_TOKEN_BYTES)
