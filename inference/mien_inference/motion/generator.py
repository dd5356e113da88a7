"""The built-in motion generator: learned lips and sway, timed blinks and glances, one row at a time.

Every part is a small stream of its own with its own randomness; here they meet. Rows are made one by one in
the order of time, so the motion cannot depend on how the speech was cut into pushes.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.controls import Controls
from mien_inference.interfaces import MotionGenerator, SpeechFeatures
from mien_inference.motion import latent as z
from mien_inference.motion.blinks import Blinks
from mien_inference.motion.breath import Breath
from mien_inference.motion.clock import ROW_NS, ROWS_PER_S, Ease
from mien_inference.motion.contact import Contact
from mien_inference.motion.effort import Effort, EffortRow
from mien_inference.motion.gaze import Gaze
from mien_inference.motion.latent_decoder import LatentDecoder
from mien_inference.motion.latent_encoder import encode_lips
from mien_inference.motion.lip_input import lip_input
from mien_inference.motion.lip_network import LIP_SHAPES, LOOK_AHEAD_ROWS, LipNetwork, LipRow, load_lip_weights
from mien_inference.motion.mood import HEAD_PITCH_RAD, MOODS
from mien_inference.motion.mouth_shapes import columns
from mien_inference.motion.sway import Sway, load_process
from mien_inference.speech.phones import PHONES, SILENCE
from mien_protocol.motion import Motion
from mien_protocol.rig import EXPRESSION_COUNT, EYE_PITCH_FULL_RAD, EYE_YAW_FULL_RAD

__all__ = ["StreamingGenerator"]

_VIEWER_M: Final = 0.6
"""From the neutral head to the viewer; the photo renderer's camera stands there."""

_ACCENT_NOD_RAD: Final = 0.05
_ACCENT_BROW: Final = 0.32
_ACCENT_JAW: Final = 0.3
"""What full emphasis adds: a beat of the head, raised brows, a wider mouth (Munhall et al. 2004; Krahmer &
Swerts 2007: nods and brows go with pitch accents)."""
_USUAL_ACCENT: Final = 0.3

_BROW_PER_HEIGHT: Final = 5.0
"""`browInnerUp` per unit of brow height over eye distance: 0.85 lifts MakeHuman's brows by 0.17 of it."""
_BROW_SINK: Final = 0.35
"""How much of a sinking brow is shown: `browDown` also knits, and knitted brows are a mood."""
_BREATH_NOD_RAD: Final = 0.006
_BREATH_RISE_M: Final = 0.0012
_HEAD_SHARE_OF_GAZE: Final = 0.35
"""How far the head turns along when the eyes attend to one side."""
_EYES_LIMIT_RAD: Final = (EYE_YAW_FULL_RAD, EYE_PITCH_FULL_RAD)
"""As far as the rig can say: beyond, `eyeLook*` would stop short of the gaze."""


_SEALED_JAW: Final = 0.65
"""The jaw rises with the lips for p b m, but stays open under them by about this share."""
_BITTEN_JAW: Final = 0.55


