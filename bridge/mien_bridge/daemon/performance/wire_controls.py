"""Conversion of controls between the wire and the generator."""

from dataclasses import replace
from typing import Any

from mien_inference.controls import Activity, Controls, Emotion, MannerName
from mien_protocol.messages.controls import PartialControls

__all__ = ["to_wire_controls", "update_controls"]


def update_controls(controls: Controls, changes: PartialControls) -> Controls:
    """Applies changes to controls."""
    known: dict[str, Any] = {**changes}
    for name, kind in (("emotion", Emotion), ("manner", MannerName), ("activity", Activity)):
        if name in known:
            known[name] = kind(known[name])
    return replace(controls, **known)


def to_wire_controls(controls: Controls) -> PartialControls:
    """Converts all controls to their form on the wire."""
    return PartialControls(
        gaze_yaw_rad=controls.gaze_yaw_rad,
        gaze_pitch_rad=controls.gaze_pitch_rad,
        distance=controls.distance,
        head_gain=controls.head_gain,
        lips_gain=controls.lips_gain,
        emotion=controls.emotion.value,
        emotion_strength=controls.emotion_strength,
        blink_rate_per_min=controls.blink_rate_per_min,
        manner=controls.manner.value,
        affect=controls.affect,
        activity=controls.activity.value,
    )
