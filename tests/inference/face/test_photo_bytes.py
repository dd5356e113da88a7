"""Any bytes at all are a photo or a plain error."""

import io

import numpy as np
import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from mien_inference.face import decode_photo
from mien_protocol.errors import MienError

pytestmark = pytest.mark.fuzz

pillow_heif.register_heif_opener()


def encoded(kind: str) -> bytes:
    pixels = np.random.default_rng(0).integers(0, 256, (24, 32, 3), dtype=np.uint8)
    buffer = io.BytesIO()
    # pillow-heif takes bytes for the EXIF block only.
    options = {} if kind == "HEIF" else {"exif": Image.Exif()}
    Image.fromarray(pixels).save(buffer, kind, **options)
    return buffer.getvalue()


FILES = [encoded(kind) for kind in ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP", "TIFF", "HEIF")]
SIGNATURES = [
    b"",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    b"GIF89a",
    b"BM",
    b"II*\0",
]


def is_photo_or_plain_error(data: bytes) -> bool:
    try:
        photo = decode_photo(data)
    except MienError as error:
        return len(str(error)) > 10
    return photo.dtype == np.uint8 and photo.ndim == 3 and photo.shape[2] in (3, 4) and photo.size > 0


@given(signature=st.sampled_from(SIGNATURES), rest=st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes(signature, rest):
    assert is_photo_or_plain_error(signature + rest)


@given(file=st.sampled_from(FILES), cut=st.floats(0, 1), at=st.floats(0, 1), byte=st.integers(0, 255))
@settings(deadline=None)
def test_cut_and_changed_files(file, cut, at, byte):
    data = bytearray(file[: round(cut * len(file))])
    if data:
        data[int(at * (len(data) - 1))] = byte
    assert is_photo_or_plain_error(bytes(data))
