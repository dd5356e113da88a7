# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons that show the pictures of a live session, and take them away."""

import bpy

from mien_protocol.client import FacePicture
from mien_protocol.errors import MienError

from ..scene.character import character_of
from ..scene.face_image import face_image
from ..scene.face_mask import make_mask, mask_name, remove_mask
from ..scene.face_material import face_material
from ..scene.face_plane import make_plane
from ..scene.face_screen import image_name
from .operator import Acting
from .reasons import keeper_of, live_of, no_live

__all__ = ["CLASSES"]


class MienShowFace(Acting, bpy.types.Operator):
    """Shows the pictures of the live session: on a plane, or on the character's head."""

    bl_idname = "mien.show_face"
    bl_label = "Show Pictures"
    bl_options = {"UNDO"}

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        reason = no_live(context)
        return reason or (
            "" if live_of(context).screen.picture else "No picture has come yet: the session needs a photo"
        )

    def act(self, context: bpy.types.Context) -> None:
        """Sets up what shows them."""
        keeper = keeper_of(context)
        picture = live_of(context).screen.picture
        if picture is None:
            raise MienError("no picture has come yet; open the session with a photo")
        show(keeper, picture)


class MienRemoveMask(Acting, bpy.types.Operator):
    """Takes the face of pictures off the character's head; its own face is seen again."""

    bl_idname = "mien.remove_mask"
    bl_label = "Take Off"
    bl_options = {"UNDO"}

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        keeper = character_of(context)
        worn = keeper is not None and mask_name(keeper.name) in context.scene.objects
        return "" if worn else "The character's head shows no pictures"

    def act(self, context: bpy.types.Context) -> None:
        """Takes it off."""
        remove_mask(keeper_of(context))


def show(keeper: bpy.types.Object, picture: FacePicture) -> None:
    """Sets up what shows the pictures of a stream, by one of them.

    Raises:
        MienError: If they cannot be shown on this character.
    """
    header = picture.header
    name = image_name(keeper.name)
    image = face_image(name, header.width, header.height)
    if header.mesh is None:
        make_plane(keeper, header.width, header.height, face_material(name, image, lit=False))
    elif picture.rgba is not None:
        make_mask(keeper, header.mesh, picture.rgba, face_material(name, image, lit=True))


CLASSES = (MienShowFace, MienRemoveMask)
