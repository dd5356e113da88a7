# SPDX-License-Identifier: GPL-3.0-or-later
"""A bake from beginning to end: recordings, one after the other, become takes of a character, all at once or none."""

from dataclasses import dataclass, field

import bpy

from mien_protocol.errors import MienError
from mien_protocol.messages.controls import PartialControls
from mien_protocol.motion import Motion

from ..core.performance import Performance, Wanted
from . import compat, markers, sound_strip
from .character import mapping_of
from .checks import check_character
from .lines import Line
from .link import Link, LinkOptions
from .placement import Place, goes_to_nla, notes_before, winning_actions
from .properties import MienTake
from .sound import open_recording
from .take import TakeOptions, Written, own_actions, remove_last_take, write_take

__all__ = ["Bake", "BakeOptions"]


@dataclass(frozen=True, slots=True)
class BakeOptions:
    """Baking of recordings.

    Attributes:
        link: How the daemon is found.
        seed: Chooses a performance.
        controls: How the face moves.
        tolerance: How far a value may be off where a key is left out.
        place: Where takes go.
        strip: Whether recordings are added to the sequencer.
        markers: Whether the beginnings of phrases are marked.
    """

    link: LinkOptions = field(default_factory=LinkOptions)
    seed: int = 0
    controls: PartialControls = field(default_factory=PartialControls)
    tolerance: float = 0.001
    place: Place = Place.AUTO
    strip: bool = True
    markers: bool = False


class Bake:
    """Bakes lines for a character. Nothing in the file changes until all of their motion is there.

    Attributes:
        notes: What the user should know, in sentences.
        written: What was written for each line, once it is done.
    """

    def __init__(self, keeper: bpy.types.Object, lines: list[Line], options: BakeOptions, link: Link) -> None:
        """Checks everything that can be checked before.

        Raises:
            MienError: If it cannot be baked.
        """
        if not lines:
            raise MienError("there is nothing to bake; choose a recording, or select sound strips")
        # By name: an object may be deleted while the daemon works, and undo makes another of it.
        self._keeper_name = keeper.name
        self._options = options
        self._lines = lines
        self._link = link
        self._recordings = [open_recording(line.audio) for line in lines]
        self._scene_name = bpy.context.scene.name
        self._sequencer_name = compat.sequencer_scene(bpy.context).name
        self._fps = _fps(bpy.context.scene)
        self._performance: Performance | None = None
        self._motions: list[Motion] = []
        self._phrases: list[list[tuple[float, float]]] = []
        mapping = mapping_of(keeper)
        self.notes = check_character(mapping)
        own = own_actions(keeper)
        self._push = goes_to_nla(options.place, mapping, own)
        self.notes += notes_before(options.place, mapping, own)
        # The daemon forgets who is silent for some seconds, as everybody is between two bakes.
        link.disconnect()
        self.written: list[Written] = []

    @property
    def is_done(self) -> bool:
        """True if the takes were written."""
        return bool(self.written)

    @property
    def progress(self) -> float:
        """Share of the motion that has arrived, 0..1."""
        whole = sum(recording.duration_s for recording in self._recordings)
        done = sum(recording.duration_s for recording in self._recordings[: len(self._motions)])
        if self._performance is not None:
            done += self._performance.progress * self._recordings[len(self._motions)].duration_s
        return min(done / whole, 1.0)

    def step(self, timeout_s: float = 0.0) -> None:
        """Goes on a little; waits no longer than the time for the daemon.

        Raises:
            MienError: If it cannot go on; nothing was changed.
        """
        if self.is_done:
            return
        if len(self._motions) < len(self._lines):
            self._perform(timeout_s)
        else:
            self._write()

    def cancel(self) -> None:
        """Ends it; nothing was changed."""
        if self._performance is not None:
            self._performance.cancel()
            self._performance = None

    def _perform(self, timeout_s: float) -> None:
        client = self._link.client(self._options.link)
        if client is None:
            return
        if self._performance is None:
            wanted = Wanted(self._fps, self._options.seed, self._options.controls)
            self._performance = Performance(client, self._recordings[len(self._motions)], wanted)
        self._performance.step(timeout_s)
        if self._performance.is_done:
            self._motions.append(self._performance.motion())
            self._phrases.append(self._performance.phrases())
            self._performance = None

    def _write(self) -> None:
        scene = bpy.data.scenes.get(self._scene_name)
        keeper = bpy.data.objects.get(self._keeper_name)
        if scene is None or keeper is None:
            raise MienError(f"{self._keeper_name} was deleted or renamed during the bake; nothing was changed")
        check_character(mapping_of(keeper))
        written, before = [], len(keeper.mien.takes)
        try:
            for line, motion, phrases in zip(self._lines, self._motions, self._phrases, strict=True):
                written.append(self._write_line(keeper, scene, line, motion, phrases))
        except Exception:
            while len(keeper.mien.takes) > before:
                remove_last_take(keeper)
            raise
        if self._push:
            self.notes += winning_actions(mapping_of(keeper))
        self.written = written

    def _write_line(
        self,
        keeper: bpy.types.Object,
        scene: bpy.types.Scene,
        line: Line,
        motion: Motion,
        phrases: list[tuple[float, float]],
    ) -> Written:
        options = TakeOptions(line.audio, line.start, line.first, line.last, self._options.tolerance, self._push)
        written = write_take(keeper, motion, options)
        if self._options.strip:
            # The sequencer on screen may be another scene's, or gone by now.
            sequencer = bpy.data.scenes.get(self._sequencer_name) or scene
            self._add_strip(keeper.mien.takes[-1], sequencer, len(motion))
        if self._options.markers:
            markers.add(keeper.mien.takes[-1], scene, phrases, self._fps)
        return written

    def _add_strip(self, take: MienTake, scene: bpy.types.Scene, frames: int) -> None:
        if not compat.has_sound:
            self.notes.append("the recording is not in the sequencer: this Blender was built without its sound library")
        elif not sound_strip.add(take, scene, frames):
            self.notes.append(
                f"{take.name} is not in the sequencer: none of its channels has room at frame {take.start}"
            )


def _fps(scene: bpy.types.Scene) -> float:
    return float(scene.render.fps / scene.render.fps_base)
