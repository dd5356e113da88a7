# SPDX-License-Identifier: GPL-3.0-or-later
"""Sources of a bake: a file, many files, or sound strips of the sequencer."""

import math
from collections.abc import Iterator, Sequence
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


def lines_of_strips(editor: bpy.types.Scene, scene: bpy.types.Scene) -> list[Line]:
    """The selected sound strips, and those in selected meta strips, each at its place and as far as it is not cut.

    Args:
        editor: The scene whose sequencer it is.
        scene: The character's.

    Raises:
        MienError: If none is selected, one plays at another speed than its recording, or the scenes do.
    """
    _check_rates(editor, scene)
    found = [part for strip in _on_screen(editor) if strip.select for part in _parts(strip, -math.inf, math.inf)]
    if not found:
        raise MienError(
            f"no sound strip is selected in the sequencer of scene {editor.name!r}; select the strips to be spoken"
        )
    return [_line(*part, scene) for part in sorted(found, key=lambda part: part[1])]


_Part = tuple[bpy.types.bpy_struct, int, int]
"""A sound strip, and the frames at which what is heard of it begins and has ended."""


def _check_rates(editor: bpy.types.Scene, scene: bpy.types.Scene) -> None:
    theirs, own = (each.render.fps / each.render.fps_base for each in (editor, scene))
    if not math.isclose(theirs, own, rel_tol=1e-6):
        raise MienError(
            f"the sequencer on screen is that of scene {editor.name!r} at {theirs:.3f} frames a second, and the "
            f"character's scene {scene.name!r} has {own:.3f}; give both the same frame rate"
        )


def _on_screen(editor: bpy.types.Scene) -> bpy.types.bpy_prop_collection:
    """The strips that are shown: those of the meta strip that is open, or of the whole sequencer."""
    strips = compat.sequencer_strips(editor)
    opened = editor.sequence_editor.meta_stack
    return compat.inside_meta(opened[-1]) if len(opened) else strips


def _parts(strip: bpy.types.bpy_struct, first: float, end: float) -> Iterator[_Part]:
    """The sound of a strip, or in it, that is heard within some frames."""
    first, end = max(first, strip.frame_final_start), min(end, strip.frame_final_end)
    if strip.type == "META":
        for inner in compat.inside_meta(strip):
            if not inner.mute:
                yield from _parts(inner, first, end)
    elif strip.type == "SOUND" and first < end:
        yield strip, int(first), int(end)


def _line(strip: bpy.types.bpy_struct, first: int, end: int, scene: bpy.types.Scene) -> Line:
    if strip.sound.packed_file:
        raise MienError(f"the sound of strip {strip.name!r} is packed into the file; unpack it (File > External Data)")
    if compat.is_retimed(strip):
        raise MienError(
            f"strip {strip.name!r} plays at another speed than its recording; bake the recording, or render it anew"
        )
    # The offset is in seconds.
    start = round(strip.frame_start + strip.sound_offset * scene.render.fps / scene.render.fps_base)
    return Line(sound_strip.path_of(strip), start, first, end - 1)
