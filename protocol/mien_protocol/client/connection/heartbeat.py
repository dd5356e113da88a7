"""Heartbeats: when to send a ping, and when the daemon is taken for silent."""

from typing import Final

from mien_protocol.messages.table import Socket

__all__ = ["Heartbeat", "Heartbeats", "ping_every_s"]

_HEARTBEATS_MISSED: Final = 3
_PING_EVERY_S: Final = 1.0


def ping_every_s(heartbeat_s: float) -> float:
    """Seconds between the pings of a client that says nothing else, of a daemon's heartbeat period."""
    return min(_PING_EVERY_S, heartbeat_s / 2)


class Heartbeat:
    """Heartbeat of the daemon at one socket; callers pass the time in."""

    def __init__(self, heartbeat_s: float, now_ns: int) -> None:
        """Starts with a daemon heard just now, whose heartbeat period is `heartbeat_s`."""
        self._every_ns = round(ping_every_s(heartbeat_s) * 1e9)
        self._patience_ns = round(_HEARTBEATS_MISSED * heartbeat_s * 1e9)
        self._asked_ns: int | None = None
        self._pinged_ns = now_ns

    def due_ns(self, now_ns: int) -> int:
        """Nanoseconds until a ping is due; 0 if it is due now."""
        return max(self._pinged_ns + self._every_ns - now_ns, 0)

    def pinged(self, now_ns: int) -> None:
        """Records that a ping was sent."""
        self._pinged_ns = now_ns
        if self._asked_ns is None:
            self._asked_ns = now_ns

    def heard(self) -> None:
        """Records that a message arrived; any message is a sign of life."""
        self._asked_ns = None

    def is_silent(self, now_ns: int) -> bool:
        """True if the oldest ping without an answer is older than three heartbeats."""
        return self._asked_ns is not None and now_ns - self._asked_ns > self._patience_ns


class Heartbeats:
    """The heartbeats of a connection's sockets; none before the reply to the hello."""

    def __init__(self) -> None:
        self._heartbeats: dict[Socket, Heartbeat] = {}

    def __bool__(self) -> bool:
        return bool(self._heartbeats)

    def begin(self, socket: Socket, heartbeat_s: float, now_ns: int) -> None:
        """Starts the heartbeat of a socket, unless it is running."""
        if socket not in self._heartbeats:
            self._heartbeats[socket] = Heartbeat(heartbeat_s, now_ns)

    def end(self, socket: Socket) -> None:
        """Stops the heartbeat of a socket."""
        self._heartbeats.pop(socket, None)

    def clear(self) -> None:
        """Stops all heartbeats."""
        self._heartbeats.clear()

    def heard(self, socket: Socket) -> None:
        """Records that a message arrived on a socket."""
        if socket in self._heartbeats:
            self._heartbeats[socket].heard()

    def due_ns(self, now_ns: int) -> int:
        """Nanoseconds until the next ping is due."""
        return min(heartbeat.due_ns(now_ns) for heartbeat in self._heartbeats.values())

    def pinged(self, now_ns: int) -> list[Socket]:
        """Returns the sockets on which a ping is due, and records each ping as sent now."""
        due = [socket for socket, heartbeat in self._heartbeats.items() if heartbeat.due_ns(now_ns) == 0]
        for socket in due:
            self._heartbeats[socket].pinged(now_ns)
        return due

    def is_silent(self, now_ns: int) -> bool:
        """True if the daemon is silent on one of them."""
        return any(heartbeat.is_silent(now_ns) for heartbeat in self._heartbeats.values())
