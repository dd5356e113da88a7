"""The built-in motion generator: lips from what is said, and a life around them, one row at a time.

Rows are made one by one in the order of time, so the motion cannot depend on how the speech was cut into pushes.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.controls import Controls
from mien_inference.interfaces import MotionGenerator, SpeechFeatures
from mien_inference.motion import latent as z
from mien_inference.motion.articulation import Articulation
from mien_inference.motion.clock import ROW_NS, ROWS_PER_S, Ease
from mien_inference.motion.latent_decoder import LatentDecoder
from mien_inference.motion.level import SpeechLevel
from mien_inference.motion.life import Life, LifeRow
from mien_inference.motion.lip_model import LOOK_AHEAD_ROWS, load_lip_weights
from mien_inference.motion.prosody import Prosody
from mien_inference.motion.sound_seed import SoundSeed
from mien_inference.speech.phones import PHONES, SILENCE
from mien_protocol.motion import Motion

__all__ = ["StreamingGenerator"]

_PARTED: Final = 0.02
_PARTED_JAW: Final = 0.04
"""Lips that are about to speak: the gap in face widths, and the jaw."""


class StreamingGenerator(MotionGenerator):
    """Speech features to motion, 100 frames a second."""

    def __init__(self, seed: int | None = None, controls: Controls | None = None) -> None:
        """Begins a stream.

        Args:
            seed: Chooses one performance among many of the same speech. If None, the sound does: the performance
                begins at rest, and goes its own way from the first words on.
            controls: What is asked of it; the defaults if None.
        """
        self._seed = seed
        self._controls = controls or Controls()
        self._decoder = LatentDecoder()
        self._lip_weights = load_lip_weights()
        self._begin()

    def _begin(self) -> None:
        self._level = SpeechLevel()
        self._prosody = Prosody()
        self._sound_seed = SoundSeed()
        self._articulation = Articulation(self._lip_weights)
        self._life = Life(self._seed, self._controls)
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
        silence = float(posteriors[list(SILENCE)].sum())
        prosody = self._prosody.step(energy_db, f0_hz, silence)
        seed = self._sound_seed.step(energy_db, prosody.pitch_semitones, silence)
        if seed is not None and self._seed is None:
            self._life.reseed(seed)
        lips = self._articulation.step(posteriors, self._level.step(energy_db), voicing)
        if lips is None:
            return None
        self._row += 1
        latent = np.zeros(z.LATENT_SIZE, np.float32)
        life = self._life.step(prosody, self._controls)
        gain = life.opening * self._lips_gain.step(self._controls.lips_gain)
        lips.shape(gain, latent)
        _live(latent, life)
        return latent.astype(np.float16)


def _live(latent: NDArray[np.float32], life: LifeRow) -> None:
    """Everything that is not speech."""
    latent[z.APERTURE] = max(latent[z.APERTURE], _PARTED * life.parted)
    latent[z.JAW] = max(latent[z.JAW], _PARTED_JAW * life.parted)
    latent[z.ASYMMETRY] = life.asymmetry
    latent[z.CORNERS] = life.corners
    latent[z.BROW_INNER] = life.brow_inner
    latent[z.BROW_OUTER] = life.brow_outer
    latent[z.BROW_DOWN] = life.brow_down
    latent[z.SQUINT] = life.squint
    latent[z.WIDE] = life.wide
    latent[z.CHEEKS] = life.cheeks
    latent[z.LIDS] = life.lids
    latent[z.MOOD] = life.moods
    yaw, pitch, roll = life.head_rad
    latent[z.HEAD_ROTATION] = (pitch, yaw, roll)
    latent[z.HEAD_TRANSLATION] = life.head_m
    latent[z.GAZE] = life.gaze_rad
