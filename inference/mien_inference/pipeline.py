"""From a waveform to motion at the rate a consumer asked for."""

import numpy as np
from numpy.typing import NDArray

from mien_inference.controls import Controls
from mien_inference.interfaces import MotionGenerator, SpeechEncoder
from mien_protocol.motion import Motion
from mien_protocol.resampling import FrameRate, MotionResampler, check_rate

__all__ = ["SpeechToMotion"]


class SpeechToMotion:
    """A stream from 16 kHz mono waveform to motion; what it makes does not depend on how the input was cut."""

    def __init__(self, encoder: SpeechEncoder, generator: MotionGenerator, rate_hz: FrameRate) -> None:
        """Joins fresh parts into one stream.

        Args:
            encoder: Hears; nothing may have been pushed to it yet.
            generator: Moves; nothing may have been pushed to it yet.
            rate_hz: Frames of motion a second, 1..120.

        Raises:
            ValueError: If `rate_hz` is out of range.
        """
        self._encoder = encoder
        self._generator = generator
        self._resampler = MotionResampler(generator.rate_hz, check_rate(rate_hz))
        self._rate_hz = rate_hz
        self._begin()

    def _begin(self) -> None:
        self._samples = 0
        self._frames = 0

    @property
    def rate_hz(self) -> FrameRate:
        """Frames of motion per second of audio."""
        return self._rate_hz

    @property
    def latent_model(self) -> str:
        """Identifier of the latent space of the motion's latents."""
        return self._generator.latent_model

    def set_controls(self, controls: Controls) -> None:
        """Changes the controls from the next frame on; the motion stays smooth."""
        self._generator.set_controls(controls)

    def push(self, pcm: NDArray[np.float32]) -> Motion:
        """Takes more of the waveform, 16 kHz mono, shape (samples,), -1..1; returns the frames now certain."""
        self._samples += len(pcm)
        motion = self._resampler.push(self._generator.push(self._encoder.push(pcm)))
        self._frames += len(motion)
        return motion

    def flush(self) -> Motion:
        """Ends the stream; returns the frames still owed, so that there are ceil(duration x rate) in all.

        The next push begins another stream, at media time 0.
        """
        parts = [
            self._resampler.push(self._generator.push(self._encoder.flush())),
            self._resampler.push(self._generator.flush()),
            self._resampler.flush(),
        ]
        # The features come in whole rows of 10 ms; a frame that begins within the last row but after the last
        # sample would outlast the sound.
        owed = -(-self._samples * self._rate_hz // self._encoder.SAMPLE_RATE_HZ) - self._frames
        self._begin()
        return Motion.concatenate(parts)[: max(owed, 0)]
