"""Conventions of the page: the part of the messages that it needs, and names that differ from the declarations'."""

from collections.abc import Mapping
from typing import Final

__all__ = ["FLAGS", "INTERFACES", "READ", "SENT"]

INTERFACES: Final[Mapping[str, str]] = {
    "StreamHeader": "CommonHeader",
    "MotionStreamHeader": "MotionHeader",
    "FaceStreamHeader": "FaceHeader",
    "AudioStreamHeader": "AudioHeader",
    "Frame": "FrameHeader",
}
"""Interfaces by the class that they stand for."""

READ: Final[Mapping[str, tuple[str, ...]]] = {
    "StreamHeader": ("session", "epoch", "rate_hz"),
    "MotionStreamHeader": ("layout", "expression_names", "latent_size"),
    "FaceStreamHeader": ("layout", "width", "height", "alpha"),
    "AudioStreamHeader": ("layout",),
    "Frame": ("epoch", "seq", "time_ns", "flags"),
}
"""Fields of headers that the page reads; it neither wears textures nor bakes, and plays by media time."""

SENT: Final = ("Hello", "Ping")
"""Messages that the page sends on the channel `control`; what it asks for travels on `live`."""

FLAGS: Final[Mapping[tuple[str, str], tuple[str, str, str]]] = {
    ("FaceStreamHeader", "alpha"): ("hasAlpha", "straight", "True if there is alpha, straight; otherwise opaque."),
}
"""Fields of two words that are true or false here: property, the word for true, note."""
