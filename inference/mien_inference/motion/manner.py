"""Manners: how lively somebody is, and how they carry head and face, whatever they say.

What comes of `lively` and of `calm` are the bands of tracked talking heads, expressive and reserved ones: the head's
angles, travel and speed, posture and raises of the brows, blinks.
"""

from dataclasses import dataclass, fields, replace
from typing import Final

from mien_inference.controls import MannerName
from mien_inference.motion.clock import ROWS_PER_S

__all__ = ["MANNERS", "Manner", "MannerFade"]


@dataclass(frozen=True, slots=True)
class Manner:
    """One manner; amplitudes are standard deviations over minutes of talk, coefficients are 0..1.

    Attributes:
        yaw_deg: How far the head turns.
        pitch_deg: How far it nods.
        roll_deg: How far it tilts.
        x_cm: How far it leans to the sides, beyond what its turning does.
        y_cm: The same, up and down.
        z_cm: The same, to and fro.
        tempo: How fast all this goes, 1 as the fitted speaker.
        chin_deg: How the head is carried; down is positive.
        brow: Mean posture of the raised brows over performances.
        brow_spread: Its standard deviation over performances.
        brow_drift: Standard deviation of slow and quick changes within one.
        raise_chance: Share of phrases at whose onset the brows rise.
        raise_height: Median height of such a raise.
        raise_s: How long it stays up, about.
        frown: Mean posture of the lowered brows.
        frown_spread: Its standard deviation, over performances and within them.
        wide: Mean posture of the upper lids above their rest.
        wide_spread: Its standard deviation over performances.
        squint: Mean tension of the lower lids.
        smile: Mean posture of the mouth's corners.
        smile_spread: Its standard deviation, over performances and within them.
        blinks_per_min: Blinks while talking.
        contact: How long the eyes stay with the viewer, relative to the usual.
        glance_down: Share of glances away that go down.
    """

    yaw_deg: float
    pitch_deg: float
    roll_deg: float
    x_cm: float
    y_cm: float
    z_cm: float
    tempo: float
    chin_deg: float
    brow: float
    brow_spread: float
    brow_drift: float
    raise_chance: float
    raise_height: float
    raise_s: float
    frown: float
    frown_spread: float
    wide: float
    wide_spread: float
    squint: float
    smile: float
    smile_spread: float
    blinks_per_min: float
    contact: float
    glance_down: float


_LIVELY: Final = Manner(
    yaw_deg=5.0, pitch_deg=3.9, roll_deg=3.6, x_cm=0.95, y_cm=0.50, z_cm=0.35, tempo=0.94, chin_deg=0.0,
    brow=0.10, brow_spread=0.09, brow_drift=0.07, raise_chance=0.65, raise_height=0.36, raise_s=0.35,
    frown=0.06, frown_spread=0.05, wide=0.04, wide_spread=0.04, squint=0.05,
    smile=0.06, smile_spread=0.04, blinks_per_min=35.0, contact=1.3, glance_down=0.4,
)  # fmt: skip
_NATURAL: Final = replace(
    _LIVELY, yaw_deg=4.7, pitch_deg=3.7, roll_deg=3.4, x_cm=0.85, y_cm=0.45, raise_chance=0.6, raise_height=0.33
)
_CALM: Final = replace(
    _LIVELY, yaw_deg=2.1, pitch_deg=2.4, roll_deg=1.4, x_cm=0.45, y_cm=0.32, z_cm=0.35, tempo=0.88,
    brow=0.07, brow_spread=0.04, brow_drift=0.03, raise_chance=0.7, raise_height=0.18, raise_s=0.05,
    frown=0.04, frown_spread=0.02, wide=0.03, wide_spread=0.03, blinks_per_min=28.0,
)  # fmt: skip
_PRESENTER: Final = replace(
    _LIVELY, yaw_deg=5.8, pitch_deg=4.2, x_cm=1.0, tempo=1.05, chin_deg=-1.5, brow=0.16, raise_chance=0.85,
    raise_height=0.42, frown=0.03, smile=0.13, contact=2.2, blinks_per_min=32.0,
)  # fmt: skip
_SHY: Final = replace(
    _LIVELY, yaw_deg=2.6, pitch_deg=2.2, roll_deg=2.4, x_cm=0.5, y_cm=0.3, z_cm=0.25, tempo=0.85, chin_deg=4.0,
    brow=0.16, brow_drift=0.05, raise_chance=0.4, raise_height=0.25, frown=0.02, frown_spread=0.02, wide=0.02,
    smile=0.08, contact=0.45, glance_down=0.85, blinks_per_min=38.0,
)  # fmt: skip

MANNERS: Final = {
    MannerName.NATURAL: _NATURAL,
    MannerName.LIVELY: _LIVELY,
    MannerName.CALM: _CALM,
    MannerName.PRESENTER: _PRESENTER,
    MannerName.SHY: _SHY,
}
"""The manners that can be asked for by name."""

_FADE_ROWS: Final = 1.5 * ROWS_PER_S


class MannerFade:
    """A stream of manners that goes over from one to the next in 1.5 s."""

    def __init__(self, manner: Manner) -> None:
        """Begins with a manner."""
        self._from = self._to = self._now = manner
        self._row = 0

    def step(self, goal: Manner) -> Manner:
        """One row towards `goal`; returns the manner that now holds."""
        if goal is not self._to:
            self._from, self._to, self._row = self._now, goal, 0
        if self._now is not self._to:
            self._row += 1
            way = min(self._row / _FADE_ROWS, 1.0)
            share = way * way * (3.0 - 2.0 * way)
            self._now = self._to if way >= 1.0 else _between(self._from, self._to, share)
        return self._now


def _between(one: Manner, other: Manner, share: float) -> Manner:
    values = [getattr(one, field.name) * (1.0 - share) + getattr(other, field.name) * share for field in fields(Manner)]
    return Manner(*values)
