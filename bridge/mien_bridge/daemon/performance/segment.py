"""One unbroken run of the pipeline on the session's grid of frames."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.interfaces import SpeechEncoder
from mien_inference.pipeline import SpeechToMotion
from mien_protocol.motion import Motion
from mien_protocol.quaternion import slerp
from mien_protocol.resampling import frame_time_ns

__all__ = ["EASE_S", "SAMPLE_NS", "Segment"]

SAMPLE_NS: Final = 1_000_000_000 // SpeechEncoder.SAMPLE_RATE_HZ

EASE_S: Final = 0.3
"""Time that the face takes from where it was into a new segment: as quick as a mouth closes, too slow for a jerk."""


class Segment:
    """Motion from one break in the sound to the next: silence, then perhaps an utterance.

    Attributes:
        first_frame: Number of its first frame on the session's grid.
        frames: How many frames were made.
        speech_from: Number of the first frame at which somebody speaks; None while nobody does.
    """

    def __init__(self, pipeline: SpeechToMotion, first_frame: int, origin: Motion | None) -> None:
        """Begins a segment.

        Args:
            pipeline: Fresh; it is used up.
            first_frame: Where the stretch begins on the session's grid.
            origin: The one frame that the face shows before; None if there was none.
        """
        self.first_frame = first_frame
        self.frames = 0
        self.speech_from: int | None = None
        self._pipeline = pipeline
        self._origin = origin
        self._samples = 0

    @property
    def pipeline(self) -> SpeechToMotion:
        """The pipeline of the segment."""
        return self._pipeline

    @property
    def position_ns(self) -> int:
        """Media time up to which sound was pushed."""
        return self._time_ns(self.first_frame) + self._samples * SAMPLE_NS

    @property
    def eased_until(self) -> int:
        """Number of the first frame after the easing, on the session's grid."""
        return self.first_frame + (0 if self._origin is None else round(EASE_S * self._pipeline.rate_hz))

    def begin_speech(self) -> None:
        """Marks that what is pushed from here on is speech."""
        heard = -(-self._samples * self._pipeline.rate_hz // SpeechEncoder.SAMPLE_RATE_HZ)
        self.speech_from = self.first_frame + heard

    def push(self, pcm: NDArray[np.float32]) -> Motion:
        """Takes more 16 kHz sound, shape (samples,), -1..1; returns the frames now certain, at session times."""
        self._samples += len(pcm)
        return self._placed(self._pipeline.push(pcm))

    def begin_with(self, samples: int, motion: Motion) -> Motion:
        """Takes motion that the pipeline has made already of so many samples; returns it at session times."""
        self._samples += samples
        return self._placed(motion)

    def flush(self) -> Motion:
        """Ends the segment; returns the remaining frames."""
        return self._placed(self._pipeline.flush())

    def _placed(self, motion: Motion) -> Motion:
        number = self.first_frame + self.frames + np.arange(len(motion), dtype=np.int64)
        self.frames += len(motion)
        if not len(motion):
            return motion
        time_ns = frame_time_ns(number, self._pipeline.rate_hz)
        if self._origin is None or number[0] >= self.eased_until:
            return _at(time_ns, motion)
        share = (number - self.first_frame + 1) / (self.eased_until - self.first_frame)
        return _eased(self._origin, _at(time_ns, motion), np.clip(share, 0.0, 1.0))

    def _time_ns(self, number: int) -> int:
        return int(frame_time_ns(np.array([number]), self._pipeline.rate_hz)[0])


def _at(time_ns: NDArray[np.int64], motion: Motion) -> Motion:
    return replace(motion, time_ns=time_ns)


def _eased(origin: Motion, motion: Motion, share: NDArray[np.float64]) -> Motion:
    """Eases from `origin` into `motion`, at zero speed at both ends: Hermite's 3 s^2 - 2 s^3."""
    weight = share * share * (3.0 - 2.0 * share)

    def mix(start: NDArray[np.floating], goal: NDArray[np.floating]) -> NDArray[np.float64]:
        return start + weight[:, None] * (goal.astype(np.float64) - start)

    start = np.repeat(origin.head_wxyz, len(motion), axis=0)
    return Motion(
        time_ns=motion.time_ns,
        latent=mix(origin.latent, motion.latent).astype(np.float16),
        expression=np.clip(mix(origin.expression, motion.expression), 0.0, 1.0).astype(np.float32),
        head_wxyz=slerp(start, motion.head_wxyz, weight),
        head_m=mix(origin.head_m, motion.head_m).astype(np.float32),
        gaze_rad=mix(origin.gaze_rad, motion.gaze_rad).astype(np.float32),
        tongue=mix(origin.tongue, motion.tongue).astype(np.float32),
    )
