"""The life of a face apart from its speech: head, brows, lids, squint, cheeks, mouth corners, gaze.

Every part is a small stream with randomness of its own, so that whoever asks for more blinks gets the same head.
Here they meet, for one row at a time.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.controls import Activity, Controls
from mien_inference.motion.blinks import Blinks
from mien_inference.motion.breath import Breath
from mien_inference.motion.brows import BrowRaises
from mien_inference.motion.clock import Ease
from mien_inference.motion.conversation import Conversation, ConversationRow
from mien_inference.motion.drift import Drift
from mien_inference.motion.gaze import Gaze
from mien_inference.motion.manner import MANNERS, Manner, MannerFade
from mien_inference.motion.mood_course import Bearing, MoodCourse
from mien_inference.motion.nods import Nods
from mien_inference.motion.posture import Posture, PostureRow
from mien_inference.motion.prosody import ProsodyRow
from mien_inference.motion.sway import Sway
from mien_inference.motion.sway_network import load_sway_weights
from mien_protocol.rig import EYE_PITCH_FULL_RAD, EYE_YAW_FULL_RAD

__all__ = ["Life", "LifeRow"]

Array = NDArray[np.float64]

_VIEWER_M: Final = 0.6
"""From the neutral head to the viewer; the photo renderer's camera stands there."""
_HEAD_SHARE_OF_GAZE: Final = 0.35
"""Share of a sideways gaze that the head takes over."""
_EYES_LIMIT_RAD: Final = (EYE_YAW_FULL_RAD, EYE_PITCH_FULL_RAD)
"""As far as the rig can say: beyond, `eyeLook*` would stop short of the gaze."""

_TURN_SHIFT_M: Final = -0.047
"""Metres to the left for a radian of yaw: people lean into a turn less than a neck's pivot alone would carry them."""
_BREATH_NOD_RAD: Final = 0.006
_BREATH_RISE_M: Final = 0.0012

_QUIET: Final = (0.35, 0.4, 0.55)
"""Amplitude of the head idle, listening and thinking, relative to talking."""
_QUIET_TEMPO: Final = 0.7
_FASTER_WITH_PITCH: Final = 0.5
_SLOWER_WHEN_CALM: Final = 0.3
_SLOW_SHARE: Final = np.array([0.1, 0.15, 0.4])
"""Part of yaw's, pitch's and roll's standard deviation that is posture, slower than 0.1 Hz."""
_QUICK_SHARE: Final = np.sqrt(1.0 - _SLOW_SHARE**2)
_RAD_PER_DEG: Final = math.pi / 180.0

_DRIFTS_HZ: Final = (0.06, 0.06, 0.06, 0.12, 0.15, 0.2, 0.1, 0.12)
"""Yaw, pitch, roll; brows, frown, squint, mouth corners, mood."""
_BROW_PER_SWAY: Final = 0.06
_USUAL_DRIFT: Final = 0.07
_SINK: Final = 0.35
"""Share of sinking brows that is shown: `browDown` also knits, and knitted brows are a mood."""
_SQUINT_DRIFT: Final = 0.04
_WIDE_FROM: Final = 0.25
_WIDE_WITH_RAISE: Final = 0.6
_LISTENS_SMILING: Final = 0.06
_READY_PARTED: Final = 0.6
_PARTS: Final = 8


@dataclass(frozen=True, slots=True)
class LifeRow:
    """A face's life at one row; coefficients are 0..1 unless said otherwise, pairs are left and right.

    Attributes:
        head_rad: Yaw to the left, pitch down, roll, shape (3,).
        head_m: Translation, shape (3,).
        brow_inner: Raised inner brows.
        brow_outer: Raised outer brows.
        brow_down: Lowered brows.
        squint: Lower lids tensed.
        wide: Upper lids raised.
        cheeks: Cheeks raised.
        corners: Mouth corners raised.
        lids: How far the lids are closed.
        gaze_rad: Yaw and pitch relative to the head.
        moods: Strength of each mood of `mood.MOODS`.
        parted: How far the lips part before speech, 0..1.
        opening: A factor on how far speech opens the mouth, for what is heard of its excitement.
        asymmetry: Surplus of the mouth's left half over its right, about -0.2..0.2.
    """

    head_rad: Array
    head_m: tuple[float, float, float]
    brow_inner: float
    brow_outer: tuple[float, float]
    brow_down: float
    squint: float
    wide: float
    cheeks: float
    corners: float
    lids: float
    gaze_rad: tuple[float, float]
    moods: list[float]
    parted: float
    opening: float
    asymmetry: float


