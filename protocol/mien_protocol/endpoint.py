"""Connection of a socket to a daemon by its connection file."""

import secrets
from collections.abc import Mapping
from typing import Any

import zmq

from mien_protocol.errors import MienError

__all__ = ["dial", "new_identity"]


def dial(socket: "zmq.Socket[Any]", connection: Mapping[str, Any], name: str) -> None:
    """Connects a socket, encrypted where the daemon encrypts.

    Args:
        socket: Not yet connected; high-water marks and routing id have been set.
        connection: What `read_connection` has read.
        name: Which of the daemon's sockets: `control`, `motion`, `face` or `bake`.

    Raises:
        MienError: If the file names no address, or its key is none.
    """
    key = connection.get("curve_key")
    if key:
        public, secret = zmq.curve_keypair()
        try:
            socket.curve_serverkey, socket.curve_publickey, socket.curve_secretkey = key.encode(), public, secret
        except zmq.ZMQError as error:
            raise MienError("the connection file's curve_key is no key: expected 40 characters of Z85") from error
    endpoint = connection[name]
    try:
        socket.ipv6 = "[" in endpoint
        socket.connect(endpoint)
    except zmq.ZMQError as error:
        raise MienError(f"the connection file names {endpoint!r}, which is no address: {error.strerror}") from error


def new_identity() -> bytes:
    """Makes a routing id for a client: 16 random bytes, the first not 0, as ids are that ROUTER sockets make."""
    return b"\x01" + secrets.token_bytes(15)
