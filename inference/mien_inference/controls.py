"""Controls of the motion, independent of the speech."""

from dataclasses import dataclass
from enum import StrEnum

from mien_protocol.rig import GAZE_LIMITS_RAD

__all__ = ["Activity", "Controls", "Emotion", "MannerName"]


class Emotion(StrEnum):
    """The mood that colours a performance; an offset on what the speech itself does."""

    NEUTRAL = "neutral"
    HAPPY = "happy"
    SAD = "sad"
    ANGRY = "angry"
    SURPRISED = "surprised"


class MannerName(StrEnum):
    """Liveliness and bearing of the character."""

    NATURAL = "natural"
    LIVELY = "lively"
    CALM = "calm"
    PRESENTER = "presenter"
    SHY = "shy"


class Activity(StrEnum):
    """The part that the character has in a conversation."""

    AUTO = "auto"
    """Follows from the sound: speaking while there is any, listening for some seconds after it, then idle."""
    IDLE = "idle"
    LISTENING = "listening"
    THINKING = "thinking"
    SPEAKING = "speaking"
    """Speaks, or is about to: holds the floor even before there is sound."""


@dataclass(frozen=True, slots=True)
class Controls:
    """Controls of one performance; the defaults are a person at ease who talks to the viewer.

    Attributes:
        gaze_yaw_rad: Where the character attends, towards its left; -0.6..0.6.
        gaze_pitch_rad: The same, upwards; -0.45..0.45.
        distance: Distance of the head from the viewer, relative to the photo's; 0.7..1.5.
        head_gain: Amplitude of head movement; 0 holds still, 1 is natural; 0..2.
        lips_gain: Amplitude of articulation, closures excepted; 0..2.
        emotion: The mood.
        emotion_strength: 0..1.
        blink_rate_per_min: Blinks a minute; None leaves the natural rate, 0 never blinks; 0..60.
        manner: How lively the character is, and how it carries itself.
        affect: How much the excitement of the voice shows in mouth, brows and head; 0..1.
        activity: The part that it has in a conversation.

    Raises:
        ValueError: If a value is outside its range.
    """

    gaze_yaw_rad: float = 0.0
    gaze_pitch_rad: float = 0.0
    distance: float = 1.0
    head_gain: float = 1.0
    lips_gain: float = 1.0
    emotion: Emotion = Emotion.NEUTRAL
    emotion_strength: float = 1.0
    blink_rate_per_min: float | None = None
    manner: MannerName = MannerName.NATURAL
    affect: float = 0.5
    activity: Activity = Activity.AUTO

    def __post_init__(self) -> None:
        _check("gaze yaw", self.gaze_yaw_rad, -GAZE_LIMITS_RAD[0], GAZE_LIMITS_RAD[0], "radians")
        _check("gaze pitch", self.gaze_pitch_rad, -GAZE_LIMITS_RAD[1], GAZE_LIMITS_RAD[1], "radians")
        _check("distance", self.distance, 0.7, 1.5, "times the photo's")
        _check("head", self.head_gain, 0.0, 2.0, "times natural")
        _check("lips", self.lips_gain, 0.0, 2.0, "times natural")
        _check("emotion strength", self.emotion_strength, 0.0, 1.0, "of full")
        _check("affect", self.affect, 0.0, 1.0, "of full")
        if self.blink_rate_per_min is not None:
            _check("blink rate", self.blink_rate_per_min, 0.0, 60.0, "blinks a minute")


def _check(name: str, value: float, low: float, high: float, unit: str) -> None:
    # `not (a <= b)` rather than `a > b`: NaN must fail too.
    if not low <= value <= high:
        raise ValueError(f"{name} must be {low:g} to {high:g} {unit}, got {value:g}")