class Life:
    """A stream of `LifeRow`."""

    def __init__(self, seed: int | None, controls: Controls) -> None:
        """Begins.

        Args:
            seed: Chooses a performance. None for one that begins at rest and is chosen later by `reseed`.
            controls: What is asked of it at first.
        """
        settled = seed is not None
        self._rngs = _generators(seed or 0)
        sway, drift, posture, brows, nods, breath, blinks, gaze = self._rngs
        self._sway = Sway(load_sway_weights(), sway, settled=settled)
        self._drift = Drift(drift, _DRIFTS_HZ, settled=settled)
        self._posture = Posture(posture, settled=settled)
        self._brows = BrowRaises(brows)
        self._nods = Nods(nods)
        self._breath = Breath(breath)
        self._blinks = Blinks(blinks)
        self._gaze = Gaze(gaze, controls.gaze_yaw_rad, controls.gaze_pitch_rad)
        self._manner = MannerFade(MANNERS[controls.manner])
        self._moods = MoodCourse(controls)
        self._conversation = Conversation(controls.activity)
        self._turn = [Ease(goal, settle_s=0.6) for goal in _turn_goal(controls)]
        self._nearness = Ease(_nearness_goal(controls), settle_s=0.8)
        self._head_gain = Ease(controls.head_gain, settle_s=0.8)
        self._affect = Ease(controls.affect, settle_s=0.8)
        self._amplitude = Ease(_QUIET[0], settle_s=1.2)

    def reseed(self, seed: int) -> None:
        """Goes on as another performance, without a jump."""
        for rng, other in zip(self._rngs, _generators(seed), strict=True):
            rng.bit_generator.state = other.bit_generator.state
        self._posture.draw()

    def step(self, heard: ProsodyRow, controls: Controls) -> LifeRow:
        """One row.

        Args:
            heard: What is heard, as early as it is known.
            controls: What is asked for now.
        """
        manner = self._manner.step(MANNERS[controls.manner])
        part = self._conversation.step(controls.activity, speech=heard.speech)
        drift = self._drift.step()
        posture = self._posture.step()
        moods, bearing = self._moods.step(controls, float(drift[7]))
        excited = self._affect.step(controls.affect) * heard.arousal
        amplitude = self._amplitude.step(_amplitude_goal(part)) * bearing.amplitude * posture.amplitude
        sway = self._sway.step(_tempo(manner, bearing, heard, part) * (1.0 + 0.2 * excited))
        lift, chin_rad = self._brows.step(manner, 1.0 + 0.6 * excited, onset=heard.onset, accent=heard.accent)
        breath = self._breath.step(speech=heard.speech, ready=part.ready > 0.5)
        head_gain = self._head_gain.step(controls.head_gain)
        far = amplitude * (1.0 + 0.35 * excited) * head_gain
        swayed = _sway_rad(manner, sway, drift) * far
        swayed[1] += (self._nods.step(part.listening * _asked_to_listen(controls)) - chin_rad) * head_gain
        swayed[1] -= _BREATH_NOD_RAD * breath * head_gain
        head_rad = swayed + self._carriage(controls, manner, bearing)
        gaze_rad, lids = self._eyes(controls, manner, bearing, part, head_rad)
        quick = _quick_brow(manner, sway)
        brow = _unit(_raised(manner, posture, drift, quick) + lift + 0.1 * excited)
        corners = _corners(manner, posture, float(drift[6]), part)
        return LifeRow(
            head_rad=head_rad,
            head_m=(
                0.01 * manner.x_cm * far * float(sway[3]) + _TURN_SHIFT_M * float(swayed[0]),
                0.01 * manner.y_cm * far * float(sway[4]) + _BREATH_RISE_M * breath * head_gain,
                0.01 * manner.z_cm * far * float(sway[5]) + self._nearness.step(_nearness_goal(controls)),
            ),
            brow_inner=0.85 * brow,
            brow_outer=_outer(brow, posture),
            brow_down=_lowered(manner, posture, drift, quick) * (1.0 - min(2.0 * brow, 1.0)),
            squint=_unit(manner.squint + _SQUINT_DRIFT * float(drift[5]) - 0.25 * lift + 0.15 * corners),
            wide=_unit(
                manner.wide
                + manner.wide_spread * posture.wide
                + _WIDE_WITH_RAISE * min(max(lift - _WIDE_FROM, 0.0), 0.5)
                + 0.1 * excited
            ),
            cheeks=0.35 * corners,
            corners=corners,
            lids=max(lids, bearing.droop),
            gaze_rad=gaze_rad,
            moods=moods,
            parted=_READY_PARTED * part.ready,
            opening=1.0 + 0.3 * excited,
            asymmetry=posture.asymmetry,
        )

    def _carriage(self, controls: Controls, manner: Manner, bearing: Bearing) -> Array:
        """Mean posture of the head about which it sways."""
        yaw, pitch = (ease.step(goal) for ease, goal in zip(self._turn, _turn_goal(controls), strict=True))
        return np.array([yaw, pitch + math.radians(manner.chin_deg) + bearing.chin_rad, 0.0])

    def _eyes(
        self, controls: Controls, manner: Manner, bearing: Bearing, part: ConversationRow, head_rad: Array
    ) -> tuple[tuple[float, float], float]:
        """Gaze relative to the head, and lids."""
        yaw, pitch, blink = self._gaze.step(
            part,
            controls.gaze_yaw_rad,
            controls.gaze_pitch_rad,
            contact=manner.contact * bearing.contact,
            glance_down=manner.glance_down,
        )
        lids = self._blinks.step(
            part.talking, manner.blinks_per_min * bearing.blinks, controls.blink_rate_per_min, prompted=blink
        )
        # Eyes hold what they look at while the head moves under them (the vestibulo-ocular reflex).
        most_yaw, most_pitch = _EYES_LIMIT_RAD
        in_head = yaw - float(head_rad[0]), pitch + float(head_rad[1])
        return (
            min(max(in_head[0], -most_yaw), most_yaw),
            min(max(in_head[1], -most_pitch), most_pitch),
        ), lids


