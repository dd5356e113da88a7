"""A recording performed: its sound and its motion, side by side."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien_bridge.media.audio import AudioFile
from mien_inference.controls import Controls
from mien_inference.pipeline import SpeechToMotion
from mien_inference.registry import PartKind, part
from mien_protocol.motion import Motion
from mien_protocol.resampling import FrameRate

__all__ = ["ControlChange", "build_pipeline", "find_pipeline_factory", "perform"]


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


@dataclass(frozen=True, slots=True)
class ControlChange:
    """A moment of a recording at which the controls change.

    Attributes:
        at: Sample at `SPEECH_RATE_HZ`.
        controls: All that hold from there on.
    """

    at: int
    controls: Controls


def perform(
    audio: AudioFile, stream: SpeechToMotion, checkpoint: Callable[[], None], changes: Iterable[ControlChange] = ()
) -> Iterator[tuple[NDArray[np.float32], Motion]]:
    """Block by block, the 48 kHz sound and the frames of motion that became certain with it.

    Motion follows its sound by the stream's look-ahead; the last item brings what is left of it.

    Args:
        audio: The recording.
        stream: Fresh parts; they are used up.
        checkpoint: Called before each block; it raises to stop the performance.
        changes: Of the controls, in order.
    """
    heard, coming = 0, deque(changes)
    for block in audio.blocks():
        checkpoint()
        motion, speech = [], block.speech
        while coming and coming[0].at < heard + len(speech):
            change = coming.popleft()
            motion.append(stream.push(speech[: change.at - heard]))
            speech, heard = speech[change.at - heard :], change.at
            stream.set_controls(change.controls)
        motion.append(stream.push(speech))
        heard += len(speech)
        yield block.sound, motion[0] if len(motion) == 1 else Motion.concatenate(motion)
    yield np.zeros((audio.channels, 0), np.float32), stream.flush()
