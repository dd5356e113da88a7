"""The pictures of README.md: the demo as a strip and as an animation, and every control at work."""

import cv2
import numpy as np
from PIL import Image

from docs.sheets.contact_sheet import PICTURES, astronaut, labelled, save_sheet
from mien_bridge.offline.demo import sentence
from mien_bridge.offline.performance import build_pipeline
from mien_inference.controls import Controls, Emotion
from mien_inference.face import PortraitRenderer
from mien_inference.training.grid import read_audio
from mien_protocol.motion import Motion
from mien_protocol.rig import GAZE_DIRECTIONS_RAD

RATE_HZ = 40
STRIP_S = (1.0, 1.27, 1.75, 2.1, 2.35, 2.7, 3.45, 3.57, 4.45, 4.8, 6.95, 7.45)
ANIMATION_S = (3.2, 7.2)
ANIMATION_EVERY = 3
ANIMATION_PX = 256
POSE_S = 3.45
"""A moment of the sentence with an open vowel, at which the controls are compared."""


def main() -> None:
    """Writes `talk-strip.jpg`, `talk.webp` and `controls.jpg`."""
    renderer = astronaut()
    motion = _perform(Controls())
    strip = [labelled(_picture(renderer, motion, time_s), f"{time_s:.2f} s", 256) for time_s in STRIP_S]
    save_sheet(PICTURES / "talk-strip.jpg", strip, columns=6)
    _animate(renderer, motion)
    sheet = [labelled(_picture(renderer, _perform(c), POSE_S), name, 256) for name, c in _controls().items()]
    save_sheet(PICTURES / "controls.jpg", sheet, columns=6)


def _controls() -> dict[str, Controls]:
    gazes = {
        f"gaze {name}": Controls(gaze_yaw_rad=yaw, gaze_pitch_rad=pitch)
        for name, (yaw, pitch) in GAZE_DIRECTIONS_RAD.items()
        if name != "front"
    }
    moods = {str(emotion): Controls(emotion=emotion) for emotion in Emotion}
    others = {
        "distance 0.8": Controls(distance=0.8),
        "distance 1.2": Controls(distance=1.2),
        "lips 0.4": Controls(lips_gain=0.4),
    }
    return moods | gazes | others


def _perform(controls: Controls) -> Motion:
    stream = build_pipeline(controls, seed=0, rate_hz=RATE_HZ)
    with sentence() as path:
        return Motion.concatenate([stream.push(read_audio(path)), stream.flush()])


def _picture(renderer: PortraitRenderer, motion: Motion, time_s: float) -> np.ndarray:
    return renderer.render(motion.frame(round(time_s * RATE_HZ)))[..., :3].copy()


def _animate(renderer: PortraitRenderer, motion: Motion) -> None:
    """A looping WebP of a few seconds; the sound is in the demo."""
    first, last = (round(time_s * RATE_HZ) for time_s in ANIMATION_S)
    size = (ANIMATION_PX, ANIMATION_PX)
    frames = [
        Image.fromarray(cv2.resize(_picture(renderer, motion, k / RATE_HZ), size, interpolation=cv2.INTER_AREA))
        for k in range(first, last, ANIMATION_EVERY)
    ]
    frames[0].save(
        PICTURES / "talk.webp",
        save_all=True,
        append_images=frames[1:],
        duration=round(1000 * ANIMATION_EVERY / RATE_HZ),
        loop=0,
        quality=60,
        method=6,
    )


if __name__ == "__main__":
    main()
