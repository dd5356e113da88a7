"""What `mien talk` costs: the demo's portrait and sentence, by stage and by kind of output."""

import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.report import arguments, write
from mien_bridge.media.audio import AudioFile
from mien_bridge.media.picture_output import choose_output
from mien_bridge.models.face import find_face_models
from mien_bridge.offline.demo import PORTRAIT_NAME, portrait, sentence
from mien_bridge.offline.performance import build_pipeline, perform
from mien_bridge.offline.talk import Talk, TalkFaces, render_talk
from mien_bridge.runtime.console import quiet_libraries
from mien_bridge.runtime.thread_limits import limit_opencv
from mien_inference.controls import Controls
from mien_inference.face import (
    KEEP,
    TRANSPARENT,
    Background,
    Crop,
    FaceModels,
    PortraitRenderer,
    build_avatar,
    decode_photo,
)
from mien_protocol.motion import Motion

RATE_HZ = 40
SIZE_PX = 512
REPEATS = 3

Row = tuple[str, float, float | str, float | str]


def main() -> None:
    """Times stages and whole runs, and prints them."""
    options = arguments(__doc__ or "")
    limit_opencv()
    models = find_face_models(None, print)
    rows = [*_stages(models), *_whole(models)]
    write(f"mien talk, {SIZE_PX}x{SIZE_PX}", ["stage", "s", "frames a second", "times real time"], rows, options.json)


def _stages(models: FaceModels) -> list[Row]:
    begun = time.perf_counter()
    with quiet_libraries():
        avatar = build_avatar(decode_photo(portrait()), models)
    avatar_s = time.perf_counter() - begun
    motion, motion_s = _performed()
    renderer = PortraitRenderer(avatar, size=SIZE_PX, background=KEEP)
    renderer.render(motion.frame(0))  # compiles
    begun = time.perf_counter()
    for index in range(len(motion)):
        renderer.render(motion.frame(index))
    render_s = time.perf_counter() - begun
    return [
        ("avatar from photo, once", avatar_s, "", ""),
        _row("speech to motion", motion_s, len(motion)),
        _row("motion to pictures", render_s, len(motion)),
    ]


def _performed() -> tuple[Motion, float]:
    """The sentence's motion, and the seconds it took."""
    stream = build_pipeline(Controls(), 0, RATE_HZ)
    begun = time.perf_counter()
    with sentence() as path, AudioFile(path) as audio:
        motion = Motion.concatenate([part for _, part in perform(audio, stream, _go_on)])
    return motion, time.perf_counter() - begun


def _whole(models: FaceModels) -> list[Row]:
    outputs = {"MP4": ("a.mp4", KEEP), "WebM": ("b.webm", KEEP), "WebM with alpha": ("c.webm", TRANSPARENT)}
    outputs["PNG files"] = ("d", TRANSPARENT)
    frames = len(_performed()[0])
    return [_row(f"whole, {name}", _talk(models, *output), frames) for name, output in outputs.items()]


def _talk(models: FaceModels, name: str, background: Background) -> float:
    """Seconds of one whole run, models and imports being there; the median of a few."""
    durations_s = []
    for _ in range(REPEATS):
        with tempfile.TemporaryDirectory() as folder, sentence() as audio:
            talk = Talk(
                photo=portrait(),
                photo_name=PORTRAIT_NAME,
                audio=audio,
                output=choose_output(Path(folder) / name, transparent=background == TRANSPARENT, rate_hz=RATE_HZ),
                size=SIZE_PX,
                rate_hz=RATE_HZ,
                seed=0,
                controls=Controls(),
                background=background,
                crop=Crop.PHOTO,
                aspect=None,
                face=None,
                neutral=True,
            )
            begun = time.perf_counter()
            render_talk(talk, TalkFaces(models, quiet=True), _go_on, quiet=True)
            durations_s.append(time.perf_counter() - begun)
    return median(durations_s)


def _row(stage: str, seconds: float, frames: int) -> Row:
    return stage, seconds, frames / seconds, frames / RATE_HZ / seconds


def _go_on() -> None:
    """Nobody interrupts a benchmark but Ctrl-C."""


if __name__ == "__main__":
    main()
