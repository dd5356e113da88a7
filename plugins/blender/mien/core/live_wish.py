# SPDX-License-Identifier: GPL-3.0-or-later
"""Choice of the live session: one of one's own, or one that somebody else has opened."""

from dataclasses import dataclass, field

from mien_protocol.client import Client, ClientSession, SessionView
from mien_protocol.errors import MienError
from mien_protocol.messages.controls import PartialControls
from mien_protocol.messages.sessions import FaceRequest

__all__ = ["OwnSession", "WatchedSession", "Wish"]


@dataclass(frozen=True, slots=True)
class WatchedSession:
    """Somebody else's session.

    Attributes:
        name: What the daemon calls it; empty for the one that was opened last.
        face: Whether its pictures are wanted.
    """

    name: str = ""
    face: bool = False

    def open(self, client: Client, audio_rate_hz: int) -> SessionView:
        """Begins to look on; the rate is of no importance.

        Raises:
            MienError: If there is no such session.
        """
        name = self.name
        if not name:
            names = client.sessions()
            if not names:
                raise MienError("the daemon has no session to look on at; start something that speaks")
            name = names[-1]
        return client.watch(name, face=self.face)


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session for what is spoken from here.

    Attributes:
        seed: Chooses a performance.
        controls: Controls to begin with.
        avatar: A photo for pictures; None for none.
        face: The pictures to make of it.
    """

    seed: int = 0
    controls: PartialControls = field(default_factory=PartialControls)
    avatar: bytes | None = field(default=None, repr=False)
    face: FaceRequest | None = None

    def open(self, client: Client, audio_rate_hz: int) -> ClientSession:
        """Opens it for sound of a rate.

        Raises:
            MienError: If the daemon refuses or is silent.
        """
        return client.open_session(
            pace="speak",
            seed=self.seed,
            audio_rate_hz=audio_rate_hz,
            controls=self.controls,
            avatar=self.avatar,
            face=self.face if self.avatar else None,
        )


Wish = WatchedSession | OwnSession
