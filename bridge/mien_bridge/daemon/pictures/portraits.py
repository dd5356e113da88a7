"""Mien's own avatars and renderers, for the daemon's avatar cache."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from mien_bridge.daemon.pictures.avatar_cache import AvatarCache
from mien_bridge.provenance.installation import todays_marker
from mien_bridge.provenance.marked_renderer import marked
from mien_bridge.runtime.console import quiet_libraries
from mien_bridge.runtime.gc_pauses import pause_collection
from mien_bridge.runtime.thread_limits import limit_opencv
from mien_inference.interfaces import FaceRenderer
from mien_inference.registry import PartKind, part
from mien_protocol.messages.sessions import FaceRequest

if TYPE_CHECKING:
    from mien_inference.face import Avatar, Crop, FaceModels
    from mien_inference.mark import PictureMarker

__all__ = ["make_portrait_cache"]


def make_portrait_cache(
    models: "FaceModels", *, neutral: bool = True, marker: Callable[[], "PictureMarker"] = todays_marker
) -> AvatarCache:
    """An avatar cache for photos.

    Args:
        models: What finds the face in a photo.
        neutral: Whether the photos' expressions are undone.
        marker: Makes what marks the pictures, for each renderer anew, as days pass.
    """

    def renderer(avatars: _PhotoAvatars, face: FaceRequest) -> FaceRenderer:
        return marked(_renderer(avatars, face), marker())

    return _PortraitCache(lambda photo: _PhotoAvatars(photo, models, neutral), renderer)


class _PortraitCache(AvatarCache):
    """Loads what it needs with its first photo: that takes seconds, and no daemon should wait for it to be ready."""

    _loaded = False

    def prepare(
        self, photo: bytes | None, digest: str | None, face: FaceRequest | None
    ) -> tuple[str, FaceRenderer | None]:
        """See `AvatarCache.prepare`."""
        if self._loaded:
            return super().prepare(photo, digest, face)
        with pause_collection():
            prepared = super().prepare(photo, digest, face)
        self._loaded = True
        return prepared


class _PhotoAvatars:
    """The avatars of one photo: in the photo's frame, and closer once a texture is asked for."""

    def __init__(self, photo: bytes, models: "FaceModels", neutral: bool) -> None:
        # Imported here, in the thread for avatars.
        from mien_inference.face import Crop

        limit_opencv()
        self._photo = photo
        self._models = models
        self._neutral = neutral
        self._avatars: dict[Crop, Avatar] = {}
        self.avatar(Crop.PHOTO)

    def avatar(self, crop: "Crop") -> "Avatar":
        """The avatar in a frame; a closer one has more pixels of the face where the photo is large."""
        from mien_inference.face import build_avatar, decode_photo

        if crop not in self._avatars:
            with quiet_libraries():
                photo = decode_photo(self._photo)
                self._avatars[crop] = build_avatar(photo, self._models, crop=crop, neutral=self._neutral)
        return self._avatars[crop]


def _renderer(avatars: _PhotoAvatars, face: FaceRequest) -> FaceRenderer:
    from mien_inference.face import KEEP, TRANSPARENT, Crop, TextureRenderer, close_up, picture_side

    kind = part(PartKind.FACE_RENDERER)
    if face.layout == "texture":
        nearer = close_up(avatars.avatar(Crop.FACE))
        pictures = kind(nearer, size=picture_side(nearer, face.size), background=TRANSPARENT)
        return TextureRenderer(pictures, size=face.size)
    background = TRANSPARENT if face.layout == "cutout" else KEEP
    renderer: FaceRenderer = kind(avatars.avatar(Crop.PHOTO), size=face.size, background=background)
    return renderer