def _generators(seed: int) -> list[np.random.Generator]:
    return [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(_PARTS)]


def _unit(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _tempo(manner: Manner, bearing: Bearing, heard: ProsodyRow, part: ConversationRow) -> float:
    talking = _QUIET_TEMPO + (1.0 - _QUIET_TEMPO) * part.talking
    accents = 1.0 + _FASTER_WITH_PITCH * heard.rise - _SLOWER_WHEN_CALM * heard.calm
    return manner.tempo * bearing.tempo * talking * accents


def _amplitude_goal(part: ConversationRow) -> float:
    idle, listening, thinking = _QUIET
    quiet = idle + (listening - idle) * part.listening + (thinking - idle) * part.thinking
    return quiet + (1.0 - quiet) * part.talking


def _sway_rad(manner: Manner, sway: Array, drift: Array) -> Array:
    mixed = _QUICK_SHARE * sway[:3] + _SLOW_SHARE * drift[:3]
    return np.array((manner.yaw_deg, manner.pitch_deg, manner.roll_deg)) * (mixed * _RAD_PER_DEG)


def _quick_brow(manner: Manner, sway: Array) -> float:
    """Motion of the brows along with the head, quick and small: up, or down where negative."""
    return _BROW_PER_SWAY * manner.brow_drift / _USUAL_DRIFT * float(sway[6])


def _raised(manner: Manner, posture: PostureRow, drift: Array, quick: float) -> float:
    slow = manner.brow + manner.brow_spread * posture.brow + manner.brow_drift * float(drift[3])
    return max(slow, 0.0) + max(quick, 0.0)


def _lowered(manner: Manner, posture: PostureRow, drift: Array, quick: float) -> float:
    slow = manner.frown + manner.frown_spread * (0.8 * posture.frown + 0.6 * float(drift[4]))
    return _unit(max(slow, 0.0) + _SINK * max(-quick, 0.0))


def _outer(brow: float, posture: PostureRow) -> tuple[float, float]:
    outer = posture.outer * brow
    return _unit(outer * (1.0 + posture.lopsided)), _unit(outer * (1.0 - posture.lopsided))


def _corners(manner: Manner, posture: PostureRow, drift: float, part: ConversationRow) -> float:
    spread = manner.smile_spread * (0.7 * posture.smile + 0.7 * drift)
    return _unit(manner.smile + spread + _LISTENS_SMILING * part.listening)


def _asked_to_listen(controls: Controls) -> float:
    """Nods are for somebody who speaks: of whom nothing is known, unless it was said."""
    return float(controls.activity is Activity.LISTENING)


def _turn_goal(controls: Controls) -> tuple[float, float]:
    """Turn of the head along with the gaze: yaw, and pitch, of which down is positive."""
    return _HEAD_SHARE_OF_GAZE * controls.gaze_yaw_rad, -_HEAD_SHARE_OF_GAZE * controls.gaze_pitch_rad


def _nearness_goal(controls: Controls) -> float:
    return _VIEWER_M * (1.0 - controls.distance)
