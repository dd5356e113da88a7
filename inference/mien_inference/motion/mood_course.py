"""Course of moods: how they come, stay and go, and carry a person."""

from dataclasses import dataclass
from typing import Final

from mien_inference.controls import Controls, Emotion
from mien_inference.motion.clock import Ease
from mien_inference.motion.mood import MOODS

__all__ = ["Bearing", "MoodCourse"]


@dataclass(frozen=True, slots=True)
class Bearing:
    """Effect of a mood on the way a person moves.

    Attributes:
        chin_rad: How the head is carried; down is positive.
        amplitude: Factor on how far the head moves.
        tempo: Factor on how fast.
        contact: Factor on how long the eyes stay with the viewer.
        blinks: Factor on the natural rate of blinks in speech.
        droop: How far the lids hang, 0..1.
    """

    chin_rad: float = 0.0
    amplitude: float = 1.0
    tempo: float = 1.0
    contact: float = 1.0
    blinks: float = 1.0
    droop: float = 0.0


@dataclass(frozen=True, slots=True)
class _Timing:
    onset_s: float
    stays: float
    """Share that stays once the first moment is over."""


_TIMINGS: Final = {
    Emotion.HAPPY: _Timing(0.6, 0.85),
    Emotion.SAD: _Timing(1.2, 1.0),
    Emotion.ANGRY: _Timing(0.5, 0.9),
    Emotion.SURPRISED: _Timing(0.3, 0.8),
}
_BEARINGS: Final = {
    # Sad people move less and slower, look down and away; angry ones fix their eyes and hardly blink.
    Emotion.HAPPY: Bearing(chin_rad=-0.02, amplitude=1.1, tempo=1.05),
    Emotion.SAD: Bearing(chin_rad=0.09, amplitude=0.7, tempo=0.75, contact=0.6, droop=0.18),
    Emotion.ANGRY: Bearing(chin_rad=0.05, amplitude=0.95, tempo=1.15, contact=2.5, blinks=0.6),
    Emotion.SURPRISED: Bearing(chin_rad=-0.05, amplitude=0.9, contact=1.5, blinks=0.7),
}
_FADES_S: Final = 1.4
"""A mood goes more slowly than it comes."""
_APEX_S: Final = 2.5
_UNREST: Final = 0.1
"""Nobody holds an expression quite still."""


class MoodCourse:
    """A stream of mood strengths and of the bearing that goes with them."""

    def __init__(self, controls: Controls) -> None:
        """Begins in the mood that is asked for, past its first moment."""
        strength = controls.emotion_strength
        self._strengths = {
            mood: Ease(strength if mood is controls.emotion else 0.0, _TIMINGS[mood].onset_s) for mood in MOODS
        }
        self._fading = {mood: Ease(self._strengths[mood].value, _FADES_S) for mood in MOODS}
        self._mood = controls.emotion
        self._apex = Ease(0.0, _APEX_S)
        self._shows = any(ease.value for ease in self._strengths.values())

    def step(self, controls: Controls, unrest: float) -> tuple[list[float], Bearing]:
        """One row.

        Args:
            controls: The mood and its strength.
            unrest: Slow noise of standard deviation 1.

        Returns:
            The strength of each mood of `MOODS`, 0..1, and how the person is carried.
        """
        if controls.emotion is self._mood is Emotion.NEUTRAL and not self._shows:
            return [0.0] * len(MOODS), _AT_EASE
        if controls.emotion is not self._mood:
            self._mood = controls.emotion
            self._apex = Ease(1.0, _APEX_S)
        apex = self._apex.step(0.0)
        strengths = [self._strength(mood, controls, apex) for mood in MOODS]
        self._shows = any(strengths)
        shown = [min(max(strength * (1.0 + _UNREST * unrest), 0.0), 1.0) for strength in strengths]
        return shown, _mixed(strengths)

    def _strength(self, mood: Emotion, controls: Controls, apex: float) -> float:
        """Comes at its own pace and goes at the slower one: the higher of two courses."""
        stays = _TIMINGS[mood].stays
        asked = controls.emotion_strength if mood is controls.emotion else 0.0
        goal = asked * (stays + (1.0 - stays) * apex)
        value = self._strengths[mood].step(goal)
        fading = self._fading[mood]
        if asked > 0.0:
            fading.value, fading.speed = value, 0.0
            return value
        value = max(value, fading.step(0.0))
        return value if value > _GONE else 0.0


_AT_EASE: Final = Bearing()
_GONE: Final = 1e-4


def _mixed(strengths: list[float]) -> Bearing:
    chin_rad = droop = 0.0
    amplitude = tempo = contact = blinks = 1.0
    for mood, strength in zip(MOODS, strengths, strict=True):
        bearing = _BEARINGS[mood]
        chin_rad += strength * bearing.chin_rad
        droop += strength * bearing.droop
        amplitude *= 1.0 + strength * (bearing.amplitude - 1.0)
        tempo *= 1.0 + strength * (bearing.tempo - 1.0)
        contact *= 1.0 + strength * (bearing.contact - 1.0)
        blinks *= 1.0 + strength * (bearing.blinks - 1.0)
    return Bearing(chin_rad, amplitude, tempo, contact, blinks, droop)
