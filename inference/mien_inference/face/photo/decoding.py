"""Photo files: from the bytes of a JPEG, PNG, WebP, HEIC, AVIF, GIF, BMP or TIFF to pixels."""

import io
import logging
import re
import warnings

import numpy as np
from pi_heif import register_heif_opener
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from mien_inference.face.arrays import Pixels
from mien_protocol.errors import MienError

__all__ = ["MAX_MEGAPIXELS", "PHOTO_KINDS", "decode_photo"]

MAX_MEGAPIXELS = 80
"""Larger photos are refused by their header; 80 megapixels are 240 MB of RGB, and more than any phone takes."""

PHOTO_KINDS = "JPEG, PNG, WebP, HEIC, AVIF, GIF, BMP or TIFF"
"""The kinds of files, for messages."""

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF", "BMP", "TIFF")

_log = logging.getLogger(__name__)


def decode_photo(data: bytes) -> Pixels:
    """Decodes a photo as its owner sees it: upright, in sRGB.

    EXIF rotation and embedded colour profiles are applied; palette, greyscale, 16-bit and CMYK pictures become
    8-bit. Of a picture that moves, or has pages, it is the first.

    Args:
        data: Content of a JPEG, PNG, WebP, HEIC, AVIF, GIF, BMP or TIFF file.

    Returns:
        RGB, top row first, shape (height, width, 3); or RGBA with straight alpha, shape (height, width, 4), if
        any of it is transparent.

    Raises:
        MienError: If the data is no such picture, is damaged, or is larger than `MAX_MEGAPIXELS`.
    """
    if not data:
        raise MienError(f"the photo is empty (0 bytes); expected {PHOTO_KINDS}")
    # Pillow's readers raise almost anything on damaged data (OSError, SyntaxError, struct.error, ...), so
    # every exception but our own means the same to the user.
    try:
        # Pillow reads AVIF by itself, HEIC by this reader of libheif's.
        register_heif_opener()
        with warnings.catch_warnings():
            # Between Pillow's own warning (89 MP) and its error (179 MP) our check below speaks.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                _check_size(image)
                return _to_pixels(image)
    except MienError:
        raise
    except Image.DecompressionBombError as error:
        raise MienError(_too_large(_claimed_size(error))) from error
    except UnidentifiedImageError as error:
        raise MienError(
            f"the photo cannot be read: its {len(data)} bytes are no {PHOTO_KINDS}; convert it to one of these"
        ) from error
    except Exception as error:
        raise MienError(f"the photo is damaged or cut off ({error}); export or download it again") from error


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_MEGAPIXELS * 1_000_000:
        raise MienError(_too_large(f"{width}x{height}, {width * height / 1e6:.0f} megapixels"))


def _claimed_size(error: Image.DecompressionBombError) -> str:
    """Reason that Pillow found in the header, which it gives in words only."""
    pixels = re.search(r"\d+", str(error))
    return f"{int(pixels[0]) / 1e6:.0f} megapixels" if pixels else "of far too many pixels"


def _too_large(size: str) -> str:
    return f"the photo is {size}; expected at most {MAX_MEGAPIXELS} megapixels; make it smaller"


def _to_pixels(image: Image.Image) -> Pixels:
    image.load()
    upright = _upright(image)
    if upright.mode in {"I", "F"} or upright.mode.startswith("I;16"):
        return _from_16_bit(upright)
    managed = _to_srgb(upright)
    if managed.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in managed.info:
        layered = np.ascontiguousarray(np.asarray(managed.convert("RGBA"), np.uint8))
        if layered[..., 3].min() < 255:
            return layered
    return np.ascontiguousarray(np.asarray(managed.convert("RGB"), np.uint8))


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception as error:  # a broken EXIF block says nothing; the pixels are still good
        _log.warning("photo.exif_ignored", extra={"reason": str(error)})
        return image


def _from_16_bit(image: Image.Image) -> Pixels:
    grey = np.asarray(image).astype(np.float64)
    levels = np.clip(grey / 257.0 + 0.5, 0, 255).astype(np.uint8)
    return np.repeat(levels[..., None], 3, axis=2)


def _to_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image
    mode = image.mode if image.mode in {"RGB", "RGBA"} else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError) as error:  # an unreadable profile: colours as they are
        _log.warning("photo.icc_ignored", extra={"reason": str(error)})
        return image
    return converted or image
