"""Stand-ins for the parts that move and draw, quick and easy to predict."""

import numpy as np
from numpy.typing import NDArray

from mien_inference.controls import Controls
from mien_inference.interfaces import (
    FaceRenderer,
    FaceSurface,
    MotionGenerator,
    SpeechEncoder,
    SpeechFeatures,
    SurfaceRenderer,
)
from mien_protocol.motion import Motion, MotionFrame
from mien_protocol.quaternion import from_rotation_vector
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX


class LevelEncoder(SpeechEncoder):
    """Hears loudness only."""

    def __init__(self) -> None:
        self._rest = np.zeros(0, np.float32)

    def push(self, pcm: NDArray[np.float32]) -> SpeechFeatures:
        pcm = np.concatenate([self._rest, pcm])
        whole = len(pcm) // 160 * 160
        self._rest = pcm[whole:]
        return _features(pcm[:whole].reshape(-1, 160))

    def flush(self) -> SpeechFeatures:
        rest, self._rest = self._rest, np.zeros(0, np.float32)
        return _features(np.pad(rest, (0, -len(rest) % 160)).reshape(-1, 160))


class JawGenerator(MotionGenerator):
    """Opens the jaw with the level, a row late, and turns the head by the clock."""

    LATENT_SIZE = 3

    def __init__(self, seed: int | None = None, controls: Controls | None = None) -> None:
        self._turn_rad = 0.1 + 0.01 * (seed or 0)
        self._controls = controls or Controls()
        self._held: SpeechFeatures | None = None
        self._made = 0

    @property
    def rate_hz(self) -> int:
        return 100

    @property
    def latent_model(self) -> str:
        return "jaw-3"

    def set_controls(self, controls: Controls) -> None:
        self._controls = controls

    def push(self, features: SpeechFeatures) -> Motion:
        held = features if self._held is None else SpeechFeatures.concatenate([self._held, features])
        self._held = held[len(held) - 1 :] if len(held) else held
        return self._motion(held[: max(len(held) - 1, 0)])

    def flush(self) -> Motion:
        held, self._held = self._held, None
        rest = Motion.empty(self.LATENT_SIZE) if held is None else self._motion(held)
        self._made = 0
        return rest

    def _motion(self, features: SpeechFeatures) -> Motion:
        index = self._made + np.arange(len(features))
        self._made += len(features)
        expression = np.zeros((len(index), EXPRESSION_COUNT), np.float32)
        expression[:, EXPRESSION_INDEX["jawOpen"]] = np.clip(1.0 + features.energy_db / 60.0, 0.0, 1.0)
        turn = np.zeros((len(index), 3))
        turn[:, 1] = self._turn_rad * np.sin(index / 25.0)
        gaze = np.tile([self._controls.gaze_yaw_rad, self._controls.gaze_pitch_rad], (len(index), 1))
        return Motion(
            time_ns=index.astype(np.int64) * 10_000_000,
            latent=np.repeat(index[:, None] % 50 / 50, self.LATENT_SIZE, axis=1).astype(np.float16),
            expression=expression,
            head_wxyz=from_rotation_vector(turn),
            head_m=np.zeros((len(index), 3), np.float32),
            gaze_rad=gaze.astype(np.float32),
        )


class MeterRenderer(FaceRenderer):
    """A meter of the jaw: red as far down as it is open; the same buffer each time, as renderers may."""

    def __init__(self, size: tuple[int, int] = (64, 48)) -> None:
        self._picture = np.zeros((size[1], size[0], 4), np.uint8)

    @property
    def size(self) -> tuple[int, int]:
        return self._picture.shape[1], self._picture.shape[0]

    def render(self, frame: MotionFrame) -> NDArray[np.uint8]:
        jaw = float(frame.expression[EXPRESSION_INDEX["jawOpen"]])
        self._picture[:] = (0, 0, 255, 255)
        self._picture[: round(jaw * len(self._picture)), :, :3] = (255, 0, 0)
        return self._picture


class MaskRenderer(MeterRenderer, SurfaceRenderer):
    """The meter on a mesh of two triangles."""

    @property
    def surface(self) -> FaceSurface:
        return FaceSurface(
            uv_layout="mask-1",
            uv=np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32),
            triangles=np.array([[0, 3, 1], [1, 3, 2]], np.int32),
            openings=1,
            landmarks={"chin": 2},
            positions=np.array([[-1, 1, 0], [1, 1, 0], [1, -1, 0], [-1, -1, 0]], np.float32) / 8,
            placement=(0.25, 0.25, 0.75, 0.75),
        )

    @property
    def points(self) -> NDArray[np.float32]:
        return self.surface.uv * np.array(self.size, np.float32) - np.float32(0.5)


def _features(windows: NDArray[np.float32]) -> SpeechFeatures:
    level = np.sqrt(np.mean(windows**2, axis=1)) if len(windows) else np.zeros(0)
    zeros = np.zeros(len(windows), np.float32)
    return SpeechFeatures(
        posteriors=np.full((len(windows), 39), 1 / 39, np.float32),
        energy_db=(20.0 * np.log10(np.maximum(level, 1e-5))).astype(np.float32),
        f0_hz=zeros,
        voicing=zeros,
    )
