"""Evaluates how faces move, by echo: `python -m mien_inference.training.evaluate_face --portraits DIR --scans PACK`.

Each coefficient is asked for at several strengths, the face is rendered, and a tracker says what it reads in the
picture: the slope of what is read over what was asked, and how straight the line is. The tracker misreads some
coefficients even on people; so the scans are rendered, too, where the truth is known, and stand beside. `--tuned` names
the portraits that the gains of `face.shape.measured` were chosen on; the table tells them from those held out.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from mien_inference.face import Crop, FaceModels, PortraitRenderer, build_avatar, decode_photo
from mien_inference.face.arrays import Floats, Pixels
from mien_inference.training.face_tracker import Reading, Tracker, open_tracker
from mien_inference.training.scan_picture import ScanPainter
from mien_inference.training.scans import read_scans
from mien_protocol.errors import MienError
from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import from_rotation_vector, to_matrix
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX, SIDES

__all__ = ["ASKED", "Echo", "echo", "main", "names_of"]

ASKED: Final = (
    *("jawOpen", "mouthSmile", "mouthPucker", "mouthUpperUp", "mouthFunnel", "mouthLowerDown", "mouthStretch"),
    *("mouthFrown", "mouthPress", "mouthDimple", "mouthRollLower", "mouthRollUpper", "mouthShrugLower"),
    *("mouthShrugUpper", "mouthLeft", "mouthRight", "jawLeft", "jawRight", "browDown", "browInnerUp", "browOuterUp"),
    *("noseSneer", "cheekSquint", "eyeBlink", "eyeSquint", "eyeWide", "eyeLookUp", "eyeLookDown"),
)
"""Coefficients; a name without its side stands for both."""

TURNS: Final = {"yaw": (0, (-20.0, -10.0, 0.0, 10.0, 20.0)), "pitch": (1, (-12.0, -6.0, 0.0, 6.0, 12.0))}
"""Turns of the head: place among a reading's angles, and degrees asked for."""

_LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
_SIZE_PX = 512
_MIDDLE_CM = np.array([0.0, 0.0, -2.0])
"""Centre of the rotation of the scans' head."""

_PHOTOS = ("*.jpg", "*.jpeg", "*.png", "*.webp")


class Echo(NamedTuple):
    """Coefficients read against those asked for.

    Attributes:
        slope: Of the straight line through the readings; 1 if all is read as asked.
        correlation: Pearson's, of asked and read; NaN if the reading never changes.
        top: What is read at the last, greatest thing asked, less the reading at rest.
    """

    slope: float
    correlation: float
    top: float


def names_of(name: str) -> list[str]:
    """The ARKit coefficients that a name stands for."""
    return [name] if name in EXPRESSION_INDEX else [name + side for side in SIDES]


def echo(asked: tuple[float, ...], read: list[float]) -> Echo:
    """Compares what was asked and read, value by value."""
    slope = float(np.polyfit(asked, read, 1)[0])
    still = float(np.ptp(read)) == 0.0
    return Echo(slope, float("nan") if still else float(np.corrcoef(asked, read)[0, 1]), read[-1] - read[0])


def main() -> None:
    """Prints the table."""
    options = _options()
    models = FaceModels(options.models / "face_landmarker.task", options.models / "selfie_segmenter.tflite")
    photos = _photos(options.portraits, options.people)
    with open_tracker(models) as tracker:
        painter = ScanPainter(scans := read_scans(options.scans), _SIZE_PX)
        of_scans = _echoes(tracker, options.only, lambda values, turn: painter.draw(_turned(scans.moved(values), turn)))
        of_people = {}
        for name, path in photos.items():
            renderer = PortraitRenderer(build_avatar(decode_photo(path.read_bytes()), models, crop=Crop.FACE), size=512)
            of_people[name] = _echoes(tracker, options.only, _drawn_by(renderer))
    tuned, held_out = (
        [echoes for name, echoes in of_people.items() if (name in options.tuned) == chosen] for chosen in (True, False)
    )
    sys.stdout.write(_table(of_scans, tuned, held_out))


