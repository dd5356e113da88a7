"""Controls of a performance, and the messages that change them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypedDict, cast

from mien_protocol.limits import Limits
from mien_protocol.messages.common import Reply, Request, SessionId
from mien_protocol.rig import GAZE_LIMITS_RAD
from mien_protocol.values import Float, Kind, Str, malformed, wrong

__all__ = [
    "ACTIVITIES",
    "CONTROL_KINDS",
    "EMOTIONS",
    "MANNERS",
    "ChangedControls",
    "ControlsSet",
    "PartialControls",
    "SetControls",
]

MANNERS = ("natural", "lively", "calm", "presenter", "shy")
ACTIVITIES = ("auto", "idle", "listening", "thinking", "speaking")
EMOTIONS = ("neutral", "happy", "sad", "angry", "surprised")

CONTROL_KINDS: dict[str, Kind] = {
    "gaze_yaw_rad": Float(-GAZE_LIMITS_RAD[0], GAZE_LIMITS_RAD[0]),
    "gaze_pitch_rad": Float(-GAZE_LIMITS_RAD[1], GAZE_LIMITS_RAD[1]),
    "distance": Float(0.7, 1.5),
    "head_gain": Float(0.0, 2.0),
    "lips_gain": Float(0.0, 2.0),
    "emotion": Str(choices=EMOTIONS),
    "emotion_strength": Float(0.0, 1.0),
    "blink_rate_per_min": Float(0.0, 60.0),
    "manner": Str(choices=MANNERS),
    "affect": Float(0.0, 1.0),
    "activity": Str(choices=ACTIVITIES),
}
"""What each control may be; `blink_rate_per_min` may be nil besides, which is the natural rate."""

_SINCE_1_1 = frozenset({"manner", "affect", "activity"})
"""A daemon of version 1.0 does not tell these."""


class PartialControls(TypedDict, total=False):
    """Some of the controls; the others stay as they are.

    Attributes:
        gaze_yaw_rad: Where the character attends, to its left, radians, -0.6..0.6.
        gaze_pitch_rad: The same, upwards, radians, -0.45..0.45.
        distance: Distance from the viewer, relative to the photo's, 0.7..1.5.
        head_gain: Amplitude of head movement, 0..2; 1 is natural.
        lips_gain: Amplitude of articulation, 0..2; 1 is natural.
        emotion: One of `EMOTIONS`.
        emotion_strength: 0..1.
        blink_rate_per_min: Blinks a minute, 0..60; None for the natural rate.
        manner: One of `MANNERS`; since 1.1.
        affect: How much the excitement of the voice shows, 0..1; since 1.1.
        activity: One of `ACTIVITIES`, the part in a conversation; since 1.1.
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


@dataclass(frozen=True, slots=True)
class ControlsKind(Kind):
    """A map of controls.

    Attributes:
        whole: Whether all of version 1.0 must be named.
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
            elif self.whole and control not in _SINCE_1_1:
                raise malformed(f"{name}.{control}", "a value", "none")
        return cast("PartialControls", read)


ChangedControls = Annotated[PartialControls, ControlsKind()]


@dataclass(frozen=True, slots=True)
class SetControls(Request):
    """Changes how a session performs, from its next frame on.

    Attributes:
        session: The session.
        controls: What changes.
    """

    session: SessionId
    controls: ChangedControls


@dataclass(frozen=True, slots=True)
class ControlsSet(Reply):
    """Answers `SetControls`.

    Attributes:
        session: The session.
        controls: All that now hold.
    """

    session: SessionId
    controls: Annotated[PartialControls, ControlsKind(whole=True)]
