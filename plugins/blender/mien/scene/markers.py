# SPDX-License-Identifier: GPL-3.0-or-later
"""Markers where phrases begin."""

import json

import bpy

from .properties import MienTake

__all__ = ["add", "remove"]


def add(take: MienTake, scene: bpy.types.Scene, phrases: list[tuple[float, float]], fps: float) -> None:
    """Marks the beginning of each phrase of a take, seconds from its start."""
    placed = []
    for number, (start_s, _) in enumerate(phrases, 1):
        marker = scene.timeline_markers.new(f"{take.name} {number}", frame=take.start + round(start_s * fps))
        placed.append([marker.name, marker.frame])
    take.scene, take.markers = scene, json.dumps(placed)


def remove(take: MienTake) -> None:
    """Removes the markers of a take that are still where they were put."""
    if not take.scene:
        return
    placed = {tuple(each) for each in json.loads(take.markers)}
    for marker in list(take.scene.timeline_markers):
        if (marker.name, marker.frame) in placed:
            take.scene.timeline_markers.remove(marker)
