"""Rendering the face texture: a picture of the face, laid flat.

An engine puts the texture onto a character's skin, which it moves itself, by the coefficients and the head pose of the
same motion. So both are taken out of it:

- the head is rendered as in the photo, never turned: no texel vanishes behind the nose or at a far cheek, and the
  photo's own light stays where it was;
- the expression bends the mesh, and the texture follows it: a texel belongs to a place of the skin. What is left is
  what changes on that place: its light, and, between lips and lids, what is seen there.

It is the rendered picture that is sampled, rather than the photo, so that lips, teeth and eyes look as in a portrait,
and so that any renderer which knows where its mesh is can be laid flat.
"""

from dataclasses import replace

import numpy as np

from mien_inference.face.arrays import Floats32, Pixels, WholePixels
from mien_inference.face.unwrap.sampling import copy_texels, locate_planes, sample_spans
from mien_inference.face.unwrap.texels import find_texels
from mien_inference.face.unwrap.visibility import shown_share
from mien_inference.interfaces import FaceRenderer, FaceSurface, SurfaceRenderer
from mien_protocol.errors import MienError
from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import identity
from mien_protocol.rig import EXPRESSION_COUNT

__all__ = ["TextureRenderer"]

_MIN_SIZE_PX, _MAX_SIZE_PX = 64, 2048

_NOT_TURNED, _NOT_MOVED = identity(1)[0], np.zeros(3, np.float32)


class TextureRenderer(SurfaceRenderer):
    """Renders a face laid flat, square.

    Beside the face the colours of its edge go on, at an alpha of 0, so that no filter mixes in a foreign one.
    Not safe to share between threads: its buffers, the returned texture among them, are reused.

    Args:
        renderer: What draws the face; about as many pixels of it as the texture has are best.
        size: Side of the texture, texels, 64..2048.

    Raises:
        MienError: If the renderer does not tell where its mesh lies, or `size` is out of range.
    """

    def __init__(self, renderer: FaceRenderer, *, size: int = 512) -> None:
        if not isinstance(renderer, SurfaceRenderer):
            raise MienError(
                f"the renderer {type(renderer).__name__} does not tell where the skin is in its pictures, so they "
                "cannot be laid flat as a texture; ask for a portrait or a cutout"
            )
        if not _MIN_SIZE_PX <= size <= _MAX_SIZE_PX:
            raise MienError(f"size must be {_MIN_SIZE_PX} to {_MAX_SIZE_PX} texels, got {size}")
        self._renderer: SurfaceRenderer = renderer
        self._surface = renderer.surface
        self._triangles = np.ascontiguousarray(self._surface.triangles)
        self._texels = find_texels(self._surface.uv, self._triangles, size)
        self._located: Floats32 = np.empty((len(self._triangles), 6), np.float32)
        self._texture: WholePixels = np.zeros((size, size), np.uint32)
        self._alpha = np.zeros((size, size), np.uint8)
        self._alpha = self._visible(renderer)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the texture, texels."""
        side = len(self._texture)
        return side, side

    @property
    def surface(self) -> FaceSurface:
        """The mesh that the texture belongs on."""
        return self._surface

    @property
    def points(self) -> Floats32:
        """Places of its vertices in the texture, texels; the same in every frame."""
        return self._surface.uv * np.float32(len(self._texture)) - np.float32(0.5)

    def render(self, frame: MotionFrame) -> Pixels:
        """The face at one instant; see `FaceRenderer.render`. The array is overwritten by the next call."""
        self._lay_flat(_whole(self._renderer.render(replace(frame, head_wxyz=_NOT_TURNED, head_m=_NOT_MOVED))))
        # The edge itself has an alpha of 0, and so has what lies beyond.
        copy_texels(self._texture, self._texels.outside, self._texels.nearest)
        return self._texture.view(np.uint8).reshape(*self.size, 4)

    def _visible(self, renderer: SurfaceRenderer) -> Pixels:
        """The alpha of the texture, which is the same in every frame: an engine may blend by it once and for all."""
        nothing = np.zeros(EXPRESSION_COUNT, np.float32)
        picture = renderer.render(MotionFrame(0, nothing, _NOT_TURNED, _NOT_MOVED, np.zeros(2, np.float32)))
        # What is the person and what is not moves with the skin, so that the neutral face tells it.
        self._lay_flat(_whole(picture) >> np.uint32(24))
        person = (self._texture & 0xFF) / 255
        return np.asarray(np.round(255 * person * shown_share(self._surface, renderer.points, self._texels)), np.uint8)

    def _lay_flat(self, picture: WholePixels) -> None:
        points = np.ascontiguousarray(self._renderer.points)
        locate_planes(points, self._triangles, self._texels.planes, self._located)
        sample_spans(picture, self._located, self._texels.spans, self._alpha, self._texture)


def _whole(picture: Pixels) -> WholePixels:
    return np.ascontiguousarray(picture).view(np.uint32)[..., 0]
