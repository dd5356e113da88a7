"""Errors of a client, besides what a daemon says in a `ProtocolError`."""

from mien_protocol.errors import MienError

__all__ = ["DaemonSilentError", "SessionLostError"]


class DaemonSilentError(MienError):
    """Nothing came from the daemon within the time given; the message tells what was waited for."""


class SessionLostError(MienError):
    """The session is no more, and its daemon did not end it at the client's wish; the message tells why."""
