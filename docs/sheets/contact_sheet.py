"""Labelled pictures side by side."""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

from mien_bridge.models.face import find_face_models
from mien_bridge.offline.demo import portrait
from mien_inference.face import Crop, PortraitRenderer, build_avatar, decode_photo

PICTURES = Path("docs/pictures")


def astronaut(size: int = 512) -> PortraitRenderer:
    """The demo's portrait, close to the face."""
    avatar = build_avatar(decode_photo(portrait()), find_face_models(None, lambda _: None), crop=Crop.FACE)
    return PortraitRenderer(avatar, size=size)


def labelled(picture: np.ndarray, name: str, width: int) -> np.ndarray:
    """A picture, RGB or RGBA, at `width` pixels, with its name in the corner."""
    height = round(width * picture.shape[0] / picture.shape[1])
    small = np.asarray(cv2.resize(picture[..., :3], (width, height), interpolation=cv2.INTER_AREA))
    image = Image.fromarray(small)
    ImageDraw.Draw(image).text((5, 3), name, "white", stroke_width=1, stroke_fill="black")
    return np.asarray(image)


def save_sheet(path: Path, pictures: list[np.ndarray], columns: int) -> None:
    """Writes pictures of one size in rows, as JPEG."""
    blank = np.full_like(pictures[0], 255)
    padded = pictures + [blank] * (-len(pictures) % columns)
    rows = [np.hstack(padded[k : k + columns]) for k in range(0, len(padded), columns)]
    Image.fromarray(np.vstack(rows)).save(path, quality=80, optimize=True)
