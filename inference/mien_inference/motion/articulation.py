"""Articulation: what the lips' model says, made into the lips of the latent, pauses and closures included."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion import latent as z
from mien_inference.motion.clock import ROW_S, Ease
from mien_inference.motion.contact import Contact
from mien_inference.motion.lip_lengths import GAPS, WIDTH_PER_GAP, WIDTHS
from mien_inference.motion.lip_model import LOOK_AHEAD_ROWS, LipModel
from mien_inference.motion.mouth_shapes import columns
from mien_inference.motion.tongue import tongue_of
from mien_inference.speech.phones import SILENCE
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["Articulation", "ArticulationRow"]

Array = NDArray[np.float32]

_SILENCE: Final = np.array(SILENCE)

_PAUSE_S: Final = 0.25
"""Silence after which a mouth closes: in shorter pauses people keep it parted."""
_CLOSING_S, _OPENING_S = 0.35, 0.14
"""Time in which a mouth closes after speech, softly, and opens before it."""
_SILENCE_SHARE: Final = 0.25
"""Share of the way in 10 ms: a single row of speech in a pause is noise."""
_SPEAKING_GAP, _ROUND_GAP = 0.010, 0.024
"""Lips that speak and do not touch are this far apart at least, face widths; the second if they are round, since a
rounding without an opening is a kiss."""
_SEALED_JAW: Final = 0.6
"""Under sealed lips the jaw keeps about this share of its opening: it is too slow for them, and would pop."""
_BITTEN_JAW: Final = 0.6
_JAW_SHARE: Final = 0.15
"""Part of the gap that the jaw makes at least: lips that part by themselves bare the gums."""
_TONGUE_S: Final = 0.07

_PUCKER = EXPRESSION_INDEX["mouthPucker"]
_FUNNEL = EXPRESSION_INDEX["mouthFunnel"]


def _gap_of(shape: str) -> float:
    return float(GAPS[list(columns(shape))].sum())


_FLARE_GAP: Final = _gap_of("mouthFunnel")
_RAISING: Final = [z.UPPER, z.LOWER]
_RAISING_GAPS: Final = np.array([_gap_of("mouthUpperUp"), _gap_of("mouthLowerDown")], np.float32)
_STRENGTHS: Final = [z.APERTURE, z.ROUNDING, z.FLARE, z.UPPER, z.LOWER, z.JAW]
_ROUNDED_SOON: Final = 1.5
"""Lips are as round as can be well before a full pucker."""
_ROUNDING_KEPT: Final = 0.8
"""Part of the rounding that stays where the model asks for a width beside it."""


@dataclass(frozen=True, slots=True)
class ArticulationRow:
    """The mouth at one row, as it is to be.

    Attributes:
        lips: As the model says, shape (7,).
        spoken: 0 at rest .. 1 speaking.
        seal: Lip on lip, 0..1.
        bite: Lip on teeth, 0..1.
        tongue: Lift, advance and length out of the mouth, 0..1.
    """

    lips: Array
    spoken: float
    seal: float
    bite: float
    tongue: tuple[float, ...]

    def shape(self, gain: float, latent: Array) -> None:
        """Fills in the latent's lips, seal, bite and tongue.

        Args:
            gain: Amplitude of articulation, 1 as the model says; closures stay closures.
            latent: Shape (46,); written to.
        """
        amount = gain * self.spoken
        latent[z.LIPS] = _possible(self.lips, amount)
        rounded = min(_ROUNDED_SOON * float(latent[z.ROUNDING]), 1.0)
        least = _SPEAKING_GAP + (_ROUND_GAP - _SPEAKING_GAP) * rounded
        latent[z.APERTURE] = max(latent[z.APERTURE], least * amount)
        latent[z.JAW] *= (1.0 - (1.0 - _SEALED_JAW) * self.seal) * (1.0 - (1.0 - _BITTEN_JAW) * self.bite)
        latent[z.SEAL], latent[z.BITE] = self.seal, self.bite
        latent[z.TONGUE] = self.tongue


class Articulation:
    """A stream of lips, jaw and tongue."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        """Begins a stream with a closed mouth.

        Args:
            weights: As of `lip_model.load_lip_weights`.
        """
        self._model = LipModel(weights)
        self._contact = Contact()
        self._heard: deque[Array] = deque(maxlen=LOOK_AHEAD_ROWS + 1)
        self._silent_s, self._silence = _PAUSE_S, 1.0
        self._closing, self._opening = Ease(1.0, _CLOSING_S), Ease(1.0, _OPENING_S)
        self._tongue = [Ease(0.0, _TONGUE_S) for _ in range(3)]

    def step(self, posteriors: Array, relative_db: float, voicing: float) -> ArticulationRow | None:
        """Hears one more row.

        Args:
            posteriors: Phone probabilities, shape (39,).
            relative_db: Level relative to the speaker's own, dB.
            voicing: 0..1.

        Returns:
            The row `LOOK_AHEAD_ROWS` earlier; None while there is none.
        """
        lips = self._model.step(posteriors, relative_db, voicing)
        self._heard.append(posteriors)
        spoken = 1.0 - self._rest(float(posteriors[_SILENCE].sum()))
        # What closes the lips at once begins before the stream's first frame.
        seal, bite = self._contact.step(lips.bilabial, lips.labiodental)
        if len(self._heard) <= LOOK_AHEAD_ROWS:
            return None
        goals = tongue_of(self._heard[0])
        tongue = tuple(ease.step(goal) for ease, goal in zip(self._tongue, goals, strict=True))
        return ArticulationRow(lips.channels, spoken, seal, bite, tongue)

    def _rest(self, silence: float) -> float:
        """Progress of the mouth towards rest, 0 speaking .. 1 closed."""
        self._silence += _SILENCE_SHARE * (silence - self._silence)
        self._silent_s = 0.0 if self._silence < 0.5 else self._silent_s + ROW_S
        resting = self._silent_s > _PAUSE_S
        led, leading = (self._opening, self._closing) if resting else (self._closing, self._opening)
        value = leading.step(float(resting))
        # Whoever speaks again does so from where the mouth is.
        led.value, led.speed = value, leading.speed
        return min(max(value, 0.0), 1.0)


def _possible(lips: Array, gain: float) -> Array:
    """The model's lips, scaled, without what a mouth cannot do: round and spread at once, or open by the lips alone."""
    row = lips * np.float32(gain)
    row[_STRENGTHS] = np.minimum(np.maximum(row[_STRENGTHS], 0.0), 1.0)
    gap, rounding = float(row[z.APERTURE]), float(row[z.ROUNDING])
    # The muscle that rounds the lips holds them: they can be raised and lowered less.
    rounded = min(_ROUNDED_SOON * rounding, 1.0)
    row[_RAISING] *= np.array([1.0 - 0.8 * rounded, 1.0 - 0.5 * rounded], np.float32)
    room = (1.0 - _JAW_SHARE) * gap
    row[z.FLARE] = min(float(row[z.FLARE]), room / _FLARE_GAP)
    room -= _FLARE_GAP * float(row[z.FLARE])
    row[_RAISING] *= min(1.0, room / max(float(row[_RAISING] @ _RAISING_GAPS), 1e-6))
    made = WIDTH_PER_GAP * gap + WIDTHS[_FUNNEL] * row[z.FLARE] + WIDTHS[_PUCKER] * rounding
    wider = max(float(row[z.WIDTH] - made), 0.0)
    row[z.ROUNDING] = max(rounding + wider / float(WIDTHS[_PUCKER]), _ROUNDING_KEPT * rounding)
    return np.asarray(row, np.float32)
