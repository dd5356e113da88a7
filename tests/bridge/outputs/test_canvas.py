import io

import numpy as np
import pytest
from PIL import Image

from mien_bridge.outputs.canvas import Canvas, read_colour
from mien_protocol.client import FacePicture
from mien_protocol.errors import MienError
from mien_protocol.messages import FaceStreamHeader
from mien_protocol.messages.frames import FrameFlag

pytestmark = pytest.mark.unit

GREEN = (0, 177, 64)


def picture(rgba, *, layout="rgba8", alpha="straight", face_layout="cutout", size=None, jpeg=None):
    """A picture of these pixels, as `rgba8` or as JPEG with its alpha beside it."""
    height, width = size or rgba.shape[:2]
    header = FaceStreamHeader("k3v9", "0" * 16, "face", 0, 25, layout, width, height, face_layout, "srgb", "top", alpha)
    where = (0, 0, 0, 0, FrameFlag(0), header)
    if layout == "rgba8":
        return FacePicture(*where, rgba=rgba)
    file = io.BytesIO()
    Image.fromarray(rgba[..., :3]).save(file, "JPEG", quality=95, subsampling=0)
    plane = rgba[..., 3] if alpha == "straight" else None
    return FacePicture(*where, jpeg=memoryview(jpeg if jpeg is not None else file.getvalue()), alpha=plane)


def plain(height, width, colour=(200, 100, 50), alpha=255):
    return np.full((height, width, 4), (*colour, alpha), np.uint8)


@pytest.mark.parametrize("layout", ["rgba8", "jpeg"])
def test_what_is_opaque_is_shown_and_the_rest_is_background(layout):
    rgba = plain(8, 8)
    rgba[:, 4:, 3] = 0
    shown = Canvas(8, 8, GREEN).showing(picture(rgba, layout=layout))
    assert np.abs(shown[:, :3].astype(int) - (200, 100, 50)).max() <= 3
    assert (shown[:, 4:] == GREEN).all()


def test_half_transparent_is_half_of_both():
    shown = Canvas(4, 4, (0, 0, 255)).showing(picture(plain(4, 4, (255, 0, 0), alpha=128)))
    assert (shown == (128, 0, 127)).all()


@pytest.mark.parametrize("layout", ["rgba8", "jpeg"])
def test_a_stream_without_alpha_is_opaque(layout):
    shown = Canvas(4, 4, GREEN).showing(picture(plain(4, 4, alpha=0), layout=layout, alpha="none"))
    assert np.abs(shown.astype(int) - (200, 100, 50)).max() <= 3


@pytest.mark.parametrize(("width", "height"), [(64, 32), (16, 8)])
def test_a_picture_is_whole_in_the_middle_and_undistorted(width, height):
    rgba = plain(16, 16)
    rgba[:8, :, :3] = (10, 20, 30)
    shown = Canvas(width, height, GREEN).showing(picture(rgba, face_layout="portrait", alpha="none"))
    assert shown.shape == (height, width, 3)
    margin = (width - height) // 2
    assert (shown[:, :margin] == GREEN).all()
    assert (shown[:, -margin:] == GREEN).all()
    assert (shown[: height // 4, margin:-margin] == (10, 20, 30)).all()
    assert (shown[-height // 4 :, margin:-margin] == (200, 100, 50)).all()


def test_no_colour_of_what_is_transparent_bleeds_in():
    rgba = plain(16, 16, (255, 255, 255), alpha=0)
    rgba[:, 8:] = (200, 100, 50, 255)
    shown = Canvas(6, 6, (0, 0, 0)).showing(picture(rgba)).astype(int)
    assert (shown <= np.array((200, 100, 50)) + 1).all()


def test_pixels_can_be_used_as_they_are():
    shown = Canvas(8, 8, GREEN).showing(picture(plain(8, 8)))
    assert shown.dtype == np.uint8
    assert shown.flags.c_contiguous


@pytest.mark.parametrize("jpeg", [b"", b"no picture", b"\xff\xd8\xff\xe0" + bytes(40)])
def test_what_is_no_jpeg_is_said_to_be_none(jpeg):
    with pytest.raises(MienError, match="not a JPEG"):
        Canvas(8, 8, GREEN).showing(picture(plain(8, 8), layout="jpeg", jpeg=jpeg))


def test_a_jpeg_cut_short_is_said_to_be_none():
    whole = bytes(picture(plain(64, 64), layout="jpeg").jpeg)
    with pytest.raises(MienError, match="not a JPEG"):
        Canvas(8, 8, GREEN).showing(picture(plain(64, 64), layout="jpeg", jpeg=whole[: len(whole) // 2]))


def test_a_jpeg_of_another_size_is_not_decoded():
    with pytest.raises(MienError, match="4 x 4 was announced"):
        Canvas(8, 8, GREEN).showing(picture(plain(8, 8), layout="jpeg", size=(4, 4), alpha="none"))


def test_a_texture_is_for_heads():
    rgba = plain(4, 4)
    flat = picture(rgba, face_layout="texture")
    with pytest.raises(MienError, match="ask for portrait or cutout"):
        Canvas(8, 8, GREEN).showing(flat)


def test_colours_are_read_as_web_pages_write_them():
    assert read_colour("#00b140") == GREEN
    assert read_colour(" 00B140 ") == GREEN
    for wrong in ("", "#fff", "green", "#00b14g", "#00b1400"):
        with pytest.raises(MienError, match="six hexadecimal digits"):
            read_colour(wrong)
