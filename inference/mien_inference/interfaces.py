"""The three pluggable parts, and what flows between them.

    waveform --SpeechEncoder--> SpeechFeatures --MotionGenerator--> Motion --FaceRenderer--> RGBA

Each part is a stream: what it returns for an input does not depend on how the input was cut into pushes. `flush()`
ends the stream, and the next push begins another one as if the part were new.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien_inference.controls import Controls
from mien_protocol.motion import Motion, MotionFrame

__all__ = ["FaceRenderer", "FaceSurface", "MotionGenerator", "SpeechEncoder", "SpeechFeatures", "SurfaceRenderer"]


@dataclass(frozen=True, slots=True)
class SpeechFeatures:
    """Features of the sound, one row every 10 ms; row `k` of a stream describes the sound at `k` x 10 ms.

    Attributes:
        posteriors: Probability of each phone of `speech.phones.PHONES`, shape (rows, 39).
        energy_db: Level of the 25 ms window, dB below full scale, shape (rows,), -100..0.
        f0_hz: Fundamental frequency, 0 where unvoiced, shape (rows,).
        voicing: Periodicity of the window, shape (rows,), 0..1.
    """

    posteriors: NDArray[np.float32]
    energy_db: NDArray[np.float32]
    f0_hz: NDArray[np.float32]
    voicing: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.posteriors)

    def __getitem__(self, rows: slice) -> "SpeechFeatures":
        return SpeechFeatures(self.posteriors[rows], self.energy_db[rows], self.f0_hz[rows], self.voicing[rows])

    @staticmethod
    def concatenate(parts: "list[SpeechFeatures]") -> "SpeechFeatures":
        """Parts that follow one another in time, as one."""
        return SpeechFeatures(
            np.concatenate([part.posteriors for part in parts]),
            np.concatenate([part.energy_db for part in parts]),
            np.concatenate([part.f0_hz for part in parts]),
            np.concatenate([part.voicing for part in parts]),
        )


class SpeechEncoder(ABC):
    """A stream from 16 kHz mono waveform to `SpeechFeatures`."""

    SAMPLE_RATE_HZ = 16_000
    FEATURE_RATE_HZ = 100

    @abstractmethod
    def push(self, pcm: NDArray[np.float32]) -> SpeechFeatures:
        """Takes more of the waveform, shape (samples,), -1..1; returns the rows that are now certain."""

    @abstractmethod
    def flush(self) -> SpeechFeatures:
        """Ends the stream; returns the rows still owed, so that n samples gave ceil(n / 160) rows in all."""


class MotionGenerator(ABC):
    """A stream from `SpeechFeatures` to motion at the generator's own rate."""

    @property
    @abstractmethod
    def rate_hz(self) -> int:
        """Frames of motion per second of audio."""

    @property
    @abstractmethod
    def latent_model(self) -> str:
        """Identifier of the latent space, named once in a stream's header."""

    @abstractmethod
    def set_controls(self, controls: Controls) -> None:
        """Changes the controls from the next frame on; the motion stays smooth."""

    @abstractmethod
    def push(self, features: SpeechFeatures) -> Motion:
        """Takes more features; returns the frames that are now certain."""

    @abstractmethod
    def flush(self) -> Motion:
        """Ends the stream; returns the frames still owed: one a feature row in all, times `rate_hz` / 100."""


@dataclass(frozen=True, slots=True)
class FaceSurface:
    """The skin of a face as a mesh, and the same mesh laid flat for a texture; n vertices, m triangles.

    Attributes:
        uv_layout: Name of the layout: surfaces of the same name have the same `uv`, `triangles` and `openings`.
        uv: Where each vertex lies in the texture, 0..1, origin at the top left, shape (n, 2).
        triangles: Shape (m, 3), counter-clockwise seen from outside; laid flat, none is folded over.
        openings: So many triangles, the last ones, close the eyes and the mouth.
        landmarks: Vertices by the name of what lies there.
        positions: The neutral face in the rig's axes, metres, shape (n, 3).
        placement: Left, top, right, bottom of the neutral face in the photo, 0..1.
    """

    uv_layout: str
    uv: NDArray[np.float32]
    triangles: NDArray[np.int32]
    openings: int
    landmarks: Mapping[str, int]
    positions: NDArray[np.float32]
    placement: tuple[float, float, float, float]


class FaceRenderer(ABC):
    """Pictures of one avatar."""

    @property
    @abstractmethod
    def size(self) -> tuple[int, int]:
        """Width and height of a picture, pixels."""

    @abstractmethod
    def render(self, frame: MotionFrame) -> NDArray[np.uint8]:
        """The face at one instant: RGBA, sRGB, straight alpha, top row first, shape (height, width, 4).

        The array may be the renderer's own buffer: it is overwritten by the next call.
        """


class SurfaceRenderer(FaceRenderer):
    """A renderer that tells where the skin is in its pictures: what it takes to lay them flat as a texture."""

    @property
    @abstractmethod
    def surface(self) -> FaceSurface:
        """The skin of the avatar's face."""

    @property
    @abstractmethod
    def points(self) -> NDArray[np.float32]:
        """Places of the vertices of `surface` in the picture that was rendered last, shape (n, 2).

        Pixels of the picture, whose centres lie at integers; before the first picture, those of a neutral face.
        """