def _echoes(tracker: Tracker, asked: list[str], draw: Callable[[dict[str, float], Floats], Pixels]) -> dict[str, Echo]:
    """The echo of each coefficient and of each turn of the head."""
    result = {}
    for name in asked:
        columns = [EXPRESSION_INDEX[full] for full in names_of(name)]
        pictures = [draw(dict.fromkeys(names_of(name), level), np.zeros(3)) for level in _LEVELS]
        result[name] = echo(_LEVELS, [float(_read(tracker, p).scores[columns].mean()) for p in pictures])
    for name, (axis, degrees) in TURNS.items():
        turned = [draw({}, np.radians(_rotation(name, angle))) for angle in degrees]
        result[name] = echo(degrees, [_read(tracker, picture).angles_deg[axis] for picture in turned])
    return result


def _turned(points_cm: Floats, turn_rad: Floats) -> Floats:
    """Points of a head that is turned about its middle."""
    matrix = to_matrix(from_rotation_vector(turn_rad)).astype(np.float64)
    return np.asarray((points_cm - _MIDDLE_CM) @ matrix.T + _MIDDLE_CM)


def _rotation(name: str, angle_deg: float) -> Floats:
    """The rotation vector, degrees: positive yaw to the character's left, positive pitch up."""
    return np.array([0.0, angle_deg, 0.0]) if name == "yaw" else np.array([-angle_deg, 0.0, 0.0])


def _read(tracker: Tracker, picture: Pixels) -> Reading:
    reading = tracker.read(picture)
    if reading is None:
        raise MienError("the tracker finds no face in a picture that was rendered; use a larger portrait")
    return reading


def _drawn_by(renderer: PortraitRenderer) -> Callable[[dict[str, float], Floats], Pixels]:
    def draw(values: dict[str, float], turn_rad: Floats) -> Pixels:
        expression = np.zeros(EXPRESSION_COUNT, np.float32)
        for name, value in values.items():
            expression[EXPRESSION_INDEX[name]] = value
        still = np.zeros(3, np.float32)
        frame = MotionFrame(0, expression, from_rotation_vector(turn_rad), still, np.zeros(2, np.float32))
        return np.array(renderer.render(frame)[..., :3])

    return draw


def _table(scans: dict[str, Echo], tuned: list[dict[str, Echo]], held_out: list[dict[str, Echo]]) -> str:
    """Slopes of the scans, of portraits tuned on and held out, the range of the latter and their mean correlation."""
    lines = [f"Slope of read over asked; {len(tuned)} portraits tuned on, {len(held_out)} held out", ""]
    lines += ["| asked | scans | tuned | held out | least .. most | r |", "|---|---|---|---|---|---|"]
    for name in (held_out or tuned)[0]:
        slopes = np.array([echoes[name].slope for echoes in held_out or tuned])
        r = np.nanmean([echoes[name].correlation for echoes in held_out or tuned])
        of_tuned = f"{np.mean([echoes[name].slope for echoes in tuned]):.2f}" if tuned else ""
        spread = f"{slopes.min():.2f} .. {slopes.max():.2f}"
        lines.append(f"| {name} | {scans[name].slope:.2f} | {of_tuned} | {slopes.mean():.2f} | {spread} | {r:.2f} |")
    return "\n".join([*lines, ""])


def _photos(folder: Path, people: list[str] | None) -> dict[str, Path]:
    """Portraits by the names of their files.

    Raises:
        MienError: If there is none, or one that was named is missing.
    """
    photos = {path.stem: path for pattern in _PHOTOS for path in sorted(folder.glob(pattern))}
    missing = [name for name in people or () if name not in photos]
    if missing or not photos:
        raise MienError(f"{folder} has no photo {', '.join(missing) or '(.jpg, .png or .webp)'}")
    return {name: path for name, path in photos.items() if people is None or name in people}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="evaluate how faces move: what a tracker reads of what was asked")
    parser.add_argument("--portraits", type=Path, required=True, help="folder of photos of one face each")
    parser.add_argument("--scans", type=Path, required=True, help="pack of ICT-FaceKit's light model, .npz")
    parser.add_argument(
        "--models", type=Path, required=True, help="folder of face_landmarker.task and selfie_segmenter.tflite"
    )
    parser.add_argument("--people", nargs="+", metavar="NAME", help="only these portraits")
    parser.add_argument("--tuned", nargs="+", metavar="NAME", default=[], help="those the gains were chosen on")
    parser.add_argument("--only", nargs="+", metavar="COEFFICIENT", default=list(ASKED), help="only these coefficients")
    return parser.parse_args()


if __name__ == "__main__":
    main()
