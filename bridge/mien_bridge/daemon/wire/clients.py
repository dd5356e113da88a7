"""Connected clients, and the time at which each was last heard."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

__all__ = ["ClientTable", "ConnectedClient"]

_HEARTBEATS_MISSED: Final = 3

_ERROR_EVERY_NS: Final = 1_000_000_000
_STRANGERS: Final = 1_024
"""Number of senders of unreadable messages that are remembered; one that is forgotten is answered once more."""


@dataclass(slots=True)
class ConnectedClient:
    """A connection that has said hello.

    Attributes:
        identity: Its routing id on the control socket.
        name: What it calls itself.
        heard_ns: Daemon time of its last message.
        sessions: Names of the sessions that it opened.
    """

    identity: bytes
    name: str
    heard_ns: int
    sessions: set[str] = field(default_factory=set)


class ClientTable:
    """All connections of the control socket."""

    def __init__(self, heartbeat_ns: int) -> None:
        """Considers clients gone that were silent for three times `heartbeat_ns`."""
        self._patience_ns = _HEARTBEATS_MISSED * heartbeat_ns
        self._clients: dict[bytes, ConnectedClient] = {}
        self._answered_ns: OrderedDict[bytes, int] = OrderedDict()

    def get(self, identity: bytes) -> ConnectedClient | None:
        """The client of a routing id, if it has said hello."""
        return self._clients.get(identity)

    def welcome(self, identity: bytes, name: str, now_ns: int) -> ConnectedClient:
        """Admits a connection; one that says hello again keeps its sessions."""
        client = self._clients.get(identity) or ConnectedClient(identity, name, now_ns)
        client.name, client.heard_ns = name, now_ns
        self._clients[identity] = client
        return client

    def leave(self, now_ns: int) -> list[ConnectedClient]:
        """Removes and returns the clients considered gone."""
        gone = [client for client in self._clients.values() if now_ns - client.heard_ns > self._patience_ns]
        for client in gone:
            del self._clients[client.identity]
        return gone

    def extend_deadlines(self, lost_ns: int) -> None:
        """Extends every deadline by the stall, during which no client was heard."""
        for client in self._clients.values():
            client.heard_ns += lost_ns

    def may_be_told(self, identity: bytes, now_ns: int) -> bool:
        """True if another error about an unreadable message may go to this connection: one a second."""
        told_ns = self._answered_ns.get(identity)
        if told_ns is not None and now_ns - told_ns < _ERROR_EVERY_NS:
            return False
        self._answered_ns[identity] = now_ns
        self._answered_ns.move_to_end(identity)
        if len(self._answered_ns) > _STRANGERS:
            self._answered_ns.popitem(last=False)
        return True
