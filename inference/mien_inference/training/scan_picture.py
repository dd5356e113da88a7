"""Pictures of a scanned face, plain enough to draw and like enough to a photo for a face tracker to read."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from mien_inference.face.arrays import Floats, Floats32, Ints, Pixels
from mien_inference.face.paint.raster import draw_triangles
from mien_inference.face.shape.headframe import CAMERA_CM
from mien_inference.face.shape.shading import vertex_normals
from mien_inference.training.scans import MULTI_PIE, SKIN_VERTICES, Scans

__all__ = ["SKIN", "ScanPainter", "projected"]

SKIN: Final = "M_Face"

_SCALE, _LOWERED = 40 / 1024, 60 / 1024
"""Pixels of a centimetre, and how far the head is moved down to stand in the middle, as shares of the side."""

_COLOURS = {
    "M_BackHead": (205, 160, 140),
    SKIN: (205, 160, 140),
    "M_ScleraLeft": (235, 230, 225),
    "M_ScleraRight": (235, 230, 225),
    "M_GumsTongue": (150, 80, 80),
    "M_Teeth": (235, 228, 214),
}
_LIP_RGB, _BROW_RGB, _IRIS_RGB, _THROAT_RGB, _WALL = (176, 92, 92), (96, 70, 58), (60, 40, 30), (50, 18, 20), 190
_LIGHT = np.array([0.1, 0.45, 0.9]) / np.linalg.norm([0.1, 0.45, 0.9])
_AMBIENT = 0.45

_SCLERAS, _IRIS_CM = ("M_ScleraLeft", "M_ScleraRight"), 0.58
"""The scans' irises lie behind a cornea that lets no light through: they are painted onto it."""

_MOUTH_SOCKET = slice(11248, 13294)
_LIPS_OUTLINE = (48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 48)
_BROWS = ((17, 18, 19, 20, 21), (22, 23, 24, 25, 26))
_BROW_HALF_CM = 0.3
_LIPS_FRONT_CM = 8.0
"""Skin inside the lips' outline and further forward than this is a lip."""


def projected(points_cm: Floats, side_px: int) -> Floats32:
    """Projection of points into a square picture of `side_px`, pixels, shape (n, 2)."""
    nearer = CAMERA_CM / (CAMERA_CM - points_cm[:, 2:])
    flat = points_cm[:, :2] * nearer * [1, -1] * (_SCALE * side_px)
    middle = np.array([side_px / 2, side_px * (0.5 + _LOWERED)])
    return np.asarray(flat + middle, np.float32)


class ScanPainter:
    """Draws a scanned face from in front.

    Args:
        scans: The face.
        side_px: Side of the pictures.
    """

    def __init__(self, scans: Scans, side_px: int) -> None:
        self._side = side_px
        self._triangles = scans.triangles(tuple(_COLOURS))
        self._skin = scans.triangles((SKIN,))
        self._colours = _colours(scans)

    def draw(self, points_cm: Floats) -> Pixels:
        """The face with its vertices at some place, RGB, shape (side, side, 3)."""
        light = _AMBIENT + (1 - _AMBIENT) * np.clip(vertex_normals(points_cm, self._triangles) @ _LIGHT, 0, 1)
        lit = (self._colours * light[:, None]).astype(np.float32)
        picture = self._rasterised(points_cm, self._triangles, lit, background=_WALL)
        return np.asarray(np.clip(np.moveaxis(picture, 0, 2), 0, 255), np.uint8)

    def triangle_at(self, points_cm: Floats) -> tuple[Ints, Ints]:
        """The triangle of the skin that each pixel shows, shape (side, side), -1 for none; and those triangles."""
        corners = self._skin.ravel()
        numbers = np.repeat(np.arange(len(self._skin), dtype=np.float32), 3)
        own = np.arange(len(corners), dtype=np.int32).reshape(-1, 3)
        drawn = self._rasterised(points_cm[corners], own, np.tile(numbers[:, None], (1, 3)), background=-1)
        return np.round(drawn[0]).astype(np.int32), self._skin

    def _rasterised(self, points_cm: Floats, triangles: Ints, values: Floats32, *, background: float) -> Floats32:
        maps = np.full((3, self._side, self._side), background, np.float32)
        nearest = np.full((self._side, self._side), -1e9, np.float32)
        depth = np.ascontiguousarray(points_cm[:, 2], np.float32)
        bias = np.zeros(len(triangles), np.float32)
        draw_triangles(projected(points_cm, self._side), depth, values, triangles, bias, maps, nearest)
        return maps


def _colours(scans: Scans) -> Floats:
    """Colour of each vertex, RGB 0..255: lips and brows are painted on, or no tracker would find them."""
    colours = np.zeros((len(scans.neutral), 3))
    for material, rgb in _COLOURS.items():
        colours[scans.triangles((material,))] = rgb
    colours[_MOUTH_SOCKET] = _THROAT_RGB
    for sclera in _SCLERAS:
        own = np.unique(scans.triangles((sclera,)))
        aside = np.linalg.norm(scans.neutral[own, :2] - scans.neutral[own, :2].mean(0), axis=1)
        front = scans.neutral[own, 2] > scans.neutral[own, 2].mean()
        colours[own[(aside < _IRIS_CM) & front]] = _IRIS_RGB
    skin = scans.neutral[:SKIN_VERTICES]
    outline = scans.neutral[scans.way(*_LIPS_OUTLINE), :2]
    colours[:SKIN_VERTICES][_inside(outline, skin) & (skin[:, 2] > _LIPS_FRONT_CM)] = _LIP_RGB
    for brow in _BROWS:
        line = scans.neutral[[MULTI_PIE[k] for k in brow]]
        along = np.linspace(0, len(line) - 1, 60)
        path = np.column_stack([np.interp(along, np.arange(len(line)), line[:, k]) for k in range(3)])
        distance = np.linalg.norm(skin[:, None] - path[None], axis=2).min(1)
        colours[:SKIN_VERTICES][distance < _BROW_HALF_CM] = _BROW_RGB
    return colours


def _inside(outline: Floats, points: Floats) -> NDArray[np.bool_]:
    polygon = outline.astype(np.float32).reshape(-1, 1, 2)
    return np.array([cv2.pointPolygonTest(polygon, (float(x), float(y)), False) >= 0 for x, y in points[:, :2]])
