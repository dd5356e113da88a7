"""The contact sheets of docs/face.md: look at them after every change of the face."""

import argparse
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

from mien_bridge.cli.demo import portrait
from mien_bridge.models import find_models
from mien_inference.face import Crop, PortraitRenderer, build_avatar, decode_photo
from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import from_rotation_vector
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX, EXPRESSION_NAMES, SIDES

NO_TURN = (0.0, 0.0, 0.0)
# Name, head's rotation vector in degrees, coefficients; a name without Left or Right stands for both.
POSES: tuple[tuple[str, tuple[float, float, float], dict[str, float]], ...] = (
    ("at rest", NO_TURN, {}),
    ("AA", NO_TURN, {"jawOpen": 0.5, "mouthUpperUp": 0.1, "mouthLowerDown": 0.15}),
    ("EE", NO_TURN, {"jawOpen": 0.14, "mouthStretch": 0.4, "mouthUpperUp": 0.3, "mouthLowerDown": 0.35}),
    ("OO", NO_TURN, {"jawOpen": 0.06, "mouthPucker": 0.8, "mouthFunnel": 0.2}),
    ("M B P", NO_TURN, {"jawOpen": 0.05, "mouthClose": 0.1, "mouthPress": 0.4}),
    ("F V", NO_TURN, {"jawOpen": 0.06, "mouthRollLower": 0.6, "mouthUpperUp": 0.3}),
    ("smile", NO_TURN, {"mouthSmile": 0.8, "cheekSquint": 0.4}),
    ("brows up", NO_TURN, {"browInnerUp": 0.7, "browOuterUp": 0.7, "eyeWide": 0.4}),
    ("blink", NO_TURN, {"eyeBlink": 1.0}),
    ("looks left", NO_TURN, {"eyeLookOutLeft": 0.6, "eyeLookInRight": 0.6}),
    ("turns left 15 deg", (0.0, 15.0, 0.0), {"jawOpen": 0.15}),
    ("nods and tilts", (8.0, -6.0, 8.0), {}),
)

NEEDED_BESIDE = {"tongueOut": {"jawOpen": 0.3}, "mouthClose": {"jawOpen": 0.6}}
"""What some coefficients need to be seen at all."""

FACE_ROWS, FACE_COLUMNS = slice(110, 420), slice(110, 400)


def main() -> None:
    """Writes `face-poses.jpg` and `face-coefficients.jpg`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("docs/pictures"))
    folder = parser.parse_args().folder
    avatar = build_avatar(decode_photo(portrait()), find_models(None, lambda _: None), crop=Crop.FACE)
    renderer = PortraitRenderer(avatar, size=512)
    poses = [_labelled(renderer.render(_frame(turn, values)), name, 320) for name, turn, values in POSES]
    _save(folder / "face-poses.jpg", poses, columns=4)
    singles = []
    for name in EXPRESSION_NAMES:
        picture = renderer.render(_frame(NO_TURN, {name: 1.0} | NEEDED_BESIDE.get(name, {})))
        singles.append(_labelled(picture[FACE_ROWS, FACE_COLUMNS], name, 160))
    _save(folder / "face-coefficients.jpg", singles, columns=8)


def _frame(turn_deg: tuple[float, float, float], values: dict[str, float]) -> MotionFrame:
    expression = np.zeros(EXPRESSION_COUNT, np.float32)
    for name, value in values.items():
        for full in (name, *(name + side for side in SIDES)):
            if full in EXPRESSION_INDEX:
                expression[EXPRESSION_INDEX[full]] = value
    turn = from_rotation_vector(np.radians(turn_deg))
    return MotionFrame(0, expression, turn, np.zeros(3, np.float32), np.zeros(2, np.float32))


def _labelled(picture: np.ndarray, name: str, width: int) -> np.ndarray:
    height = round(width * picture.shape[0] / picture.shape[1])
    small = np.asarray(cv2.resize(picture[..., :3], (width, height), interpolation=cv2.INTER_AREA))
    image = Image.fromarray(small)
    ImageDraw.Draw(image).text((5, 3), name, "white", stroke_width=1, stroke_fill="black")
    return np.asarray(image)


def _save(path: Path, pictures: list[np.ndarray], columns: int) -> None:
    blank = np.full_like(pictures[0], 255)
    padded = pictures + [blank] * (-len(pictures) % columns)
    rows = [np.hstack(padded[k : k + columns]) for k in range(0, len(padded), columns)]
    Image.fromarray(np.vstack(rows)).save(path, quality=80, optimize=True)


if __name__ == "__main__":
    main()
