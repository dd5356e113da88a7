"""Avatars of photos, kept for whoever comes back with the same photo."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

import numpy as np

from mien_inference.interfaces import FaceRenderer
from mien_protocol.errors import ErrorCode, MienError, ProtocolError
from mien_protocol.messages.sessions import FaceRequest
from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import identity
from mien_protocol.rig import EXPRESSION_COUNT

__all__ = ["AvatarCache"]

_MOST: Final = 8
"""Avatars that are kept; one is some ten megabytes."""


class AvatarCache:
    """Makes avatars of photos, and keeps the last of them."""

    def __init__(self, build: Callable[[bytes], object], renderer: Callable[[Any, FaceRequest], FaceRenderer]) -> None:
        """Makes avatars, of whatever kind, with `build`, and what draws them with `renderer`.

        Either raises MienError for what it cannot do.
        """
        self._build = build
        self._renderer = renderer
        self._avatars: OrderedDict[str, object] = OrderedDict()

    def prepare(
        self, photo: bytes | None, digest: str | None, face: FaceRequest | None
    ) -> tuple[str, FaceRenderer | None]:
        """The photo's SHA-256, and a renderer if pictures are asked for.

        Raises:
            ProtocolError: `avatar`, if the photo cannot be used or is not known; `unsupported`, if the pictures that
                are asked for cannot be made.
        """
        if photo is not None:
            digest = sha256(photo).hexdigest()
        assert digest is not None
        avatar = self._avatars.pop(digest, None)
        if avatar is None:
            avatar = self._built(photo, digest)
        self._avatars[digest] = avatar
        if len(self._avatars) > _MOST:
            self._avatars.popitem(last=False)
        if face is None:
            return digest, None
        renderer = self._drawing(avatar, face)
        # The first picture takes far longer than later ones: code is loaded, buffers are touched.
        renderer.render(_at_rest())
        return digest, renderer

    def _drawing(self, avatar: object, face: FaceRequest) -> FaceRenderer:
        try:
            return self._renderer(avatar, face)
        except MienError as error:
            raise ProtocolError(ErrorCode.UNSUPPORTED, str(error), "ask for another `layout`") from error

    def _built(self, photo: bytes | None, digest: str) -> object:
        if photo is None:
            raise ProtocolError(
                ErrorCode.AVATAR, f"the photo {digest[:8]}... is not known here any more", "send it as `avatar`"
            )
        try:
            return self._build(photo)
        except MienError as error:
            raise ProtocolError(ErrorCode.AVATAR, str(error), "use another photo") from error


def _at_rest() -> MotionFrame:
    nothing = np.zeros(EXPRESSION_COUNT, np.float32)
    return MotionFrame(0, nothing, identity(1)[0], np.zeros(3, np.float32), np.zeros(2, np.float32))
