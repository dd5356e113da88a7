"""A generator of one's own: a jaw that follows loudness, and nothing else. Put your own network in its place.

[project.entry-points."mien.motion_generators"]
loudness = "loudness_generator:LoudnessGenerator"
"""

import numpy as np
from numpy.typing import NDArray

from mien_inference.controls import Controls
from mien_inference.interfaces import MotionGenerator, SpeechFeatures
from mien_protocol.motion import Motion
from mien_protocol.quaternion import identity
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX

__all__ = ["LoudnessGenerator"]

_QUIET_DB, _LOUD_DB = -50.0, -15.0
_SMOOTHING = 0.25
"""Share of the way to the goal that the jaw goes in a row of 10 ms."""


class LoudnessGenerator(MotionGenerator):
    """Opens the jaw the louder it is; its state outlives a push, so that it does not matter how sound is cut."""

    def __init__(self, seed: int | None = None, controls: Controls | None = None) -> None:
        """Begins a stream; nothing in it is left to chance, so that the seed is not used."""
        self._controls = controls or Controls()
        self._jaw = 0.0
        self._rows = 0

    @property
    def rate_hz(self) -> int:
        """One frame a row."""
        return 100

    @property
    def latent_model(self) -> str:
        """Its latent is the jaw alone."""
        return "loudness-1"

    def set_controls(self, controls: Controls) -> None:
        """Heeds the amplitude of the lips."""
        self._controls = controls

    def push(self, features: SpeechFeatures) -> Motion:
        """Needs no look-ahead: every row gives its frame at once."""
        opening = np.array([self._step(float(level)) for level in features.energy_db], np.float32)
        return self._motion(opening)

    def flush(self) -> Motion:
        """Owes nothing; the next push begins a new stream."""
        self._jaw, self._rows = 0.0, 0
        return Motion.empty(1)

    def _step(self, energy_db: float) -> float:
        goal = min(max((energy_db - _QUIET_DB) / (_LOUD_DB - _QUIET_DB), 0.0), 1.0) * self._controls.lips_gain
        self._jaw += _SMOOTHING * (min(goal, 1.0) - self._jaw)
        return self._jaw

    def _motion(self, opening: NDArray[np.float32]) -> Motion:
        frames = len(opening)
        expression = np.zeros((frames, EXPRESSION_COUNT), np.float32)
        expression[:, EXPRESSION_INDEX["jawOpen"]] = opening
        time_ns = np.arange(self._rows, self._rows + frames, dtype=np.int64) * 10_000_000
        self._rows += frames
        nothing = np.zeros((frames, 3), np.float32)
        return Motion(
            time_ns, opening[:, None].astype(np.float16), expression, identity(frames), nothing, nothing[:, :2]
        )
