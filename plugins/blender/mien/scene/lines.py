# SPDX-License-Identifier: GPL-3.0-or-later
"""Sources of a bake: a file, many files, or sound strips of the sequencer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bpy

from mien_protocol.errors import MienError

from . import compat, sound_strip
from .sound import open_recording

__all__ = ["Line", "line_of_file", "lines_of_files", "lines_of_strips"]


@dataclass(frozen=True, slots=True)
class Line:
    """One recording, and where it is spoken.

    Attributes:
        audio: The recording.
        start: Frame at which it begins.
        first: First frame that gets keys; None for `start`.
        last: Last frame that gets keys; None for its own end.
    """

    audio: Path
    start: int
    first: int | None = None
    last: int | None = None


def line_of_file(path: str, scene: bpy.types.Scene) -> Line:
    """A file, from the current frame on."""
    file = Path(bpy.path.abspath(path)).resolve()
    return Line(file, scene.frame_current)


def lines_of_files(paths: Sequence[Path], scene: bpy.types.Scene, pause_s: float) -> list[Line]:
    """Files one after the other, from the current frame on, with a pause between them.

    Raises:
        MienError: If one cannot be read.
    """
    fps = scene.render.fps / scene.render.fps_base
    start, lines = scene.frame_current, []
    for path in paths:
        lines.append(Line(path.resolve(), start))
        start += math.ceil((open_recording(path).duration_s + pause_s) * fps)
    return lines


def lines_of_strips(scene: bpy.types.Scene) -> list[Line]:
    """The selected sound strips, each at its place and as far as it is not cut.

    Raises:
        MienError: If none is selected, or one plays at another speed than its recording.
    """
    selected = [strip for strip in compat.sequencer_strips(scene) if strip.select and strip.type == "SOUND"]
    if not selected:
        raise MienError("no sound strip is selected in the sequencer of this scene; select the strips to be spoken")
    return [_line(strip, scene) for strip in sorted(selected, key=lambda strip: strip.frame_final_start)]


def _line(strip: bpy.types.bpy_struct, scene: bpy.types.Scene) -> Line:
    if strip.sound.packed_file:
        raise MienError(f"the sound of strip {strip.name!r} is packed into the file; unpack it (File > External Data)")
    if compat.is_retimed(strip):
        raise MienError(
            f"strip {strip.name!r} plays at another speed than its recording; bake the recording, or render it anew"
        )
    # The offset is in seconds.
    start = round(strip.frame_start + strip.sound_offset * scene.render.fps / scene.render.fps_base)
    return Line(sound_strip.path_of(strip), start, strip.frame_final_start, strip.frame_final_end - 1)
