# SPDX-License-Identifier: GPL-3.0-or-later
"""Direction in which a character has to look to see something."""

import math
from collections.abc import Sequence
from typing import Final

__all__ = ["MAX_PITCH_RAD", "MAX_YAW_RAD", "gaze_towards"]

MAX_YAW_RAD: Final = 0.6
MAX_PITCH_RAD: Final = 0.45
"""As far as the daemon takes (protocol/README.md, set_controls)."""


def gaze_towards(place: Sequence[float]) -> tuple[float, float]:
    """Yaw to the character's left and pitch upwards, radians, as far as they go.

    Args:
        place: What is looked at, from between the eyes of the head at rest: X to its left, Y up, Z out of the face,
            in any unit. Behind the head it is looked for to the side where it is.
    """
    left, up, out = place
    yaw = math.atan2(left, out)
    pitch = math.atan2(up, math.hypot(left, out))
    return _within(yaw, MAX_YAW_RAD), _within(pitch, MAX_PITCH_RAD)


def _within(angle: float, most: float) -> float:
    return max(-most, min(angle, most))
