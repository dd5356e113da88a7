"""The contact sheets of docs/face.md: look at them after every change of the face."""

import numpy as np

from docs.sheets.contact_sheet import PICTURES, astronaut, labelled, save_sheet
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
    renderer = astronaut()
    poses = [labelled(renderer.render(frame_of(turn, values)), name, 320) for name, turn, values in POSES]
    save_sheet(PICTURES / "face-poses.jpg", poses, columns=4)
    singles = []
    for name in EXPRESSION_NAMES:
        picture = renderer.render(frame_of(NO_TURN, {name: 1.0} | NEEDED_BESIDE.get(name, {})))
        singles.append(labelled(picture[FACE_ROWS, FACE_COLUMNS], name, 160))
    save_sheet(PICTURES / "face-coefficients.jpg", singles, columns=8)


def frame_of(turn_deg: tuple[float, float, float], values: dict[str, float]) -> MotionFrame:
    """A frame: the head's rotation vector, degrees, and coefficients, of which each may stand for both sides."""
    expression = np.zeros(EXPRESSION_COUNT, np.float32)
    for name, value in values.items():
        for full in (name, *(name + side for side in SIDES)):
            if full in EXPRESSION_INDEX:
                expression[EXPRESSION_INDEX[full]] = value
    turn = from_rotation_vector(np.radians(turn_deg))
    return MotionFrame(0, expression, turn, np.zeros(3, np.float32), np.zeros(2, np.float32))


if __name__ == "__main__":
    main()
