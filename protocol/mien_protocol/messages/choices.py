"""Choices: the words that a text field may hold, each with its meaning."""

from enum import StrEnum

__all__ = [
    "Activity",
    "Alpha",
    "Emotion",
    "FaceLayout",
    "Manner",
    "MotionLayout",
    "Pace",
    "PictureFormat",
]


class Pace(StrEnum):
    """Pace at which a session performs its audio."""

    LIVE = "live"
    """As it arrives."""
    SPEAK = "speak"
    """Paced to playback; audio may come at once."""


class MotionLayout(StrEnum):
    """Layout of a frame of motion."""

    M1 = "m1"
    """Expression, head and gaze."""
    M1L = "m1l"
    """The same, then the motion latent."""


class FaceLayout(StrEnum):
    """Content of the pictures."""

    PORTRAIT = "portrait"
    """The photo's frame."""
    CUTOUT = "cutout"
    """The person, with alpha."""
    TEXTURE = "texture"
    """The face unwrapped into the face mesh's UV, with alpha."""


class PictureFormat(StrEnum):
    """Encoding of the pictures."""

    RGBA8 = "rgba8"
    """Rows of RGBA, 8 bits each, the top one first."""
    JPEG = "jpeg"
    """A JPEG and, beside it, its alpha."""


class Alpha(StrEnum):
    """Alpha of the pictures."""

    STRAIGHT = "straight"
    """Not multiplied into the colours."""
    NONE = "none"
    """The pictures are opaque."""


class Emotion(StrEnum):
    """Mood of the face."""

    NEUTRAL = "neutral"
    """Calm."""
    HAPPY = "happy"
    """Smiling."""
    SAD = "sad"
    """Downcast."""
    ANGRY = "angry"
    """Frowning."""
    SURPRISED = "surprised"
    """Wide-eyed."""


class Manner(StrEnum):
    """Liveliness and bearing of a character; since 1.1."""

    NATURAL = "natural"
    """At ease."""
    LIVELY = "lively"
    """Expressive: larger movements of the head and brows."""
    CALM = "calm"
    """Reserved: smaller movements."""
    PRESENTER = "presenter"
    """Chin up, eyes on the viewer, stresses with head and brows."""
    SHY = "shy"
    """Chin down, eyes often averted."""


class Activity(StrEnum):
    """Part that a character has in a conversation; since 1.1."""

    AUTO = "auto"
    """Follows the sound: speaking while there is any, listening for some seconds after it, then idle."""
    IDLE = "idle"
    """Waits."""
    LISTENING = "listening"
    """Attends to someone who speaks."""
    THINKING = "thinking"
    """Looks for an answer."""
    SPEAKING = "speaking"
    """Speaks, or is about to: holds the floor before there is sound."""
