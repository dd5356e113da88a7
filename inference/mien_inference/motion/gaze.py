"""Gaze while talking, listening and thinking: fixations, glances away, saccades."""

import math
from typing import Final

import numpy as np

from mien_inference.motion.clock import ROW_S
from mien_inference.motion.conversation import ConversationRow

__all__ = ["Gaze"]

_HOLD_S: Final = (7.9, 3.1)
_AVERT_S: Final = (0.4, 0.9)
"""Mean time on the partner and away, listening and talking (Lee, Badler & Badler 2002)."""
_THINKING_HOLD_S: Final = 0.7
_THINKING_AVERT_S: Final = 2.2
"""Thinking, people look away for most of the time (Glenberg, Schroeder & Robertson 1998)."""
_SHORTEST_S: Final = 0.25

_AVERT_SCALE_RAD: Final = math.radians(15.0) / math.log(10.0)
"""Amplitudes fall off exponentially, with nine in ten under 15 degrees (Bahill et al. 1975)."""
_SHORTEST_AVERT_RAD: Final = math.radians(4.0)
_LONGEST_AVERT_RAD: Final = math.radians(22.0)
_FLATTEN: Final = 0.5
"""Shifts go twice as far sideways as up and down while speaking (Dembinsky et al. 2024)."""

_FIXATION_S: Final = (0.52, 0.48)
_FIXATION_SPREAD: Final = 0.55
"""Median time between two small shifts listening and talking, and the standard deviation of its logarithm: 96 and 99
a minute in conversation (Dembinsky et al. 2024)."""
_HOP_SHARE: Final = 0.3
_HOP_RAD: Final = (math.radians(1.5), math.radians(1.9))
"""Some of them go between the partner's eyes and mouth, the others are as small as the eye's own unrest."""
_UNREST_RAD: Final = math.radians(0.35)

_BLINK_FROM_RAD: Final = math.radians(14.0)
"""Jumps this large begin to carry a blink; nearly all above 33 degrees do (Evinger et al. 1994)."""
_BLINK_SURELY_RAD: Final = math.radians(33.0)
_UP_RAD: Final = math.radians(5.0)


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
        self._attended = (0.0, 0.0)
        self._aside = (0.0, 0.0)
        self._change_s = float(rng.exponential(_HOLD_S[0]))
        self._shift_s = float(rng.exponential(_FIXATION_S[0]))

    def step(
        self,
        part: ConversationRow,
        target_yaw_rad: float,
        target_pitch_rad: float,
        *,
        contact: float = 1.0,
        glance_down: float = 0.4,
    ) -> tuple[float, float, bool]:
        """One row.

        Args:
            part: The part that it has in the conversation.
            target_yaw_rad: Where the character attends, towards its left.
            target_pitch_rad: The same, upwards.
            contact: A factor on how long it looks at the partner.
            glance_down: Share of the glances away that go down.

        Returns:
            Yaw and pitch of the gaze in the room, radians, and whether a jump has just begun that carries a blink.
        """
        self._now_s += ROW_S
        if self._away and part.ready > 0.5:
            self._change_s = min(self._change_s, self._now_s)
        if self._now_s >= self._change_s:
            self._turn(part, contact, glance_down)
        elif self._now_s >= self._shift_s:
            self._shift(part.talking)
        goal = (target_yaw_rad + self._aside[0], target_pitch_rad + self._aside[1])
        blink = goal != self._to and self._jump(goal)
        progress = min((self._now_s - self._began_s) / self._lasts_s, 1.0)
        # The main sequence's bell-shaped speed, as the smoothest curve of that duration.
        way = progress**3 * (10.0 - 15.0 * progress + 6.0 * progress**2)
        (yaw, pitch), (to_yaw, to_pitch) = self._from, self._to
        self._here = (yaw + way * (to_yaw - yaw), pitch + way * (to_pitch - pitch))
        return *self._here, blink

    def _turn(self, part: ConversationRow, contact: float, glance_down: float) -> None:
        """From partner to glance, or back."""
        # A thinker's eyes wander on, from one place that is not the partner to another.
        on = self._away and self._rng.random() > 0.6 * part.thinking
        self._away = not on
        listening_s, talking_s = _AVERT_S if self._away else _HOLD_S
        mean_s = listening_s + (talking_s - listening_s) * part.talking
        thinking_s = _THINKING_AVERT_S if self._away else _THINKING_HOLD_S
        mean_s += (thinking_s - mean_s) * part.thinking
        factor = 1.0 if self._away else contact
        self._change_s = self._now_s + max(float(self._rng.exponential(mean_s * factor)), _SHORTEST_S)
        self._attended = self._aside = self._glance(part.thinking, glance_down) if self._away else (0.0, 0.0)
        self._plan_shift(part.talking)

    def _glance(self, thinking: float, down: float) -> tuple[float, float]:
        rng = self._rng
        angle = float(rng.uniform(0.0, math.pi))
        size = min(_SHORTEST_AVERT_RAD + float(rng.exponential(_AVERT_SCALE_RAD)), _LONGEST_AVERT_RAD)
        # Thinking, most look up or to the side.
        sign = -1.0 if rng.random() < down * (1.0 - 0.6 * thinking) else 1.0
        return size * math.cos(angle), sign * _FLATTEN * size * math.sin(angle) + _UP_RAD * thinking

    def _shift(self, talking: float) -> None:
        """A small shift around what is attended to."""
        rng = self._rng
        hops = rng.random() < _HOP_SHARE and not self._away
        yaw_rad, pitch_rad = _HOP_RAD if hops else (_UNREST_RAD, _UNREST_RAD)
        yaw, pitch = self._attended
        self._aside = (yaw + float(rng.normal(0.0, yaw_rad)), pitch + float(rng.normal(0.0, pitch_rad)))
        self._plan_shift(talking)

    def _plan_shift(self, talking: float) -> None:
        median_s = _FIXATION_S[0] + (_FIXATION_S[1] - _FIXATION_S[0]) * talking
        self._shift_s = self._now_s + median_s * math.exp(_FIXATION_SPREAD * float(self._rng.standard_normal()))

    def _jump(self, goal: tuple[float, float]) -> bool:
        """Begins a saccade from wherever the eyes are; whether it carries a blink."""
        self._from, self._to = self._here, goal
        size = math.dist(self._from, goal)
        self._began_s = self._now_s
        self._lasts_s = 0.025 + 0.0024 * math.degrees(size)
        chance = (size - _BLINK_FROM_RAD) / (_BLINK_SURELY_RAD - _BLINK_FROM_RAD)
        return bool(self._rng.random() < chance)
