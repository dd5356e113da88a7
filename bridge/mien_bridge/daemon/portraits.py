"""Mien's own avatars and what draws them, as the daemon's studio makes them."""

from typing import TYPE_CHECKING

from mien_bridge.console import quiet_libraries
from mien_bridge.daemon.faces import Studio
from mien_bridge.threads import limit_opencv
from mien_inference.interfaces import FaceRenderer
from mien_inference.registry import PartKind, part
from mien_protocol.messages.sessions import FaceRequest

if TYPE_CHECKING:
    from mien_inference.face import Avatar, FaceModels

__all__ = ["portrait_studio"]


def portrait_studio(models: "FaceModels") -> Studio:
    """A studio for photos, which finds faces with `models`."""

    def build(photo: bytes) -> "Avatar":
        # Here, in the thread for avatars: to import all that a photo needs takes seconds.
        from mien_inference.face import build_avatar, decode_photo

        limit_opencv()
        with quiet_libraries():
            return build_avatar(decode_photo(photo), models)

    return Studio(build, _renderer)


def _renderer(avatar: "Avatar", face: FaceRequest) -> FaceRenderer:
    from mien_inference.face import KEEP, TRANSPARENT

    background = TRANSPARENT if face.layout == "cutout" else KEEP
    renderer: FaceRenderer = part(PartKind.FACE_RENDERER)(avatar, size=face.size, background=background)
    return renderer
