"""Errors of a client, besides what a daemon says in a `ProtocolError`."""

from mien_protocol.errors import MienError

__all__ = ["DaemonBusyError", "DaemonSilentError", "SessionLostError"]


class DaemonSilentError(MienError):
    """The daemon sent nothing within the time given; the message tells what was expected."""


class DaemonBusyError(DaemonSilentError):
    """The daemon is there, for somebody listens at its address, but has not answered in time: ask again later."""


class SessionLostError(MienError):
    """The session has ended, not at this client's request; the message tells why."""
