# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording on its way to becoming motion at a scene's frames."""

from dataclasses import dataclass, field

from mien_protocol.client import BakeJob, Client
from mien_protocol.messages.controls import PartialControls
from mien_protocol.motion import Motion

from .frame_times import FrameSampler, motion_rate_hz
from .phrases import PhraseFinder
from .recording import Recording

__all__ = ["Performance", "Wanted"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Options for the performance of a recording.

    Attributes:
        fps: Frames a second of the scene.
        seed: Chooses a performance.
        controls: How the face moves.
    """

    fps: float
    seed: int = 0
    controls: PartialControls = field(default_factory=PartialControls)


class Performance:
    """A bake under way; `step` now and then until `is_done`, then take `motion`."""

    def __init__(self, client: Client, recording: Recording, wanted: Wanted) -> None:
        """Begins.

        Raises:
            MienError: If the daemon refuses or is silent.
        """
        rate_hz = motion_rate_hz(wanted.fps)
        self._sampler = FrameSampler(rate_hz, wanted.fps)
        self._parts = [Motion.empty(0)]
        self._is_done = False
        self._phrases = PhraseFinder(recording.rate_hz)
        self._job: BakeJob = client.bake(
            self._phrases.listen(recording.pieces()),
            audio_rate_hz=recording.rate_hz,
            rate_hz=rate_hz,
            seed=wanted.seed,
            controls=wanted.controls,
            samples=recording.samples,
        )

    @property
    def progress(self) -> float:
        """Share of the motion that has arrived, 0..1."""
        return self._job.progress

    @property
    def is_done(self) -> bool:
        """True if all of it has arrived."""
        return self._is_done

    def step(self, timeout_s: float = 0.0) -> None:
        """Takes what has come, or comes first within the time.

        Raises:
            MienError: If the daemon refuses, was restarted, or is gone.
        """
        if self._is_done:
            return
        self._job.turn(timeout_s)
        self._parts += [self._sampler.push(part) for part in self._job.ready()]
        if self._job.is_done:
            self._parts.append(self._sampler.flush())
            self._is_done = True

    def motion(self) -> Motion:
        """All that came, at the scene's frames; frame 0 is at the beginning of the sound."""
        return Motion.concatenate(self._parts)

    def phrases(self) -> list[tuple[float, float]]:
        """Beginning and end of each phrase that was spoken, seconds."""
        return self._phrases.phrases()

    def cancel(self) -> None:
        """Ends it; the daemon forgets it."""
        self._job.cancel()
