"""GUIDs, by which Unity knows files: those of the package and its samples, and those that are made here."""

import hashlib

__all__ = [
    "FACE",
    "MICROPHONE",
    "NPC",
    "PERFORMER",
    "SKIN_SHADER",
    "STREAMING_NPC",
    "VOICE",
    "VTUBER",
    "guid_of",
]


PERFORMER = "af89f9114e920f87a3e5908a9f44d771"
FACE = "4f4419bbc9b0448716a49b4cb83e8f69"
VOICE = "2d630bc7bd60b97dbd697cfd4887da7a"
MICROPHONE = "a4a54333c2eb06280da649a47447f7d7"
NPC = "6177328419b69a750d84cc3265dc1307"
STREAMING_NPC = "1b89323b1f5beada89f47a2ab2d9a612"
VTUBER = "7fd5ffab8edee7d85328752fcfddd06b"
SKIN_SHADER = "19d3089a36498c9f72d7a52043b78bdd"


def guid_of(name: str) -> str:
    """The GUID of a file that is made here, always the same for a name: who makes it again keeps references to it."""
    return hashlib.sha256(f"mien/stock-head/{name}".encode()).hexdigest()[:32]
