"""The options of commands that perform: how the face should move."""

import argparse
import math
import re
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar

from mien_inference.controls import Activity, Controls, Emotion, MannerName
from mien_protocol.errors import MienError
from mien_protocol.rig import GAZE_DIRECTIONS_RAD, GAZE_LIMITS_RAD

__all__ = ["CONTROL_NAMES", "ControlOptions", "add_controls", "join_negative_values", "parse_controls"]

_Named = TypeVar("_Named", bound=StrEnum)

_MAX_YAW_DEG, _MAX_PITCH_DEG = (math.floor(math.degrees(limit_rad)) for limit_rad in GAZE_LIMITS_RAD)
"""Whole degrees that are within the limits: 34 and 25."""


@dataclass(frozen=True, slots=True)
class ControlOptions:
    """The options of `Controls`, as they are typed.

    Attributes:
        gaze: A direction, or yaw and pitch in degrees.
        distance: Of the head, 1 as in the photo.
        head: Amount of head movement.
        lips: Amount of articulation.
        emotion: Its name, perhaps with a strength.
        blink_rate: Blinks a minute; None blinks as people do.
        manner: Its name.
        affect: How much the excitement of the voice shows.
        activity: The part in a conversation.
    """

    gaze: str = "front"
    distance: float = 1.0
    head: float = 1.0
    lips: float = 1.0
    emotion: str = "neutral"
    blink_rate: float | None = None
    manner: str = MannerName.NATURAL.value
    affect: float = 0.5
    activity: str = Activity.AUTO.value

    def controls(self) -> Controls:
        """Reads the controls that the options ask for.

        Raises:
            MienError: If an option cannot be understood or is out of range.
        """
        yaw_rad, pitch_rad = _gaze(self.gaze)
        emotion, strength = _emotion(self.emotion)
        try:
            return Controls(
                gaze_yaw_rad=yaw_rad,
                gaze_pitch_rad=pitch_rad,
                distance=self.distance,
                head_gain=self.head,
                lips_gain=self.lips,
                emotion=emotion,
                emotion_strength=strength,
                blink_rate_per_min=self.blink_rate,
                manner=_named(MannerName, "manner", self.manner),
                affect=self.affect,
                activity=_named(Activity, "activity", self.activity),
            )
        except ValueError as error:
            raise MienError(str(error)) from error


_DEFAULTS = ControlOptions()

CONTROL_NAMES = tuple(one.name for one in fields(ControlOptions))
"""Names of the options, as `add_controls` adds them."""


def add_controls(parser: argparse.ArgumentParser) -> None:
    """Adds the options of `Controls` to a command."""
    group = parser.add_argument_group("controls", "how the face moves, whatever is being said")
    group.add_argument(
        "--gaze", metavar="WHERE", default=_DEFAULTS.gaze,
        help=f"{', '.join(GAZE_DIRECTIONS_RAD)}, or YAW,PITCH in degrees: to the character's left, up (default: front)",
    )  # fmt: skip
    group.add_argument(
        "--distance", type=float, default=_DEFAULTS.distance, metavar="X",
        help="distance of the head, 1 as in the photo; 0.7 is close, 1.5 is far",
    )  # fmt: skip
    group.add_argument(
        "--head",
        type=float,
        default=_DEFAULTS.head,
        metavar="X",
        help="amount of head movement: 0 still, 1 natural, up to 2",
    )
    group.add_argument("--lips", type=float, default=_DEFAULTS.lips, metavar="X", help="amount of articulation: 0 to 2")
    group.add_argument(
        "--emotion", default=_DEFAULTS.emotion, metavar="NAME[:STRENGTH]",
        help=f"{', '.join(Emotion)}; the strength is 0 to 1, as in happy:0.6",
    )  # fmt: skip
    group.add_argument(
        "--blink-rate",
        type=float,
        default=_DEFAULTS.blink_rate,
        metavar="N",
        help="blinks a minute: 0 to 60 (default: as people do)",
    )
    group.add_argument(
        "--manner", default=_DEFAULTS.manner, metavar="NAME",
        help=f"{', '.join(MannerName)}: how lively, and how the head is carried (default: natural)",
    )  # fmt: skip
    group.add_argument(
        "--affect", type=float, default=_DEFAULTS.affect, metavar="X",
        help="how much the excitement of the voice shows: 0 to 1 (default: 0.5)",
    )  # fmt: skip
    group.add_argument(
        "--activity", default=_DEFAULTS.activity, metavar="NAME",
        help=f"{', '.join(Activity)}: the part in a conversation (default: auto, as the sound tells)",
    )  # fmt: skip
    group.add_argument(
        "--seed", type=_seed, metavar="N", help="another number, another performance (default: the sound chooses)"
    )


def parse_controls(args: argparse.Namespace) -> Controls:
    """Reads the controls that the options ask for.

    Raises:
        MienError: If an option cannot be understood or is out of range.
    """
    return ControlOptions(**{name: getattr(args, name) for name in CONTROL_NAMES}).controls()


def join_negative_values(arguments: list[str]) -> list[str]:
    """Writes `--gaze -10,5` as `--gaze=-10,5`: argparse takes any other value with a leading minus for an option."""
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1] == "--gaze" and re.match(r"-\.?\d", argument):
            joined[-1] += "=" + argument
        else:
            joined.append(argument)
    return joined


def _seed(text: str) -> int:
    # Motion archives keep it as an int64.
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise argparse.ArgumentTypeError(f"must be a whole number from 0 to 999999999999999999, got {text[:40]!r}")
    return int(text)


def _gaze(text: str) -> tuple[float, float]:
    if text in GAZE_DIRECTIONS_RAD:
        return GAZE_DIRECTIONS_RAD[text]
    try:
        yaw_deg, pitch_deg = (float(part) for part in text.split(","))
    except ValueError:
        raise MienError(
            f"--gaze must be {', '.join(GAZE_DIRECTIONS_RAD)}, or two angles in degrees such as -10,5; got {text!r}"
        ) from None
    if not (abs(yaw_deg) <= _MAX_YAW_DEG and abs(pitch_deg) <= _MAX_PITCH_DEG):
        raise MienError(
            f"--gaze must be within {_MAX_YAW_DEG} degrees to the sides and {_MAX_PITCH_DEG} up and down, got {text!r}"
        )
    return math.radians(yaw_deg), math.radians(pitch_deg)


def _named(kind: type[_Named], option: str, text: str) -> _Named:
    try:
        return kind(text)
    except ValueError:
        raise MienError(f"--{option} must be one of {', '.join(kind)}, got {text!r}") from None


def _emotion(text: str) -> tuple[Emotion, float]:
    name, colon, strength = text.partition(":")
    try:
        asked = Emotion(name), float(strength) if colon else 1.0
    except ValueError:
        raise MienError(
            f"--emotion must be one of {', '.join(Emotion)}, perhaps with a strength, as in happy:0.6; got {text!r}"
        ) from None
    if not 0.0 <= asked[1] <= 1.0:
        raise MienError(f"--emotion must have a strength of 0 to 1, as in happy:0.6; got {text!r}")
    return asked
