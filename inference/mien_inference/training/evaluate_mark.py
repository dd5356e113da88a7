"""`python3 -m mien_inference.training.evaluate_mark PHOTOS`: how often the mark is read, and how often by mistake."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Final

import cv2
import numpy as np

from mien_inference.face.arrays import Pixels
from mien_inference.mark import Message, PictureMarker, read_picture
from mien_inference.mark.cells import sum_colours
from mien_inference.mark.reader import nominal_grid, read_on_grid
from mien_protocol.errors import MienError

__all__ = ["main"]

_MESSAGE: Final = Message(0x12_3456_789A, 699)
_SIDE_PX: Final = 512
_SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp"})
_CROP_SIDES_PX: Final = (128, 513)

Handling = Callable[[Pixels], Pixels]


def main() -> None:
    """Prints a table, and writes it as JSON if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", type=Path, help="a folder of photos that carry no mark")
    parser.add_argument("--pictures", type=int, default=48, metavar="N", help="marked pictures for each handling")
    parser.add_argument("--crops", type=int, default=2_000, metavar="N", help="crops searched as a whole")
    parser.add_argument("--decoded", type=int, default=20_000, metavar="N", help="crops decoded without a search")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the results there")
    args = parser.parse_args()
    photos = _photos(args.photos)
    results = {
        "readings": _true_readings(photos, args.pictures),
        "false_readings": _false_readings(photos, args.crops, args.decoded),
        "psnr_db": _least_psnr_db(photos),
        "ms_a_picture": {str(side): round(_cost_ms(photos[0], side), 3) for side in (256, 512, 1024)},
    }

    sys.stdout.write(json.dumps(results, indent=1) + "\n")
    if args.json is not None:
        args.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _photos(folder: Path) -> list[Pixels]:
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)
    photos = [np.asarray(cv2.imread(str(path), cv2.IMREAD_COLOR_RGB), np.uint8) for path in paths]
    if not photos:
        raise MienError(f"{folder} holds no photos, expected .jpg, .png or .webp files")
    return photos


def _crop(photo: Pixels, side: int, generator: np.random.Generator) -> Pixels:
    """A square from anywhere in a photo, of random extent, scaled to `side`."""
    height, width = photo.shape[:2]
    extent = int(min(height, width) * generator.uniform(0.5, 1.0))
    top, left = generator.integers(0, height - extent + 1), generator.integers(0, width - extent + 1)
    taken = photo[top : top + extent, left : left + extent]
    return np.asarray(cv2.resize(taken, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def _true_readings(photos: list[Pixels], count: int) -> dict[str, str]:
    generator, marker = np.random.default_rng(1), PictureMarker(_MESSAGE)
    read = dict.fromkeys(_HANDLINGS, 0)
    for index in range(count):
        crop = _crop(photos[index % len(photos)], _SIDE_PX, generator)
        marked = marker.mark(_opaque(crop), int(generator.integers(0, 4_000_000_000)))[..., :3]
        for name, handling in _HANDLINGS.items():
            reading = read_picture(handling(np.ascontiguousarray(marked)))
            read[name] += reading is not None and reading.message == _MESSAGE
    return {name: f"{number} of {count}" for name, number in read.items()}


def _false_readings(photos: list[Pixels], crops: int, decoded: int) -> dict[str, str]:
    generator = np.random.default_rng(2)
    found = [0, 0]
    for index in range(crops + decoded):
        crop = _crop(photos[index % len(photos)], int(generator.integers(*_CROP_SIDES_PX)), generator)
        searched = index < crops
        if searched:
            reading = read_picture(crop)
        else:
            sums = sum_colours(crop)
            reading = read_on_grid(sums, nominal_grid(sums))
        found[not searched] += reading is not None
    return {"searched": f"{found[0]} of {crops}", "decoded without a search": f"{found[1]} of {decoded}"}


def _least_psnr_db(photos: list[Pixels]) -> float:
    marker, generator = PictureMarker(_MESSAGE), np.random.default_rng(3)
    crops = [_opaque(_crop(photo, _SIDE_PX, generator)) for photo in photos]
    errors = [((marker.mark(crop, 0)[..., :3].astype(np.float64) - crop[..., :3]) ** 2).mean() for crop in crops]
    return round(float(10 * np.log10(255**2 / max(errors))), 1)


def _cost_ms(photo: Pixels, side: int) -> float:
    """Process time of the best of many."""
    picture, marker = _opaque(_crop(photo, side, np.random.default_rng(4))), PictureMarker(_MESSAGE)
    marker.mark(picture, 0)
    times = []
    for _ in range(100):
        begun_ns = time.process_time_ns()
        marker.mark(picture, 0)
        times.append(time.process_time_ns() - begun_ns)
    return min(times) / 1e6


def _opaque(picture: Pixels) -> Pixels:
    return np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])


def _jpeg(picture: Pixels, quality: int) -> Pixels:
    _, coded = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR_RGB), np.uint8)


def _scaled(picture: Pixels, factor: float) -> Pixels:
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=way), np.uint8)


def _cut(picture: Pixels) -> Pixels:
    return np.ascontiguousarray(picture[37 : 37 + 358, 91 : 91 + 358])


def _screenshot(picture: Pixels) -> Pixels:
    screen = np.full((720, 1280, 3), 24, np.uint8)
    screen[40:680, 300:940] = cv2.resize(picture, (640, 640))
    return screen


def _phone(picture: Pixels) -> Pixels:
    screen = np.zeros((1280, 720, 3), np.uint8)
    screen[280:1000] = cv2.resize(picture, (720, 720))
    return screen


_HANDLINGS: Final[MappingProxyType[str, Handling]] = MappingProxyType(
    {
        "untouched": lambda picture: picture,
        "JPEG 75": lambda picture: _jpeg(picture, 75),
        "JPEG 50": lambda picture: _jpeg(picture, 50),
        "half the size": lambda picture: _scaled(picture, 0.5),
        "half the size, JPEG 75": lambda picture: _jpeg(_scaled(picture, 0.5), 75),
        "one and a half times": lambda picture: _scaled(picture, 1.5),
        "crop to 70 %": _cut,
        "crop to 70 %, JPEG 75": lambda picture: _jpeg(_cut(picture), 75),
        "screenshot, JPEG 80": lambda picture: _jpeg(_screenshot(picture), 80),
        "letterbox": lambda picture: np.pad(picture, ((0, 0), (199, 199), (0, 0))),
        "phone's frame, JPEG 70": lambda picture: _jpeg(_phone(picture), 70),
    }
)


if __name__ == "__main__":
    main()
