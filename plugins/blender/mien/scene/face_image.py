# SPDX-License-Identifier: GPL-3.0-or-later
"""The image that a stream of pictures is written to, made and filled."""

import bpy

from mien_protocol.client import FacePicture
from mien_protocol.errors import MienError

from ..core.picture_pixels import PicturePixels

__all__ = ["face_image", "write_picture"]


def face_image(name: str, width: int, height: int) -> bpy.types.Image:
    """The image of a name and size, made if need be.

    It keeps numbers, not bytes: writing them is five times as fast, and Blender takes them for light as they are.
    """
    image = bpy.data.images.get(name)
    if image is None:
        image = bpy.data.images.new(name, width, height, alpha=True, float_buffer=True)
        # Colour is not to be multiplied or divided by alpha anywhere.
        image.alpha_mode = "CHANNEL_PACKED"
    elif tuple(image.size) != (width, height):
        image.scale(width, height)
    return image


def write_picture(name: str, picture: FacePicture, pixels: PicturePixels) -> None:
    """Writes a picture into the image of a name.

    Raises:
        MienError: If the pictures are of a format that Blender cannot read from memory.
    """
    if picture.rgba is None:
        raise MienError("the session's pictures are JPEG, which Blender reads from files alone; ask for `rgba8`")
    image = face_image(name, *pixels.size)
    image.pixels.foreach_set(pixels.convert(picture.rgba))
    image.update()
