"""Everything that a connection carries messages for, by name."""

from mien_protocol.client.participant import Participant
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["Participants"]


class Participants:
    """The sessions and bakes of one connection; each may leave while others are told something."""

    def __init__(self) -> None:
        self._by_name: dict[str, Participant] = {}

    def add(self, participant: Participant) -> None:
        """Takes one in."""
        self._by_name[participant.name] = participant

    def remove(self, participant: Participant) -> None:
        """Lets one go."""
        self._by_name.pop(participant.name, None)

    def on(self, socket: Socket) -> list[Participant]:
        """Those of which one socket speaks."""
        return [one for one in self._by_name.values() if one.socket is socket]

    def take(self, socket: Socket, message: Message) -> bool:
        """Whether there is one whom a message concerns, and who has taken it."""
        participant = self._by_name.get(str(getattr(message, "session", None)))
        if participant is None:
            return False
        participant.take(socket, message)
        return True

    def tick(self, now_ns: int) -> None:
        """Lets each do what is due."""
        for participant in list(self._by_name.values()):
            participant.tick(now_ns)

    def reconnected(self, server_id: str, *sockets: Socket) -> None:
        """Tells those of some sockets that the daemon was greeted anew."""
        for participant in [one for socket in sockets for one in self.on(socket)]:
            participant.reconnected(server_id)
