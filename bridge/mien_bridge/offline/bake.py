"""Recordings become files of motion, without a picture."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mien_bridge.formats import FORMATS, MotionInfo, motion_writer
from mien_bridge.media.atomic import atomic_file, finish_or_abandon
from mien_bridge.media.audio import AudioFile
from mien_bridge.offline.names import distinct_names
from mien_bridge.offline.performance import build_pipeline, perform
from mien_bridge.runtime.console import warn
from mien_bridge.runtime.progress import Progress
from mien_inference.controls import Controls
from mien_protocol.resampling import FrameRate

__all__ = ["BakeOptions", "bake_file", "name_outputs"]


@dataclass(frozen=True, slots=True)
class BakeOptions:
    """Options of a file of motion.

    Attributes:
        format: A name of `FORMATS`.
        rate_hz: Frames a second.
        seed: Another number, another performance; None lets the sound choose.
        controls: How the face moves.
    """

    format: str
    rate_hz: FrameRate
    seed: int | None
    controls: Controls


def bake_file(audio_path: Path, output: Path, bake: BakeOptions, checkpoint: Callable[[], None], *, quiet: bool) -> str:
    """Writes the motion of one recording.

    Args:
        audio_path: The recording.
        output: The file of motion; overwritten.
        bake: How to make it.
        checkpoint: Called now and then; it raises to stop the work.
        quiet: Whether to show no progress.

    Returns:
        How fast it went, in one line.

    Raises:
        MienError: If the recording or the output cannot be used; nothing is left behind then.
    """
    with AudioFile(audio_path) as audio, atomic_file(output) as place:
        stream = build_pipeline(bake.controls, bake.seed, bake.rate_hz)
        info = MotionInfo(audio_path.name, bake.rate_hz, bake.seed, stream.latent_model)
        progress = Progress(f"motion of {audio_path.name}", bake.rate_hz, audio.stated_duration_s, quiet=quiet)
        with progress, finish_or_abandon(motion_writer(bake.format, place, info)) as writer:
            for _, motion in perform(audio, stream, checkpoint):
                writer.write(motion)
                progress.advance(len(motion))
        speed = progress.finish()
        if audio.warning:
            warn(audio.warning)
    return speed


def name_outputs(inputs: list[Path], format_name: str) -> list[str]:
    """A file name for each input, by the input's own name; a second `take.wav` becomes `take-2.csv`."""
    return [name + FORMATS[format_name] for name in distinct_names([path.stem for path in inputs])]
