"""Renderers whose pictures carry the mark."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mien_inference.interfaces import FaceRenderer, FaceSurface, SurfaceRenderer
from mien_protocol.motion import MotionFrame

if TYPE_CHECKING:
    from mien_inference.mark import PictureMarker

__all__ = ["marked"]


def marked(renderer: FaceRenderer, marker: "PictureMarker") -> FaceRenderer:
    """The same renderer, but its pictures carry the mark; each picture is an array of its own."""
    if isinstance(renderer, SurfaceRenderer):
        return _MarkedSurface(renderer, marker)
    return _Marked(renderer, marker)


class _Marked(FaceRenderer):
    def __init__(self, renderer: FaceRenderer, marker: "PictureMarker") -> None:
        self._renderer = renderer
        self._marker = marker

    @property
    def size(self) -> tuple[int, int]:
        return self._renderer.size

    def render(self, frame: MotionFrame) -> NDArray[np.uint8]:
        return self._marker.mark(self._renderer.render(frame), frame.time_ns)


class _MarkedSurface(SurfaceRenderer):
    def __init__(self, renderer: SurfaceRenderer, marker: "PictureMarker") -> None:
        self._renderer = renderer
        self._marker = marker

    @property
    def size(self) -> tuple[int, int]:
        return self._renderer.size

    @property
    def surface(self) -> FaceSurface:
        return self._renderer.surface

    @property
    def points(self) -> NDArray[np.float32]:
        return self._renderer.points

    def render(self, frame: MotionFrame) -> NDArray[np.uint8]:
        return self._marker.mark(self._renderer.render(frame), frame.time_ns)
