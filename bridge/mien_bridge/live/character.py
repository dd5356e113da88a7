"""The character that pages show: a VRM or GLB file that its user gave."""

from dataclasses import dataclass
from typing import Final

from mien_bridge.web.live_host import Character
from mien_bridge.web.live_state import ActiveCharacter
from mien_protocol.errors import MienError

__all__ = ["GivenCharacter"]

_MAGIC: Final = b"glTF"


@dataclass(frozen=True, slots=True)
class GivenCharacter:
    """A character and how pages tell it from the one before.

    Attributes:
        file: The file.
        about: What pages are told.
    """

    file: Character
    about: ActiveCharacter

    @staticmethod
    def of(name: str, data: bytes, revision: int) -> "GivenCharacter":
        """The character that a file holds.

        Raises:
            MienError: If it is no binary glTF.
        """
        if not data.startswith(_MAGIC):
            raise MienError(f"{name} is no VRM or GLB: expected binary glTF; export the character as .vrm or .glb")
        kind = "vrm" if name.lower().endswith(".vrm") else "glb"
        return GivenCharacter(Character(name, data), ActiveCharacter(name, kind, revision))
