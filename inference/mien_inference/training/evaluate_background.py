"""Traces that a person who has moved leaves in the background.

    python -m mien_inference.training.evaluate_background --landmarker FILE --segmenter FILE PHOTO... [--sheet DIR]

An outline that stays where the head was is an edge along the old contour that goes on for centimetres. So the
change of colour across the contour is averaged along it, where the moved head has uncovered the background, and
compared with the same figure for the photo's own background a little further out.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from mien_inference.face import TRANSPARENT, Avatar, Crop, FaceModels, PortraitRenderer, build_avatar, decode_photo
from mien_inference.face.arrays import Floats, Floats32, Pixels
from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import from_rotation_vector
from mien_protocol.rig import EXPRESSION_COUNT

__all__ = ["MOVES", "Remains", "main", "measure_remains", "moved"]

_SIZE_PX = 512
_TURN_DEG, _TRAVEL_M = 10.0, 0.02

MOVES = tuple(
    (np.radians([pitch, yaw, roll]) * _TURN_DEG, np.array([x, y, 0.0]) * _TRAVEL_M)
    for pitch, yaw, roll, x, y in (
        *((0, 1, 0, 1, 0), (0, -1, 0, -1, 0), (0, 0, 1, -1, 0), (0, 0, -1, 1, 0)),
        *((1, 0, 0, 0, -0.5), (-1, 0, 0, 0, 0.5)),
    )
)
"""Rotation vectors and travels of the head: yaw to both sides, roll to both sides, pitch down and up."""

_ACROSS_CM = 0.2
_ALONG_CM = 2.5
_OLD_CONTOUR_CM = (-1.0, 1.6)
"""Place of the outline: its distance from the contour, outside positive."""

_OWN_CM = (2.4, 5.0)
"""Distance at which the photo's own background is compared."""

_BLUR_CM = 0.08
_CLEAR_CM = 0.4
"""Nearer to the moved person than this is its own soft edge."""

_LEAST_PIXELS = 12


@dataclass(frozen=True, slots=True)
class Remains:
    """Traces of one person.

    Attributes:
        outline: Change across the old contour where it was uncovered, levels per 2 mm, mean over its length.
        own: The same for the photo's own background nearby.
        rest_db: Rest frame against the photo, PSNR.
    """

    outline: float
    own: float
    rest_db: float

    @property
    def ghost(self) -> float:
        """By how much the outline is stronger than what the photo has anyway; 1 is not at all."""
        return self.outline / max(self.own, 0.5)


def moved(move: tuple[Floats, Floats]) -> MotionFrame:
    """A frame of one of `MOVES`, the face at rest."""
    turn, travel = move
    return MotionFrame(
        time_ns=0,
        expression=np.zeros(EXPRESSION_COUNT, np.float32),
        head_wxyz=from_rotation_vector(turn),
        head_m=travel.astype(np.float32),
        gaze_rad=np.zeros(2, np.float32),
    )


def measure_remains(avatar: Avatar) -> Remains:
    """Moves a person about, and measures what stays behind."""
    kept, alone = (PortraitRenderer(avatar, size=_SIZE_PX, **options) for options in ({}, {"background": TRANSPARENT}))
    still = moved((np.zeros(3), np.zeros(3)))
    photo = np.asarray(cv2.resize(avatar.layers.photo, kept.size, interpolation=cv2.INTER_AREA), np.uint8)
    error = kept.render(still)[..., :3].astype(np.float64) - photo
    alpha = alone.render(still)[..., 3].copy()
    px_per_cm = avatar.head.px_per_cm * kept.size[0] / avatar.frame_size[0]
    band = _Band(alpha, px_per_cm)
    outlines = []
    for move in MOVES:
        uncovered = alone.render(moved(move))[..., 3] <= 2
        outlines.append(band.edges(kept.render(moved(move))[..., :3], uncovered, _OLD_CONTOUR_CM))
    own = band.edges(photo, alpha == 0, _OWN_CM)
    return Remains(
        outline=_mean(np.concatenate(outlines)),
        own=_mean(own),
        rest_db=float(10 * np.log10(255**2 / max(float(np.mean(error**2)), 1e-9))),
    )


