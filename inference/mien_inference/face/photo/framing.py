"""Framing: the part of the photo that is shown, and the working resolution."""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np

from mien_inference.face.arrays import Pixels
from mien_inference.face.photo.landmarks import FoundFace

__all__ = ["MARGIN", "Crop", "Framing", "frame_photo"]

MARGIN = 0.2
"""Canvas beyond each side of the frame, as a share of its longer side: what motion can bring into view."""

_WORK_SIDE_PX = 1024
"""Longer side of the frame while it is worked on, at most; rendering takes its own size from there."""

_WORK_FACE_PX = 220
"""Height of the face while it is worked on, at least, as far as the frame's size allows: lips and lids are taken
apart along lines that pixels of a small face would turn into stairs."""

_PORTRAIT_SIDE = 2.15
"""Side of the square portrait in heights of the face."""

_LEAST_SIDE = 1.3
"""Side of the closest portrait, in heights of the face."""

_FACE_AT = 0.42
"""Of the height of a frame that is cut to an aspect: there is more to see below a face than above."""

_PORTRAIT_DOWN = 0.02
"""The face sits this much above the portrait's middle, as shares of its side."""


class Crop(StrEnum):
    """Part of a photo that is shown."""

    PHOTO = "photo"
    FACE = "face"


@dataclass(frozen=True, slots=True)
class Framing:
    """A photo at working resolution, and the frame laid over it.

    Attributes:
        picture: RGB, shape (height, width, 3): the part of the photo that frame and margin can show.
        face: The face in `picture`.
        corner: Upper left corner of the frame in `picture`, pixels; negative where it lies outside.
        size: Width and height of the frame, pixels.
        in_photo: Left, top, right and bottom of the frame in the photo, as shares of it; beyond 0..1 outside.
    """

    picture: Pixels
    face: FoundFace
    corner: tuple[int, int]
    size: tuple[int, int]
    in_photo: tuple[float, float, float, float]

    @property
    def margin_px(self) -> int:
        """Canvas beyond each side of the frame."""
        return round(MARGIN * max(self.size))


def frame_photo(photo: Pixels, face: FoundFace, crop: Crop, aspect: float | None = None) -> Framing:
    """Lays the frame over a photo and scales both to working resolution.

    Args:
        photo: RGB, shape (height, width, 3); more channels are kept.
        face: The face to show.
        crop: The photo's own framing, or a square portrait of the face. The portrait keeps inside the photo
            as far as the photo is large enough.
        aspect: Width by height of the frame; None keeps that of the crop. As much of the photo is shown as fits.
    """
    height, width = photo.shape[:2]
    x, y, frame_width, frame_height = _frame(face, width, height, crop, aspect)
    scale = min(max(1.0, _WORK_FACE_PX / face.height_px), _WORK_SIDE_PX / max(frame_width, frame_height))
    margin = MARGIN * max(frame_width, frame_height) + 2 / scale
    left, top = max(0, int(x - margin)), max(0, int(y - margin))
    right, bottom = min(width, int(x + frame_width + margin)), min(height, int(y + frame_height + margin))
    part = photo[top:bottom, left:right]
    if scale != 1.0:
        kind = cv2.INTER_AREA if scale < 1.0 else cv2.INTER_CUBIC
        part = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=kind), np.uint8)
    return Framing(
        picture=np.ascontiguousarray(part),
        face=face.transformed(scale, (-left * scale, -top * scale)),
        corner=(round((x - left) * scale), round((y - top) * scale)),
        size=(round(frame_width * scale), round(frame_height * scale)),
        in_photo=(x / width, y / height, (x + frame_width) / width, (y + frame_height) / height),
    )


def _frame(
    face: FoundFace, width: int, height: int, crop: Crop, aspect: float | None
) -> tuple[float, float, float, float]:
    """Left, top, width and height of the frame in the photo, pixels."""
    if crop is Crop.FACE:
        left, top, side, _ = _portrait(face, width, height)
        if aspect is None:
            return left, top, side, side
        # The square grows to the longer side; where the photo ends before, both shrink, but not into the face.
        wide, high = max(aspect, 1.0), max(1 / aspect, 1.0)
        side = min(side, max(min(width / wide, height / high), _LEAST_SIDE * face.height_px))
        frame_width, frame_height = side * wide, side * high
    elif aspect is None:
        return 0.0, 0.0, width, height
    else:
        frame_width = min(width, height * aspect)
        frame_height = frame_width / aspect
    x, y = face.centre_px
    left, top = x - frame_width / 2, y - _FACE_AT * frame_height
    return _kept_inside(left, frame_width, width), _kept_inside(top, frame_height, height), frame_width, frame_height


def _portrait(face: FoundFace, width: int, height: int) -> tuple[float, float, float, float]:
    side = min(_PORTRAIT_SIDE * face.height_px, max(min(width, height), _LEAST_SIDE * face.height_px))
    x, y = face.centre_px
    left, top = x - side / 2, y + (_PORTRAIT_DOWN - 0.5) * side
    return _kept_inside(left, side, width), _kept_inside(top, side, height), side, side


def _kept_inside(start: float, side: float, length: int) -> float:
    return min(max(start, 0.0), length - side) if side <= length else (length - side) / 2
