"""Photo files of every kind become upright RGB or RGBA, or an error that says why not."""

import io
import struct
import zlib

import cv2
import numpy as np
import pillow_heif
import pytest
from PIL import Image

from mien_inference.face import KEEP, TRANSPARENT, PortraitRenderer, build_avatar, decode_photo
from mien_inference.face.photo.transparency import own_matte
from mien_protocol.errors import MienError
from tests.inference.face.frames import frame_of

pytestmark = pytest.mark.real

pillow_heif.register_heif_opener()

RED, GREEN = (200, 30, 40), (20, 180, 60)


def two_halves(mode: str = "RGB") -> Image.Image:
    """Left red, right green, 40x20."""
    pixels = np.zeros((20, 40, 3), np.uint8)
    pixels[:, :20], pixels[:, 20:] = RED, GREEN
    return Image.fromarray(pixels).convert(mode, palette=Image.Palette.ADAPTIVE)


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and has no pixels."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return start + struct.pack(">I", 1000) + b"IDAT"


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("PNG", "RGB", {}),
        ("PNG", "RGBA", {}),
        ("PNG", "P", {}),
        ("JPEG", "RGB", {"quality": 95, "subsampling": 0}),
        ("JPEG", "CMYK", {"quality": 95, "subsampling": 0}),
        ("WEBP", "RGB", {"lossless": True}),
        ("HEIF", "RGB", {"quality": 100}),
        ("AVIF", "RGB", {"quality": 100}),
        ("GIF", "P", {}),
        ("BMP", "RGB", {}),
        ("TIFF", "RGB", {}),
        ("TIFF", "CMYK", {}),
    ],
)
def test_kinds_of_files(kind, mode, options):
    photo = decode_photo(encoded(two_halves(mode), kind, **options))
    assert photo.dtype == np.uint8
    assert photo.shape == (20, 40, 3)
    np.testing.assert_allclose(photo[10, 5], RED, atol=12)
    np.testing.assert_allclose(photo[10, 35], GREEN, atol=12)


@pytest.mark.parametrize("mode", ["L", "LA", "1"])
def test_grey_becomes_three_equal_channels(mode):
    photo = decode_photo(encoded(two_halves("L").convert(mode), "PNG"))
    assert photo.shape == (20, 40, 3)
    assert (photo == photo[..., :1]).all()


def test_sixteen_bits_keep_their_range():
    levels = np.linspace(0, 65535, 40).astype(np.uint16)[None].repeat(20, axis=0)
    photo = decode_photo(encoded(Image.fromarray(levels), "PNG"))
    np.testing.assert_allclose(photo[0, :, 0], np.linspace(0, 255, 40), atol=1)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "AVIF", "HEIF", "GIF"])
def test_transparency_is_kept(kind):
    image = two_halves("RGBA")
    image.putalpha(Image.fromarray(np.tile(np.repeat([255, 0], 20).astype(np.uint8), (20, 1))))
    photo = decode_photo(encoded(image, kind))
    assert photo.shape == (20, 40, 4)
    np.testing.assert_allclose(photo[10, 5], [*RED, 255], atol=12)
    assert photo[10, 35, 3] < 12


def test_an_alpha_that_hides_nothing_is_none():
    assert decode_photo(encoded(two_halves("RGBA"), "PNG")).shape == (20, 40, 3)


def test_the_first_picture_of_those_that_move_is_the_photo():
    data = encoded(two_halves(), "GIF", save_all=True, append_images=[Image.new("RGB", (40, 20), GREEN)])
    np.testing.assert_allclose(decode_photo(data)[10, 5], RED, atol=12)


def test_phones_turn_their_photos_once():
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = decode_photo(encoded(two_halves(), "HEIF", exif=exif.tobytes(), quality=100))
    assert photo.shape == (40, 20, 3)
    np.testing.assert_allclose(photo[5, 10], RED, atol=12)


@pytest.mark.parametrize(
    ("orientation", "shape", "red_at"),
    [(1, (20, 40), (10, 5)), (3, (20, 40), (10, 35)), (6, (40, 20), (5, 10)), (8, (40, 20), (35, 10))],
)
def test_exif_rotation_is_honoured(orientation, shape, red_at):
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = decode_photo(encoded(two_halves(), "PNG", exif=exif))
    assert photo.shape == (*shape, 3)
    np.testing.assert_array_equal(photo[red_at], RED)


@pytest.mark.parametrize(
    ("width", "height", "size"), [(10_000, 9_000, "10000x9000, 90 megapixels"), (20_000, 20_000, "400 megapixels")]
)
def test_a_gigantic_photo_is_refused_by_its_header(width, height, size):
    with pytest.raises(MienError) as refused:
        decode_photo(png_header(width, height))
    assert str(refused.value) == f"the photo is {size}; expected at most 80 megapixels; make it smaller"


def test_a_photo_that_is_cut_off():
    whole = encoded(Image.effect_noise((64, 64), 60).convert("RGB"), "JPEG")
    with pytest.raises(MienError, match="damaged or cut off"):
        decode_photo(whole[: len(whole) // 2])


@pytest.mark.parametrize(
    ("data", "says"), [(b"", "empty"), (b"hello, no photo", "no JPEG, PNG, WebP, HEIC, AVIF, GIF, BMP or TIFF")]
)
def test_what_is_no_photo(data, says):
    with pytest.raises(MienError, match=says):
        decode_photo(data)


def test_other_formats_are_named_as_unreadable():
    with pytest.raises(MienError, match="convert it"):
        decode_photo(encoded(two_halves(), "PPM"))


def wedge(photo: np.ndarray) -> np.ndarray:
    """The photo, cut out along a slanted line through the shoulder, and nothing beside the person."""
    rows, columns = np.mgrid[: photo.shape[0], : photo.shape[1]]
    kept = (columns > rows * 0.55 - 60) & (columns < 360) & (columns > 30)
    return np.dstack([photo, np.where(kept, 255, 0).astype(np.uint8)])


def test_the_alpha_of_a_cut_out_is_the_matte():
    face = np.zeros((10, 10), np.float32)
    face[3:7, 3:7] = 1
    alpha = np.zeros_like(face)
    alpha[4:8, 3:7] = 1
    np.testing.assert_array_equal(own_matte(alpha, face), alpha)


def test_corners_that_are_cut_off_are_no_matte():
    person = np.zeros((10, 10), np.float32)
    person[3:10, 3:7] = 1
    alpha = np.ones_like(person)
    alpha[:2, :2] = alpha[9:, 4:] = 0
    np.testing.assert_array_equal(own_matte(alpha, person), np.minimum(alpha, person))


@pytest.mark.parametrize("background", [TRANSPARENT, KEEP])
def test_what_a_photo_cuts_off_stays_cut_off(astronaut, face_models, background):
    photo = wedge(astronaut)
    renderer = PortraitRenderer(build_avatar(photo, face_models), size=512, background=background)
    shown = renderer.render(frame_of())
    gone = cv2.erode((photo[..., 3] == 0).astype(np.uint8), np.ones((9, 9))) > 0
    kept = cv2.erode((photo[..., 3] > 0).astype(np.uint8), np.ones((9, 9))) > 0
    if background is KEEP:
        assert shown[gone][:, :3].min() > 245
    else:
        assert shown[gone][:, 3].max() < 8
        assert shown[kept][:, 3].min() > 247
    face = np.s_[60:110, 200:250]
    assert np.abs(shown[face][..., :3].astype(int) - astronaut[face]).mean() < 12