class _Band:
    """Places along and across the contour of a person."""

    def __init__(self, alpha: Pixels, px_per_cm: float) -> None:
        self._px_per_cm = px_per_cm
        person = (alpha > 127).astype(np.uint8)
        outlines, _ = cv2.findContours(person, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        contour = np.asarray(max(outlines, key=len), np.int32)[:, 0]
        line = np.ones_like(person)
        line[contour[:, 1], contour[:, 0]] = 0
        distance, labels = cv2.distanceTransformWithLabels(line, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
        place = np.zeros(int(labels.max()) + 1)
        length = np.cumsum(np.linalg.norm(np.diff(contour, axis=0, prepend=contour[:1]), axis=1))
        place[labels[contour[:, 1], contour[:, 0]]] = length
        self._along = place[labels] / px_per_cm
        self._across = np.where(person > 0, -distance, distance) / px_per_cm
        smooth = cv2.GaussianBlur(self._across.astype(np.float32), (0, 0), 0.3 * px_per_cm)
        normal = np.dstack([cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)])
        self._normal = normal / np.maximum(np.linalg.norm(normal, axis=2, keepdims=True), 1e-6)

    def edges(self, picture: Pixels, seen: NDArray[np.bool_], range_cm: tuple[float, float]) -> Floats:
        """The steepest change across the contour in each stretch of it, levels per 2 mm, shape (stretches,)."""
        image = cv2.GaussianBlur(picture.astype(np.float32), (0, 0), max(0.7, _BLUR_CM * self._px_per_cm))
        slope = self._slope(np.asarray(image, np.float32)) * _ACROSS_CM * self._px_per_cm
        # Not at the moved person's own edge.
        clear = cv2.distanceTransform(np.pad(seen.astype(np.uint8), 1), cv2.DIST_L2, 3)[1:-1, 1:-1]
        seen = clear > _CLEAR_CM * self._px_per_cm
        seen &= (self._across >= range_cm[0]) & (self._across < range_cm[1])
        stretch = (self._along[seen] // _ALONG_CM).astype(int)
        layer = ((self._across[seen] - range_cm[0]) // _ACROSS_CM).astype(int)
        layers = int((range_cm[1] - range_cm[0]) / _ACROSS_CM) + 2
        cell = stretch * layers + layer
        count = np.bincount(cell, minlength=1)
        means = np.column_stack([np.bincount(cell, weights=slope[seen][:, k], minlength=1) for k in range(3)])
        strength = np.linalg.norm(means / np.maximum(count, 1)[:, None], axis=1) / np.sqrt(3)
        strength[count < _LEAST_PIXELS] = 0
        steepest = np.zeros(stretch.max(initial=0) + 1)
        np.maximum.at(steepest, np.arange(len(strength)) // layers, strength)
        return steepest[steepest > 0]

    def _slope(self, image: Floats32) -> Floats32:
        along_x = cv2.Sobel(image, cv2.CV_32F, 1, 0) / 8
        along_y = cv2.Sobel(image, cv2.CV_32F, 0, 1) / 8
        return np.asarray(along_x * self._normal[..., :1] + along_y * self._normal[..., 1:], np.float32)


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _row(name: str, values: Sequence[float]) -> str:
    return "| " + " | ".join([name, *(f"{value:.2f}" for value in values)]) + " |\n"


def _sheet(avatar: Avatar) -> Pixels:
    """The moved heads beside one another, RGB, the filled background last."""
    renderer = PortraitRenderer(avatar, size=_SIZE_PX)
    pictures = [renderer.render(moved(move))[..., :3].copy() for move in MOVES]
    width, height = renderer.size
    behind = cv2.resize(avatar.layers.background, (width, height), interpolation=cv2.INTER_AREA)
    return np.hstack([*pictures, np.asarray(behind, np.uint8)])


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints one line for each photo and the means."""
    parser = argparse.ArgumentParser(description="Measure what a moved person leaves behind.")
    parser.add_argument("--landmarker", type=Path, required=True, help="face_landmarker.task")
    parser.add_argument("--segmenter", type=Path, required=True, help="selfie_segmenter.tflite")
    parser.add_argument("--sheet", type=Path, help="folder for pictures of the moved heads")
    parser.add_argument("photos", type=Path, nargs="+")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING)
    models = FaceModels(options.landmarker, options.segmenter)
    rows = []
    sys.stdout.write("| photo | outline | own | ghost | rest dB |\n|---|---|---|---|---|\n")
    for path in options.photos:
        avatar = build_avatar(decode_photo(path.read_bytes()), models, crop=Crop.PHOTO)
        remains = measure_remains(avatar)
        rows.append((remains.outline, remains.own, remains.ghost, remains.rest_db))
        sys.stdout.write(_row(path.stem, rows[-1]))
        if options.sheet:
            options.sheet.mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(options.sheet / f"{path.stem}.jpg"), _sheet(avatar)[..., ::-1])
    sys.stdout.write(_row("mean", np.nanmean(rows, axis=0).tolist()))


if __name__ == "__main__":
    main()