class StreamingGenerator(MotionGenerator):
    """Speech features to motion, 100 frames a second."""

    def __init__(self, seed: int = 0, controls: Controls | None = None) -> None:
        """Begins a stream.

        Args:
            seed: Chooses one performance among many of the same speech.
            controls: What is asked of it; the defaults if None.
        """
        self._seed = seed
        self._controls = controls or Controls()
        self._decoder = LatentDecoder()
        self._lip_weights = load_lip_weights()
        self._process = load_process()
        self._begin()

    def _begin(self) -> None:
        # Randomness of its own for each part: whoever asks for more blinks gets the same head.
        children = np.random.SeedSequence(self._seed).spawn(4)
        sway, blinks, gaze, breath = (np.random.default_rng(child) for child in children)
        self._effort = Effort()
        self._lips = LipNetwork(self._lip_weights)
        self._contact = Contact()
        self._sway = Sway(self._process, sway)
        self._blinks = Blinks(blinks)
        self._gaze = Gaze(gaze, self._controls.gaze_yaw_rad, self._controls.gaze_pitch_rad)
        self._breath = Breath(breath)
        self._mood = [Ease(value, settle_s=0.5) for value in self._mood_goal()]
        self._turn = [Ease(value, settle_s=0.6) for value in self._turn_goal()]
        self._nearness = Ease(self._nearness_goal(), settle_s=0.8)
        self._carriage = Ease(self._carriage_goal(), settle_s=0.8)
        self._head_gain = Ease(self._controls.head_gain, settle_s=0.8)
        self._lips_gain = Ease(self._controls.lips_gain, settle_s=0.3)
        self._row = 0

    @property
    def rate_hz(self) -> int:
        """Frames of motion per second of audio."""
        return ROWS_PER_S

    @property
    def latent_model(self) -> str:
        """Identifier of the latent space."""
        return z.LATENT_MODEL

    def set_controls(self, controls: Controls) -> None:
        """Changes the controls from the next frame on; the motion stays smooth."""
        self._controls = controls

    def push(self, features: SpeechFeatures) -> Motion:
        """Takes more features; returns the frames that are now certain."""
        rows = [
            self._hear(
                features.posteriors[row],
                float(features.energy_db[row]),
                float(features.f0_hz[row]),
                float(features.voicing[row]),
            )
            for row in range(len(features))
        ]
        return self._decode([row for row in rows if row is not None])

    def flush(self) -> Motion:
        """Ends the stream as if silence followed; returns the frames still owed. The next push begins a new one."""
        silence = np.zeros(len(PHONES), np.float32)
        silence[list(SILENCE)] = 1.0
        rows = [self._hear(silence, -100.0, 0.0, 0.0) for _ in range(LOOK_AHEAD_ROWS)]
        motion = self._decode([row for row in rows if row is not None])
        self._begin()
        return motion

    def _decode(self, rows: list[NDArray[np.float16]]) -> Motion:
        if not rows:
            return Motion.empty(z.LATENT_SIZE)
        time_ns = (np.arange(self._row - len(rows), self._row, dtype=np.int64)) * ROW_NS
        return self._decoder.decode(time_ns, np.stack(rows))

    def _hear(
        self, posteriors: NDArray[np.float32], energy_db: float, f0_hz: float, voicing: float
    ) -> NDArray[np.float16] | None:
        """One row in; the latent of the row `LOOK_AHEAD_ROWS` earlier out."""
        manner = self._effort.step(energy_db, f0_hz, voicing, float(posteriors[list(SILENCE)].sum()))
        lips = self._lips.step(lip_input(posteriors, manner.relative_db, voicing))
        if lips is None:
            # Contact is a stroke ahead of the lips: what closes them at once begins before the stream's first frame.
            self._contact.step(posteriors, 0.0)
            return None
        self._row += 1
        return self._latent(lips, posteriors, manner)

    def _latent(self, lips: LipRow, coming: NDArray[np.float32], manner: EffortRow) -> NDArray[np.float16]:
        """The face at the present row; `coming` and `manner` are what is heard `LOOK_AHEAD_ROWS` later."""
        controls = self._controls
        latent = np.zeros(z.LATENT_SIZE, np.float32)
        emphasis = 1.0 + _ACCENT_JAW * (manner.accent - _USUAL_ACCENT) * manner.talking
        amplitude = manner.gain * emphasis * self._lips_gain.step(controls.lips_gain) * (1.0 - manner.pause)
        _spread(lips, latent)
        seal, bite = latent[z.SEAL], latent[z.BITE] = self._contact.step(coming, lips.closed)
        latent[z.LIPS] *= amplitude
        latent[z.JAW] *= (1.0 - (1.0 - _SEALED_JAW) * seal) * (1.0 - (1.0 - _BITTEN_JAW) * bite)
        latent[z.MOOD] = [ease.step(goal) for ease, goal in zip(self._mood, self._mood_goal(), strict=True)]
        breath = self._breath.step()
        head_gain = self._head_gain.step(controls.head_gain)
        head_rad, brow = self._head(manner, breath, head_gain)
        latent[z.BROW_INNER] = latent[z.BROW_OUTER] = max(brow, 0.0)
        latent[z.BROW_DOWN] = _BROW_SINK * max(-brow, 0.0)
        latent[z.HEAD_ROTATION] = (head_rad[1], head_rad[0], head_rad[2])
        latent[z.HEAD_TRANSLATION] = (
            0.0,
            _BREATH_RISE_M * breath * head_gain,
            self._nearness.step(self._nearness_goal()),
        )
        yaw, pitch, blink = self._gaze.step(manner.talking, controls.gaze_yaw_rad, controls.gaze_pitch_rad)
        # Eyes hold what they look at while the head moves under them (the vestibulo-ocular reflex).
        eyes = (yaw - head_rad[0], pitch + head_rad[1])
        latent[z.GAZE] = np.clip(eyes, (-_EYES_LIMIT_RAD[0], -_EYES_LIMIT_RAD[1]), _EYES_LIMIT_RAD)
        latent[z.LIDS] = self._blinks.step(manner.talking, controls.blink_rate_per_min, prompted=blink)
        return latent.astype(np.float16)

    def _head(self, manner: EffortRow, breath: float, gain: float) -> tuple[NDArray[np.float64], float]:
        """Yaw, pitch and roll in radians, and brow raise in coefficient strength."""
        sway = self._sway.step(manner.talking)
        accent = (manner.accent - _USUAL_ACCENT) * manner.talking * manner.gain
        head_rad = sway[:3] * gain
        head_rad[1] += (_ACCENT_NOD_RAD * accent - _BREATH_NOD_RAD * breath) * gain
        yaw, pitch = (ease.step(goal) for ease, goal in zip(self._turn, self._turn_goal(), strict=True))
        head_rad += (yaw, pitch, 0.0)
        head_rad[1] += self._carriage.step(self._carriage_goal())
        return head_rad, float(_BROW_PER_HEIGHT * sway[3] + _ACCENT_BROW * max(accent, 0.0))

    def _turn_goal(self) -> tuple[float, float]:
        """How far the head turns along with the gaze: yaw, and pitch, of which down is positive."""
        controls = self._controls
        return _HEAD_SHARE_OF_GAZE * controls.gaze_yaw_rad, -_HEAD_SHARE_OF_GAZE * controls.gaze_pitch_rad

    def _mood_goal(self) -> list[float]:
        controls = self._controls
        return [controls.emotion_strength if controls.emotion is mood else 0.0 for mood in MOODS]

    def _carriage_goal(self) -> float:
        controls = self._controls
        return HEAD_PITCH_RAD[controls.emotion] * controls.emotion_strength

    def _nearness_goal(self) -> float:
        return _VIEWER_M * (1.0 - self._controls.distance)


def _spread(lips: LipRow, latent: NDArray[np.float32]) -> None:
    """Fills in what the network's mouth shapes are in the latent."""
    expression = np.zeros((1, EXPRESSION_COUNT), np.float32)
    for shape, strength in zip(LIP_SHAPES, lips.shapes, strict=True):
        expression[:, list(columns(shape))] = strength
    encode_lips(expression, latent[None])
    latent[z.CORNERS] = 0.0
