"""What a face costs: the avatar once, and each stage of a picture, on one core."""

import itertools
import math
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import cv2
import numpy as np

from benchmarks.report import arguments, measure, write
from mien_bridge.models.face import find_face_models
from mien_bridge.offline.demo import portrait
from mien_bridge.runtime.console import quiet_libraries
from mien_inference.face import (
    TRANSPARENT,
    Avatar,
    Crop,
    PortraitRenderer,
    TextureRenderer,
    build_avatar,
    close_up,
    decode_photo,
    picture_side,
)
from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import from_rotation_vector
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX

SETUPS = 5
FRAMES = 300


def main() -> None:
    """Times setup and stages and prints them."""
    cv2.setNumThreads(1)
    photo = decode_photo(portrait())
    models = find_face_models(None, lambda _: None)
    rows: list[tuple[Any, ...]] = []
    with quiet_libraries():
        avatar = build_avatar(photo, models, crop=Crop.FACE)
        for crop in Crop:
            timing = measure(partial(build_avatar, photo, models, crop=crop), SETUPS, warm_up=1)
            rows.append((f"avatar, crop {crop}", "", timing.median_ms, timing.p99_ms))
    for size in (512, 256):
        rows += [(stage, size, *times) for stage, times in _stages(PortraitRenderer(avatar, size=size)).items()]
        rows.append(("whole picture, transparent", size, *_whole(avatar, size)))
    nearer = close_up(avatar)
    for size in (512, 1024):
        rows += [(stage, size, *times) for stage, times in _texture(nearer, size).items()]
    write("Face", ["stage", "size px", "median ms", "p99 ms"], rows, arguments(__doc__ or "").json)


def _stages(renderer: PortraitRenderer) -> dict[str, tuple[float, float]]:
    """Median and 99th percentile of each stage of a picture, and of the whole."""
    taken: dict[str, list[float]] = {}
    frames = _talk()
    for _ in range(20):
        renderer.render(next(frames))
    right_eye, left_eye = renderer._eyes
    stages: dict[str, tuple[object, str]] = {
        "shape (basis, lip contact)": (renderer, "_shape"),
        "raster": (renderer, "_draw"),
        "texture, seams": (renderer, "_fetch"),
        "light, background": (renderer, "_compose"),
        "mouth": (renderer._mouth, "paint"),
        "right eye": (right_eye, "paint"),
        "left eye": (left_eye, "paint"),
    }
    for name, (owner, method) in stages.items():
        setattr(owner, method, _timed(getattr(owner, method), taken.setdefault(name, [])))
    render = _timed(renderer.render, taken.setdefault("whole picture", []))
    for _ in range(FRAMES):
        render(next(frames))
    return {name: (float(np.median(ms)), float(np.percentile(ms, 99))) for name, ms in taken.items()}


def _whole(avatar: Avatar, size: int) -> tuple[float, float]:
    renderer, frames = PortraitRenderer(avatar, size=size, background=TRANSPARENT), _talk()
    timing = measure(lambda: renderer.render(next(frames)), FRAMES)
    return timing.median_ms, timing.p99_ms


def _texture(nearer: Avatar, size: int) -> dict[str, tuple[float, float]]:
    """Median and 99th percentile of a face texture, the picture it is made of included, and of laying that flat."""
    taken: dict[str, list[float]] = {}
    pictures = PortraitRenderer(nearer, size=picture_side(nearer, size), background=TRANSPARENT)
    texture = TextureRenderer(pictures, size=size)
    frames = _talk()
    texture._lay_flat = _timed(texture._lay_flat, taken.setdefault("texture, laying flat", []))  # type: ignore[method-assign]
    timing = measure(lambda: texture.render(next(frames)), FRAMES)
    flat_ms = taken["texture, laying flat"][-FRAMES:]
    whole = {"texture, whole": (timing.median_ms, timing.p99_ms)}
    return {"texture, laying flat": (float(np.median(flat_ms)), float(np.percentile(flat_ms, 99)))} | whole


def _timed(call: Callable[..., Any], taken_ms: list[float]) -> Callable[..., Any]:
    def timed(*args: object, **named: object) -> object:
        start = time.perf_counter()
        result = call(*args, **named)
        taken_ms.append((time.perf_counter() - start) * 1e3)
        return result

    return timed


def _talk() -> Iterator[MotionFrame]:
    """A head that nods and speaks, for ever."""
    for k in itertools.count():
        expression = np.zeros(EXPRESSION_COUNT, np.float32)
        for name, value in {
            "jawOpen": 0.25 + 0.2 * math.sin(0.3 * k),
            "mouthSmileLeft": 0.3,
            "eyeBlinkLeft": max(0.0, math.sin(0.2 * k) - 0.5),
            "browInnerUp": 0.3,
            "eyeLookOutLeft": 0.2,
            "eyeLookInRight": 0.2,
        }.items():
            expression[EXPRESSION_INDEX[name]] = value
        turn = from_rotation_vector(np.array([0.05, 0.14 * math.sin(0.1 * k), 0.03]))
        yield MotionFrame(0, expression, turn, np.zeros(3, np.float32), np.zeros(2, np.float32))


if __name__ == "__main__":
    main()
