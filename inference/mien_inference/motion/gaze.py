"""Where a person looks while talking and listening: fixations, glances away, saccades."""

import math
from typing import Final

import numpy as np

from mien_inference.motion.clock import ROW_S

__all__ = ["Gaze"]

_HOLD_S: Final = (7.9, 3.1)
_AVERT_S: Final = (0.4, 0.9)
"""Mean time on the partner and away, listening and talking (Lee, Badler & Badler 2002)."""
_SHORTEST_S: Final = 0.25

_AVERT_SCALE_RAD: Final = math.radians(15.0) / math.log(10.0)
"""Amplitudes fall off exponentially, with nine in ten under 15 degrees (Bahill et al. 1975)."""
_SHORTEST_AVERT_RAD: Final = math.radians(4.0)
_LONGEST_AVERT_RAD: Final = math.radians(22.0)
_FLATTEN: Final = 0.55
"""Glances go sideways more than up and down."""

_SCAN_S: Final = 0.9
_SCAN_RAD: Final = math.radians(1.1)
"""Between glances the eyes wander over the partner's face: eyes, mouth, eyes."""

_BLINK_FROM_RAD: Final = math.radians(14.0)
"""Jumps this large begin to carry a blink; nearly all above 33 degrees do (Evinger et al. 1994)."""
_BLINK_SURELY_RAD: Final = math.radians(33.0)


class Gaze:
    """A stream of gaze directions relative to the viewer."""

    def __init__(self, rng: np.random.Generator, target_yaw_rad: float = 0.0, target_pitch_rad: float = 0.0) -> None:
        """Begins on the target."""
        self._rng = rng
        self._from = self._to = self._here = (target_yaw_rad, target_pitch_rad)
        self._began_s = -1.0
        self._lasts_s = 0.03
        self._now_s = 0.0
        self._away = False
        self._aside = (0.0, 0.0)
        self._change_s = float(rng.exponential(_HOLD_S[0]))
        self._scan_s = float(rng.exponential(_SCAN_S))

    def step(self, talking: float, target_yaw_rad: float, target_pitch_rad: float) -> tuple[float, float, bool]:
        """One row.

        Args:
            talking: 0 listening .. 1 talking.
            target_yaw_rad: Where the character attends, towards its left.
            target_pitch_rad: The same, upwards.

        Returns:
            Yaw and pitch of the gaze in the room, radians, and whether a jump has just begun that carries a blink.
        """
        self._now_s += ROW_S
        if self._now_s >= self._change_s:
            self._turn(talking)
        elif self._now_s >= self._scan_s and not self._away:
            self._aside = (float(self._rng.normal(0.0, _SCAN_RAD)), float(self._rng.normal(0.0, _SCAN_RAD)))
            self._scan_s = self._now_s + float(self._rng.exponential(_SCAN_S)) + _SHORTEST_S
        goal = (target_yaw_rad + self._aside[0], target_pitch_rad + self._aside[1])
        blink = goal != self._to and self._jump(goal)
        progress = min((self._now_s - self._began_s) / self._lasts_s, 1.0)
        # The main sequence's bell-shaped speed, as the smoothest curve of that duration.
        way = progress**3 * (10.0 - 15.0 * progress + 6.0 * progress**2)
        (yaw, pitch), (to_yaw, to_pitch) = self._from, self._to
        self._here = (yaw + way * (to_yaw - yaw), pitch + way * (to_pitch - pitch))
        return *self._here, blink

    def _turn(self, talking: float) -> None:
        """From partner to glance, or back."""
        self._away = not self._away
        listening_s, talking_s = _AVERT_S if self._away else _HOLD_S
        mean_s = listening_s + (talking_s - listening_s) * talking
        self._change_s = self._now_s + max(float(self._rng.exponential(mean_s)), _SHORTEST_S)
        angle = float(self._rng.uniform(0.0, 2.0 * math.pi))
        size = min(_SHORTEST_AVERT_RAD + float(self._rng.exponential(_AVERT_SCALE_RAD)), _LONGEST_AVERT_RAD)
        self._aside = (size * math.cos(angle), _FLATTEN * size * math.sin(angle)) if self._away else (0.0, 0.0)

    def _jump(self, goal: tuple[float, float]) -> bool:
        """Begins a saccade from wherever the eyes are; whether it carries a blink."""
        self._from, self._to = self._here, goal
        size = math.dist(self._from, goal)
        self._began_s = self._now_s
        self._lasts_s = 0.025 + 0.0024 * math.degrees(size)
        chance = (size - _BLINK_FROM_RAD) / (_BLINK_SURELY_RAD - _BLINK_FROM_RAD)
        return bool(self._rng.random() < chance)
