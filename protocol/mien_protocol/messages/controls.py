"""Controls of a performance, and the messages that change them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypedDict, cast

from mien_protocol.limits import Limits
from mien_protocol.messages.choices import Activity, Emotion, Manner
from mien_protocol.messages.common import Reply, Request, SessionId
from mien_protocol.rig import GAZE_LIMITS_RAD
from mien_protocol.values import Float, Kind, Str, malformed, wrong

__all__ = [
    "CONTROL_KINDS",
    "CONTROL_SINCE",
    "EMOTIONS",
    "NATURAL_CONTROLS",
    "ChangedControls",
    "ControlsSet",
    "PartialControls",
    "SetControls",
]

EMOTIONS = tuple(emotion.value for emotion in Emotion)
"""Emotions by name, for menus."""

CONTROL_KINDS: dict[str, Kind] = {
    "gaze_yaw_rad": Float(-GAZE_LIMITS_RAD[0], GAZE_LIMITS_RAD[0]),
    "gaze_pitch_rad": Float(-GAZE_LIMITS_RAD[1], GAZE_LIMITS_RAD[1]),
    "distance": Float(0.7, 1.5),
    "head_gain": Float(0.0, 2.0),
    "lips_gain": Float(0.0, 2.0),
    "emotion": Str(choices=tuple(Emotion)),
    "emotion_strength": Float(0.0, 1.0),
    "blink_rate_per_min": Float(0.0, 60.0),
    "manner": Str(choices=tuple(Manner)),
    "affect": Float(0.0, 1.0),
    "activity": Str(choices=tuple(Activity)),
}
"""Type and range of each control; `blink_rate_per_min` may also be nil, the natural rate."""

CONTROL_SINCE: Mapping[str, tuple[int, int]] = {"manner": (1, 1), "affect": (1, 1), "activity": (1, 1)}
"""Version that brought a control, where it is later than 1.0: an older daemon does not name it in `controls_set`."""


class PartialControls(TypedDict, total=False):
    """Some of the controls; the others stay as they are.

    Attributes:
        gaze_yaw_rad: Direction of attention to the character's left, radians, -0.6..0.6.
        gaze_pitch_rad: Direction of attention upwards, radians, -0.45..0.45.
        distance: Distance from the viewer, relative to the photo's, 0.7..1.5.
        head_gain: Amplitude of head movement, 0..2; 1 is natural.
        lips_gain: Amplitude of articulation, 0..2; 1 is natural.
        emotion: Mood of the face.
        emotion_strength: Strength of the emotion, 0..1.
        blink_rate_per_min: Blinks a minute, 0..60; None for the natural rate.
        manner: Liveliness and bearing; since 1.1.
        affect: Share of the voice's excitement that shows, 0..1; since 1.1.
        activity: Part in the conversation; since 1.1.
    """

    gaze_yaw_rad: float
    gaze_pitch_rad: float
    distance: float
    head_gain: float
    lips_gain: float
    emotion: str
    emotion_strength: float
    blink_rate_per_min: float | None
    manner: str
    affect: float
    activity: str


NATURAL_CONTROLS: PartialControls = {
    "gaze_yaw_rad": 0.0,
    "gaze_pitch_rad": 0.0,
    "distance": 1.0,
    "head_gain": 1.0,
    "lips_gain": 1.0,
    "emotion": Emotion.NEUTRAL.value,
    "emotion_strength": 1.0,
    "blink_rate_per_min": None,
    "manner": Manner.NATURAL.value,
    "affect": 0.5,
    "activity": Activity.AUTO.value,
}
"""Controls of a session that names none."""


@dataclass(frozen=True, slots=True)
class ControlsKind(Kind):
    """A map of controls.

    Attributes:
        whole: True if all of version 1.0 must be named.
    """

    whole: bool = False

    def read(self, value: object, name: str, limits: Limits) -> PartialControls:
        """The controls that are named and known, each in its range."""
        if not isinstance(value, Mapping):
            raise wrong(name, "a map", value)
        read: dict[str, Any] = {}
        for control, kind in CONTROL_KINDS.items():
            if control in value:
                natural = value[control] is None and control == "blink_rate_per_min"
                read[control] = None if natural else kind.read(value[control], f"{name}.{control}", limits)
            elif self.whole and control not in CONTROL_SINCE:
                raise malformed(f"{name}.{control}", "a value", "none")
        return cast("PartialControls", read)


ChangedControls = Annotated[PartialControls, ControlsKind()]


@dataclass(frozen=True, slots=True)
class SetControls(Request):
    """Changes how a session performs, from its next frame on.

    Attributes:
        session: The session.
        controls: Controls that change.
    """

    session: SessionId
    controls: ChangedControls


@dataclass(frozen=True, slots=True)
class ControlsSet(Reply):
    """Answers `SetControls`.

    Attributes:
        session: The session.
        controls: All controls that now hold.
    """

    session: SessionId
    controls: Annotated[PartialControls, ControlsKind(whole=True)]
