"""Animated GIF and WebP, read by Pillow: by its own reader of GIF, and by libwebp."""

from fractions import Fraction

import numpy as np
import pytest
from PIL import Image

from mien_bridge.media.atomic import finish_or_abandon
from mien_bridge.media.gif import GifWriter
from mien_bridge.media.webp import WebpWriter

pytestmark = pytest.mark.real

RATE_HZ = Fraction(30000, 1001)
COUNT = 91
WRITERS = {"gif": (GifWriter, 10), "webp": (WebpWriter, 1)}


def picture(index: int) -> np.ndarray:
    """A red square on green, further right in each picture; the left half is transparent."""
    rgba = np.full((48, 120, 4), (30, 180, 60, 255), np.uint8)
    rgba[:, :12, 3] = 0
    rgba[20:28, 14 + index : 24 + index, :3] = (200, 30, 40)
    return rgba


@pytest.fixture(scope="module", params=WRITERS)
def animation(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("animation") / f"me.{request.param}"
    writer, tick_ms = WRITERS[request.param]
    with finish_or_abandon(writer(path, size=(120, 48), rate_hz=RATE_HZ)) as sink:
        for index in range(COUNT):
            sink.write_picture(picture(index))
            sink.write_sound(np.zeros((1, 1600), np.float32))
    with Image.open(path) as image:
        lasting_ms, shown = [], []
        for index in range(image.n_frames):
            image.seek(index)
            shown.append(np.asarray(image.convert("RGBA")))
            lasting_ms.append(image.info["duration"])
        return lasting_ms, shown, image.info["loop"], tick_ms


def test_every_picture_is_there_and_none_drifts(animation):
    lasting_ms, shown, loop, tick_ms = animation
    assert (len(shown), loop) == (COUNT, 0)
    ends_ms = np.cumsum(lasting_ms)[:-1]
    exact_ms = np.arange(1, COUNT) * 1001 / 30
    assert np.abs(ends_ms - exact_ms).max() <= tick_ms / 2 + 1e-6


def test_what_moves_is_where_it_was_and_leaves_nothing_behind(animation):
    for index, rgba in enumerate(animation[1]):
        assert rgba[:, :8, 3].max() == 0
        assert rgba[:, 16:, 3].min() == 255
        away = np.abs(rgba[..., :3].astype(int) - picture(index)[..., :3])[:, 16:]
        assert away.mean() < 12
        assert away[22:26, index : index + 4].max(initial=0) < 60


def test_an_unfinished_file_can_be_let_go_of(tmp_path):
    for name, (writer, _) in WRITERS.items():
        sink = writer(tmp_path / name, size=(120, 48), rate_hz=10)
        sink.write_picture(picture(0))
        sink.abandon()
        sink.abandon()
        (tmp_path / name).unlink(missing_ok=True)
