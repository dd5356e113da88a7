# SPDX-License-Identifier: GPL-3.0-or-later
"""A character that shows a live session."""

import logging
from itertools import groupby
from typing import Final

import bpy

from mien_protocol.errors import MienError

from ..core.control_sender import ControlSender
from ..core.live_link import LiveLink
from ..core.live_motion import LiveMotion, one_frame
from ..core.live_outbox import Arrived
from ..core.live_recording import LiveRecording
from ..core.recording import Recording
from .character import mapping_of
from .controls import controls_of
from .face_screen import FaceScreen
from .live_pose import apply_motion, rest_pose
from .live_sound import HeardSpeech, Utterance
from .live_take import punch
from .take import Written

__all__ = ["LiveCharacter"]

_log = logging.getLogger(__name__)

_LOOK_NS: Final = 250_000_000
"""Interval at which the mapping is read again: a changed gain shows at once."""


class LiveCharacter:
    """Shows on a character what a session does.

    It keeps no object, for undo makes others, but the object's name and Blender's number for it, which stays the same
    when it is renamed or brought back.

    Attributes:
        link: The session.
        name: Of the object that keeps the character, as far as is known.
        is_lost: Whether there is no such object in the scene.
        trouble: What is wrong in the scene, in words; empty if nothing is.
    """

    def __init__(self, keeper: bpy.types.Object, link: LiveLink) -> None:
        """Shows nothing yet.

        Args:
            keeper: The object that keeps the character.
            link: Where the motion comes from.

        Raises:
            MienError: If a part of the character is gone.
        """
        self.link = link
        self.name = str(keeper.name)
        self.is_lost = False
        self.trouble = ""
        self.screen = FaceScreen(keeper.name)
        self._number = int(keeper.session_uid)
        self._is_broken = False
        self._motion = LiveMotion()
        self._mapping = mapping_of(keeper)
        self._looked_ns = 0
        self._rest = rest_pose(self._mapping)
        self._controls = ControlSender(controls_of(keeper))
        self._recording: LiveRecording | None = None
        self._heard: HeardSpeech | None = None

    @property
    def is_recording(self) -> bool:
        """True if what is seen is recorded."""
        return self._recording is not None

    @property
    def is_moving(self) -> bool:
        """True if anything has arrived of the session."""
        return self._motion.session > 0

    @property
    def utterance_ns(self) -> int | None:
        """Media time at which the newest utterance begins; None before there is one."""
        return self._motion.utterance_ns

    def shown_ns(self, now_ns: int) -> int:
        """Media time that is seen at a time of `time.monotonic_ns`."""
        return self._motion.shown_ns(now_ns)

    def tick(self, now_ns: int, *, pause: bool) -> None:
        """Takes what has come, and shows what is to be seen now, unless it is to pause."""
        if self._is_broken:
            return
        try:
            self._take(now_ns)
            if not pause:
                self._perform(now_ns)
                self.trouble = ""
        except MienError as error:
            self.trouble = str(error)
        except Exception:
            # Blender would end the timer of all characters; what is said sixty times a second is of no use.
            _log.exception("live.defect")
            self._is_broken = True
            self.trouble = "a defect of the extension; the console tells more; end the live session"

    def speak(self, recording: Recording, utterance: Utterance) -> None:
        """Speaks in a session of one's own; what is being spoken is dropped."""
        self._fall_silent()
        self._heard = HeardSpeech(utterance, (self._motion.session, self._motion.utterance_ns))
        self.link.speak(recording)

    def hush(self) -> None:
        """Drops what is being spoken."""
        self._fall_silent()
        self.link.hush()

    def punch_in(self, scene: bpy.types.Scene, now_ns: int) -> None:
        """Begins to record at the scene's present frame.

        Raises:
            MienError: If nothing moves yet.
        """
        if not self.is_moving:
            raise MienError("nothing has come of the session yet; wait until the face moves")
        fps = scene.render.fps / scene.render.fps_base
        begin_ns = self._motion.shown_ns(now_ns)
        self._recording = LiveRecording(self._motion.lately, begin_ns, scene.frame_current_final, fps)

    def punch_out(self, now_ns: int) -> Written:
        """Ends the recording, and makes keys of it.

        Raises:
            MienError: If there is no recording, the character is gone, or there was no time for a frame.
        """
        if self._recording is None:
            raise MienError("nothing is being recorded")
        recording, self._recording = self._recording, None
        keeper = self._keeper()
        # What the take is to give back one day is not the face of this moment.
        self._rest.restore()
        first, motion = recording.motion(self._motion.shown_ns(now_ns))
        return punch(keeper, motion, first)

    def rest(self) -> None:
        """Makes the character as it was, until the next tick."""
        self._rest.restore()

    def stop(self) -> None:
        """Ends it; the character is as it was."""
        self._fall_silent()
        self.link.stop()
        self._rest.restore()

    def _take(self, now_ns: int) -> None:
        for _, frames in groupby(self.link.outbox.frames(), key=lambda arrived: arrived.session):
            self._take_session(list(frames), now_ns)
        if self._heard is not None:
            newest = (self._motion.session, self._motion.utterance_ns)
            self._heard.follow(newest, self._motion.shown_ns(now_ns))

    def _take_session(self, arrived: list[Arrived], now_ns: int) -> None:
        former, former_ns = self._motion.session, self._motion.shown_ns(now_ns)
        self._motion.take(arrived)
        if self._recording is not None:
            if self._motion.session != former:
                self._recording.go_on(former_ns, self._motion.shown_ns(now_ns))
            for each in arrived:
                self._recording.take(each.frame)

    def _perform(self, now_ns: int) -> None:
        keeper = self._keeper()
        self._look(keeper, now_ns)
        self._tell_controls(keeper, now_ns)
        self._show(keeper, now_ns)
        self.screen.tick(self.link.outbox, now_ns, keeper.mien_live.photo.rate)

    def _keeper(self) -> bpy.types.Object:
        objects = bpy.context.scene.objects
        keeper = objects.get(self.name)
        if keeper is None or keeper.session_uid != self._number:
            keeper = next((obj for obj in objects if obj.session_uid == self._number), None)
        self.is_lost = keeper is None
        if keeper is None:
            raise MienError(f"{self.name} is not in this scene any more; undo that, or end the live session")
        if self.name != keeper.name:
            self.name, self._looked_ns = str(keeper.name), 0
        return keeper

    def _look(self, keeper: bpy.types.Object, now_ns: int) -> None:
        if now_ns - self._looked_ns < _LOOK_NS:
            return
        self._looked_ns = now_ns
        mapping = mapping_of(keeper)
        if mapping != self._mapping:
            self._mapping = mapping
            self._rest = self._rest.joined(rest_pose(mapping))

    def _tell_controls(self, keeper: bpy.types.Object, now_ns: int) -> None:
        if self.link.is_own and self._controls.is_time(now_ns):
            due = self._controls.due(controls_of(keeper), now_ns)
            if due:
                self.link.set_controls(due)

    def _show(self, keeper: bpy.types.Object, now_ns: int) -> None:
        face = self._motion.face(now_ns)
        if face is not None:
            apply_motion(self._mapping, one_frame(face), keeper.mien.facing)

    def _fall_silent(self) -> None:
        if self._heard is not None:
            self._heard.stop()
            self._heard = None
