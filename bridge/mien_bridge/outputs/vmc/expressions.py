"""Expressions of characters in VMC: their names, and their weights over the 52 coefficients.

A value is a weighted sum of the 52 coefficients and the gaze, cut off at 0 and 1. The weights of vowels are those of
`plugins/blender/README.md`, Visemes: fitted to speech, so that the mouth that the vowels make has the gap and the width
of the one that ARKit's shapes make. Those of moods were chosen, not fitted: what a mood looks like is its character's
own.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.motion import MotionFrame
from mien_protocol.rig import (
    EXPRESSION_COUNT,
    EXPRESSION_INDEX,
    EXPRESSION_NAMES,
    EYE_PITCH_FULL_RAD,
    EYE_YAW_FULL_RAD,
)

__all__ = ["Expressions", "Naming"]

_YAW: Final = "gazeYaw"
_PITCH: Final = "gazePitch"
_INPUTS: Final = {**EXPRESSION_INDEX, _YAW: EXPRESSION_COUNT, _PITCH: EXPRESSION_COUNT + 1}

_VOWELS_AND_BLINKS: Final[Mapping[str, Mapping[str, float]]] = {
    "aa": {
        "jawOpen": 0.9, "mouthClose": -0.8, "mouthPucker": -0.15, "mouthUpperUpLeft": 0.1, "mouthUpperUpRight": 0.1,
        "mouthRollLower": -0.1, "mouthRollUpper": -0.1, "mouthShrugLower": -0.15, "mouthSmileLeft": -0.05,
        "mouthSmileRight": -0.05,
    },
    "ih": {"mouthLowerDownLeft": 0.175, "mouthLowerDownRight": 0.175},
    "ou": {"mouthPucker": 0.65, "jawOpen": 0.2, "mouthClose": -0.7, "mouthPressLeft": -0.05, "mouthPressRight": -0.05},
    "ee": {
        "mouthLowerDownLeft": 0.175, "mouthLowerDownRight": 0.175, "mouthUpperUpLeft": 0.05, "mouthUpperUpRight": 0.05,
    },
    "oh": {"jawOpen": 0.8, "mouthClose": -0.85},
    "blinkLeft": {"eyeBlinkLeft": 1.0},
    "blinkRight": {"eyeBlinkRight": 1.0},
}  # fmt: skip

_LOOKS: Final[Mapping[str, Mapping[str, float]]] = {
    "lookUp": {_PITCH: 1.0 / EYE_PITCH_FULL_RAD},
    "lookDown": {_PITCH: -1.0 / EYE_PITCH_FULL_RAD},
    "lookLeft": {_YAW: 1.0 / EYE_YAW_FULL_RAD},
    "lookRight": {_YAW: -1.0 / EYE_YAW_FULL_RAD},
}

_MOODS: Final[Mapping[str, Mapping[str, float]]] = {
    "happy": {"mouthSmileLeft": 0.5, "mouthSmileRight": 0.5},
    "angry": {"browDownLeft": 0.5, "browDownRight": 0.5, "browInnerUp": -0.5},
    "sad": {"mouthFrownLeft": 0.35, "mouthFrownRight": 0.35, "browInnerUp": 0.3},
    "relaxed": {"cheekSquintLeft": 0.5, "cheekSquintRight": 0.5, "browDownLeft": -0.5, "browDownRight": -0.5},
}

_VRM0_NAMES: Final[Mapping[str, str]] = {
    "aa": "A", "ih": "I", "ou": "U", "ee": "E", "oh": "O", "blinkLeft": "Blink_L", "blinkRight": "Blink_R",
    "lookUp": "LookUp", "lookDown": "LookDown", "lookLeft": "LookLeft", "lookRight": "LookRight",
    "happy": "Joy", "angry": "Angry", "sad": "Sorrow", "relaxed": "Fun",
}  # fmt: skip
"""VRM 0's presets by their names in VRM 1, as the VMC specification pairs them."""

_EYE_LOOKS: Final = tuple(name for name in EXPRESSION_NAMES if name.startswith("eyeLook"))


class Naming(StrEnum):
    """Naming schemes of expressions."""

    VRM0 = "vrm0"
    VRM1 = "vrm1"
    PERFECT_SYNC = "perfect_sync"
    """All 52, named as ARKit does with a capital first: `JawOpen`."""
    PERFECT_SYNC_CAMEL = "perfect_sync_camel"
    """The same, as ARKit names them: `jawOpen`."""


class Expressions:
    """The expressions of one naming, from a face's motion.

    Attributes:
        names: What they are called, in the order of their values.
    """

    def __init__(self, naming: Naming, *, moods: float, eyes: bool) -> None:
        """Prepares the weights.

        Args:
            naming: Which they are.
            moods: How strongly smiles, frowns and brows become moods, 0..1; at 0 moods are not sent at all, so that
                the receiver's own hotkeys keep theirs. Perfect Sync has none.
            eyes: Whether those that move eyeballs are sent.
        """
        table = _table(naming, moods=moods, eyes=eyes)
        self.names = tuple(table)
        self._weights = np.zeros((len(table), len(_INPUTS)), np.float32)
        for row, made_of in enumerate(table.values()):
            for name, weight in made_of.items():
                self._weights[row, _INPUTS[name]] = weight

    def values(self, frame: MotionFrame) -> NDArray[np.float32]:
        """Each expression's value, 0..1, shape (names,)."""
        inputs = np.concatenate((frame.expression, frame.gaze_rad))
        return np.asarray(np.clip(self._weights @ inputs, 0.0, 1.0), np.float32)


def _table(naming: Naming, *, moods: float, eyes: bool) -> dict[str, Mapping[str, float]]:
    if naming in (Naming.PERFECT_SYNC, Naming.PERFECT_SYNC_CAMEL):
        kept = [name for name in EXPRESSION_NAMES if eyes or name not in _EYE_LOOKS]
        is_camel = naming is Naming.PERFECT_SYNC_CAMEL
        return {name if is_camel else name[0].upper() + name[1:]: {name: 1.0} for name in kept}
    table = {**_VOWELS_AND_BLINKS, **(_LOOKS if eyes else {})}
    if moods > 0.0:
        for name, made_of in _MOODS.items():
            table[name] = {source: moods * weight for source, weight in made_of.items()}
    return {_VRM0_NAMES[name] if naming is Naming.VRM0 else name: made_of for name, made_of in table.items()}
