"""A photo and a recording become a movie."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from mien_bridge.media.atomic import finish_or_abandon
from mien_bridge.media.audio import AudioFile
from mien_bridge.media.picture_output import PictureOutput
from mien_bridge.offline.past_duration import PastDuration
from mien_bridge.offline.performance import ControlChange, build_pipeline, perform
from mien_bridge.provenance.installation import todays_marker
from mien_bridge.provenance.marked_renderer import marked
from mien_bridge.runtime.console import note, quiet_libraries, warn
from mien_bridge.runtime.progress import LOG_INTERVAL_S, Progress
from mien_bridge.runtime.thread_limits import limit_opencv
from mien_inference.controls import Controls
from mien_inference.face import Avatar, Background, Crop, FaceModels, build_avatar, decode_photo
from mien_inference.interfaces import FaceRenderer
from mien_inference.registry import PartKind, part
from mien_protocol.errors import MienError
from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import identity
from mien_protocol.resampling import FrameRate
from mien_protocol.rig import EXPRESSION_COUNT

__all__ = ["Talk", "TalkFaces", "render_talk"]

_AT_REST: Final = MotionFrame(
    0, np.zeros(EXPRESSION_COUNT, np.float32), identity(1)[0], np.zeros(3, np.float32), np.zeros(2, np.float32)
)


@dataclass(frozen=True, slots=True)
class Talk:
    """Photo, recording and options of a movie.

    Attributes:
        photo: Content of the photo file.
        photo_name: What messages call it.
        audio: The recording.
        output: Where the pictures go.
        size: Longer side of a picture, pixels.
        rate_hz: Pictures a second.
        seed: Another number, another performance; None lets the sound choose.
        controls: How the face moves.
        background: What is behind the person.
        crop: How much of the photo is shown.
        aspect: Width by height of a picture; None is that of the crop.
        face: Which face, from the left, counted from 1; None if there is only one.
        neutral: Whether the photo's expression is undone.
        changes: Moments at which the controls change, in order.
    """

    photo: bytes
    photo_name: str
    audio: Path
    output: PictureOutput
    size: int
    rate_hz: FrameRate
    seed: int | None
    controls: Controls
    background: Background
    crop: Crop
    aspect: float | None
    face: int | None
    neutral: bool
    changes: tuple[ControlChange, ...] = ()


class TalkFaces:
    """Renderers of photos; the last one is kept, as several recordings may be said by one photo."""

    def __init__(self, models: FaceModels, *, quiet: bool) -> None:
        """Begins with none.

        Args:
            models: What finds the face in a photo.
            quiet: Whether to say nothing of what is being made.
        """
        self._models = models
        self._quiet = quiet
        self._made: tuple[tuple[object, ...], FaceRenderer] | None = None

    def renderer(self, talk: Talk) -> FaceRenderer:
        """The renderer for a movie.

        Raises:
            MienError: If the photo cannot be used.
        """
        asked = (talk.photo, talk.size, talk.background, talk.crop, talk.aspect, talk.face, talk.neutral)
        if self._made is None or self._made[0] != asked:
            self._made = asked, self._make(talk)
        return self._made[1]

    def _make(self, talk: Talk) -> FaceRenderer:
        begun_s, past = time.monotonic(), PastDuration("face")
        if not self._quiet:
            note(f"making the face of {talk.photo_name}, {past.estimate()}")
        renderer = self._drawn_once(talk)
        past.write_s(time.monotonic() - begun_s)
        return renderer

    def _drawn_once(self, talk: Talk) -> FaceRenderer:
        limit_opencv()
        with quiet_libraries():
            avatar = _avatar(talk, self._models)
        if avatar.findings and not self._quiet:
            note(f"{talk.photo_name}: {'; '.join(avatar.findings)}")
        kind = part(PartKind.FACE_RENDERER)
        renderer = marked(kind(avatar, size=talk.size, background=talk.background), todays_marker())
        # The first picture compiles what draws it, which can take longer than anything before.
        renderer.render(_AT_REST)
        return renderer


def render_talk(
    talk: Talk,
    faces: TalkFaces,
    checkpoint: Callable[[], None],
    *,
    quiet: bool,
    log_every_s: float = LOG_INTERVAL_S,
) -> str:
    """Renders a performance into its output.

    Args:
        talk: What to make.
        faces: What makes the renderer.
        checkpoint: Called now and then; it raises to stop the work.
        quiet: Whether to show no progress.
        log_every_s: How often progress is told where stderr is no terminal, seconds.

    Returns:
        How fast it went, in one line.

    Raises:
        MienError: If the photo, the recording or the output cannot be used; nothing is left behind then.
    """
    with AudioFile(talk.audio) as audio, talk.output.reserve() as place:
        renderer = faces.renderer(talk)
        stream = build_pipeline(talk.controls, talk.seed, talk.rate_hz)
        sink = talk.output.open(place, size=renderer.size, rate_hz=talk.rate_hz, channels=audio.channels)
        progress = Progress("video", talk.rate_hz, audio.stated_duration_s, quiet=quiet, log_every_s=log_every_s)
        with progress, finish_or_abandon(sink):
            for sound, motion in perform(audio, stream, checkpoint, talk.changes):
                sink.write_sound(sound)
                for index in range(len(motion)):
                    sink.write_picture(renderer.render(motion.frame(index)))
                    progress.advance(1)
        speed = progress.finish()
        if audio.warning:
            warn(audio.warning)
    return speed


def _avatar(talk: Talk, models: FaceModels) -> Avatar:
    try:
        photo = decode_photo(talk.photo)
        return build_avatar(photo, models, crop=talk.crop, aspect=talk.aspect, face=talk.face, neutral=talk.neutral)
    except MienError as error:
        raise MienError(f"{talk.photo_name}: {error}") from error
