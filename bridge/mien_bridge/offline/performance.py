"""A recording performed: its sound and its motion, side by side."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from mien_bridge.media.audio import AudioFile
from mien_inference.controls import Controls
from mien_inference.pipeline import SpeechToMotion
from mien_inference.registry import PartKind, part
from mien_protocol.motion import Motion
from mien_protocol.resampling import FrameRate

__all__ = ["build_pipeline", "find_pipeline_factory", "perform"]


def find_pipeline_factory() -> Callable[[Controls, int | None, FrameRate], SpeechToMotion]:
    """Finds the installed parts; returns a factory of pipelines from controls, seed and frame rate.

    The parts are looked up once, among all packages that are installed: that takes as long as to make a stream.
    """
    encoder, generator = part(PartKind.SPEECH_ENCODER), part(PartKind.MOTION_GENERATOR)

    def build(controls: Controls, seed: int | None, rate_hz: FrameRate) -> SpeechToMotion:
        return SpeechToMotion(encoder(), generator(seed=seed, controls=controls), rate_hz)

    return build


def build_pipeline(controls: Controls, seed: int | None, rate_hz: FrameRate) -> SpeechToMotion:
    """A fresh stream from speech to motion, made of the built-in parts."""
    return find_pipeline_factory()(controls, seed, rate_hz)


def perform(
    audio: AudioFile, stream: SpeechToMotion, checkpoint: Callable[[], None]
) -> Iterator[tuple[NDArray[np.float32], Motion]]:
    """Block by block, the 48 kHz sound and the frames of motion that became certain with it.

    Motion follows its sound by the stream's look-ahead; the last item brings what is left of it.

    Args:
        audio: The recording.
        stream: Fresh parts; they are used up.
        checkpoint: Called before each block; it raises to stop the performance.
    """
    for block in audio.blocks():
        checkpoint()
        yield block.sound, stream.push(block.speech)
    yield np.zeros((audio.channels, 0), np.float32), stream.flush()
