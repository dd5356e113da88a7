"""Participants of a connection, by name."""

from mien_protocol.client.connection.participant import Participant
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["Participants"]


class Participants:
    """The sessions and bakes of one connection; each may be removed during a delivery.

    There may be two of one name: a session that this client has opened, and looks on at.
    """

    def __init__(self) -> None:
        self._all: list[Participant] = []

    def add(self, participant: Participant) -> None:
        """Adds a participant."""
        self._all.append(participant)

    def remove(self, participant: Participant) -> None:
        """Removes a participant, if it is there."""
        self._all = [one for one in self._all if one is not participant]

    def on(self, socket: Socket) -> list[Participant]:
        """The participants that use one socket."""
        return [one for one in self._all if one.socket is socket]

    def take(self, socket: Socket, message: Message) -> bool:
        """Delivers a message to the participants it concerns; returns True if there are any."""
        name = getattr(message, "session", None)
        concerned = [one for one in self._all if one.name == name]
        for participant in concerned:
            participant.take(socket, message)
        return bool(concerned)

    def tick(self, now_ns: int) -> None:
        """Ticks every participant."""
        for participant in list(self._all):
            participant.tick(now_ns)

    def reconnected(self, server_id: str, *sockets: Socket) -> None:
        """Notifies the participants of some sockets of the reply to another hello."""
        for participant in [one for one in self._all if one.socket in sockets]:
            participant.reconnected(server_id)
