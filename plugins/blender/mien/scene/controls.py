# SPDX-License-Identifier: GPL-3.0-or-later
"""Present controls of a character: those of its panel, and the place of what it looks at."""

import bpy

from mien_protocol.messages.controls import PartialControls

from ..core.control_sender import within_range
from ..core.gaze import gaze_towards
from .head_frame import place_before_head

__all__ = ["controls_of"]


def controls_of(keeper: bpy.types.Object) -> PartialControls:
    """All controls of a character, at the scene's present frame.

    Args:
        keeper: The object that keeps the character.
    """
    kept = keeper.mien_live.controls
    yaw, pitch = kept.gaze_yaw, kept.gaze_pitch
    if kept.gaze_target is not None:
        place = place_before_head(keeper, kept.gaze_target.matrix_world.translation)
        yaw, pitch = gaze_towards(place)
    return within_range(
        PartialControls(
            gaze_yaw_rad=yaw,
            gaze_pitch_rad=pitch,
            distance=kept.distance,
            head_gain=kept.head_gain,
            lips_gain=kept.lips_gain,
            emotion=kept.emotion,
            emotion_strength=kept.emotion_strength,
            blink_rate_per_min=None if kept.natural_blinks else kept.blink_rate,
        )
    )
