"""Errors of a client, besides what a daemon says in a `ProtocolError`."""

from mien_protocol.errors import MienError

__all__ = ["DaemonSilentError", "SessionLostError"]


class DaemonSilentError(MienError):
    """The daemon sent nothing within the time given; the message tells what was expected."""


class SessionLostError(MienError):
    """The session has ended, not at this client's request; the message tells why."""
