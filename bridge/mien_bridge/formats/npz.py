"""Motion as NumPy arrays in one archive."""

from pathlib import Path

import numpy as np

from mien_bridge.formats.base import MotionInfo, MotionWriter
from mien_protocol.motion import Motion
from mien_protocol.rig import EXPRESSION_NAMES
from mien_protocol.seed import to_wire_seed

__all__ = ["NpzWriter"]


class NpzWriter(MotionWriter):
    """The arrays of a `Motion` by name, with `expression_names`, `rate_hz`, `seed`, `source`, `latent_model`.

    `rate` has numerator and denominator of the frame rate, exact. A seed of -1 is the sound's own.

    The only format that keeps the latents, and the only one that holds all frames until the end, about 70 MB for
    an hour at 60 frames a second: an archive states the length of an array before its values.
    """

    def __init__(self, path: Path, info: MotionInfo) -> None:
        """Begins with no frames."""
        super().__init__(path, info)
        self._parts: list[Motion] = []

    def write(self, motion: Motion) -> None:
        """Keeps the frames for `close`."""
        self._parts.append(motion)

    def close(self) -> None:
        """Writes the archive.

        Raises:
            ValueError: If `write` was never called, so that the latent's size is unknown.
        """
        motion = Motion.concatenate(self._parts)
        rate_hz = self._info.rate_hz
        # A handle, as numpy would add a suffix to a name.
        with self._path.open("wb") as file:
            np.savez_compressed(
                file,
                time_ns=motion.time_ns,
                latent=motion.latent,
                expression=motion.expression,
                head_wxyz=motion.head_wxyz,
                head_m=motion.head_m,
                gaze_rad=motion.gaze_rad,
                expression_names=np.array(EXPRESSION_NAMES),
                rate_hz=np.int64(rate_hz) if rate_hz.denominator == 1 else np.float64(rate_hz),
                rate=np.array([rate_hz.numerator, rate_hz.denominator], np.int64),
                seed=np.int64(to_wire_seed(self._info.seed)),
                source=np.array(self._info.source),
                latent_model=np.array(self._info.latent_model),
            )

    def abandon(self) -> None:
        """Forgets the frames."""
        self._parts.clear()
