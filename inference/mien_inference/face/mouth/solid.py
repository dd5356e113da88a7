"""One person's mouth as one mesh: built once, bent, lit and drawn for each picture."""

from typing import Final

import cv2
import numpy as np
from numba import njit

from mien_inference.face.arrays import Floats32, Ints, Pixels
from mien_inference.face.mouth.jaw import JAW
from mien_inference.face.mouth.layer import MouthLayer
from mien_inference.face.mouth.light import light_up, opening_patches, standing_light
from mien_inference.face.mouth.lip_lining import LipLining
from mien_inference.face.mouth.tongue import Reach, Tongue
from mien_inference.face.paint.raster import draw_triangles
from mien_inference.face.paint.view import Pose
from mien_inference.face.shape.rounding import rounding
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["MouthSolid"]

_TONGUE_OUT: Final = EXPRESSION_INDEX["tongueOut"]
_RIDGE_CM: Final = np.array([0.0, 0.58, -0.60], np.float32)
_BETWEEN_CM: Final = np.array([0.0, 0.0, 0.10], np.float32)
"""Places that the tongue's tip touches beside the edge of the upper incisors."""

_TUBE: Final = 0.8
"""Part of the light that lips take which are fully rounded."""


class MouthSolid:
    """The mesh of one mouth at work.

    Args:
        layer: What it is made of.
        columns: Places along each lip.
        supersampling: How many pixels across are drawn for each that is shown.
    """

    def __init__(self, layer: MouthLayer, columns: int, supersampling: int) -> None:
        self._layer = layer
        self._supersampling = supersampling
        self._lining = LipLining(columns, layer.size, layer.cheek_x, layer.cheek_z)
        self._tongue = Tongue(layer.points[layer.tongue], layer.size)
        count = len(layer.points)
        lining = self._lining.triangles + count
        self._triangles = np.concatenate([layer.triangles, lining]).astype(np.int32)
        inner = (layer.triangles >= layer.tongue.start) & (layer.triangles < layer.tongue.stop)
        self._tongue_triangles = np.ascontiguousarray(layer.triangles[inner.all(1)])
        self._normals, self._standing = layer.normals.copy(), layer.standing.copy()
        self._bias = np.zeros(len(self._triangles), np.float32)
        self._colour = np.empty((count + len(layer.lining), 3), np.float32)
        self._used = np.empty(len(self._colour), np.uint8)
        self._outside = np.zeros((len(self._colour), 3), np.float32)

    def draw(
        self,
        expression: Floats32,
        placing: Floats32,
        *,
        edges: tuple[Floats32, Floats32],
        pose: Pose,
        corner: Floats32,
        size: tuple[int, int],
    ) -> tuple[Floats32, Floats32 | None]:
        """Its picture in a box of the frame.

        Args:
            expression: ARKit coefficients, shape (52,).
            placing: Lift and advance of the tongue, shape (2,).
            edges: Upper and lower lip in the head frame, each of shape (columns, 3).
            pose: The placing of the head.
            corner: Upper left corner of the box, pixels, shape (2,).
            size: Width and height of the box, pixels.

        Returns:
            RGB 0..255, shape (height, width, 3), and how much of each pixel a tongue covers that is out of the mouth,
            0..1, shape (height, width); None if it is not.
        """
        solid = self._placed(expression, placing, edges)
        points = np.concatenate([solid, self._lining.points(expression, *edges)])
        pixels, depth = pose.place(points)
        scale = self._supersampling
        pixels = (pixels - corner + np.float32(0.5)) * np.float32(scale) - np.float32(0.5)
        shown = _in_view(pixels, self._triangles, scale * size[0], scale * size[1], self._used)
        light_up(
            solid,
            self._normals,
            self._patches(expression, edges),
            self._standing,
            self._layer.flesh,
            self._used,
            self._colour,
        )
        self._colour[len(solid) :] = self._lining.lit(self._layer.lining, *edges)
        maps = self._drawn(pixels, depth, self._colour, shown, size, self._layer.cavity)
        inside = cv2.resize(cv2.merge(list(maps)), size, interpolation=cv2.INTER_AREA)
        out = expression[_TONGUE_OUT] > 0
        return np.asarray(inside, np.float32), self._before_lip(points, pixels, depth, edges[1], size) if out else None

    def _patches(self, expression: Floats32, edges: tuple[Floats32, Floats32]) -> Floats32:
        patches = opening_patches(*edges)
        # Rounded lips are a tube: from within one sees less of the sky than of the opening.
        patches[:, 3] *= np.float32(1 - _TUBE * rounding(expression))
        return patches

    def _before_lip(
        self, points: Floats32, pixels: Floats32, depth: Floats32, lip: Floats32, size: tuple[int, int]
    ) -> Floats32:
        """Share of each pixel covered by a tongue that lies before the lower lip, 0..1, shape (height, width)."""
        # How far before it is drawn like a colour, and cut where it passes through zero.
        self._outside[:, 0] = points[:, 2] - lip[len(lip) // 2, 2]
        ground = np.full(3, -1, np.float32)
        before = self._drawn(pixels, depth, self._outside, self._tongue_triangles, size, ground)[0]
        return np.asarray(cv2.resize((before > 0).astype(np.float32), size, interpolation=cv2.INTER_AREA))

    def _placed(self, expression: Floats32, placing: Floats32, edges: tuple[Floats32, Floats32]) -> Floats32:
        layer = self._layer
        points = layer.points + (expression[list(JAW)] @ layer.jaw).reshape(-1, 3)
        upper, lower = points[layer.upper_edge], points[layer.lower_edge]
        between = np.array([upper[0], (upper[1] + max(lower[1], upper[1] - 0.6 * layer.size)) / 2, upper[2]])
        reach = Reach(
            ridge=upper + np.float32(layer.size) * _RIDGE_CM,
            edge=(between + layer.size * _BETWEEN_CM).astype(np.float32),
            lip=edges[1][len(edges[1]) // 2],
        )
        points = np.asarray(points, np.float32)
        self._tongue.move(points[layer.tongue], placing, float(expression[_TONGUE_OUT]), reach)
        self._turn_tongue(points[layer.tongue])
        return points

    def _turn_tongue(self, points: Floats32) -> None:
        """Its normals and its light, as it lies now."""
        layer, tongue = self._layer, self._layer.tongue
        self._normals[tongue] = self._tongue.normals(points)
        self._standing[tongue] = standing_light(layer.colour, layer.gloss, self._normals[tongue])

    def _drawn(  # noqa: PLR0917 -- what the rasteriser takes, and the ground
        self,
        pixels: Floats32,
        depth: Floats32,
        colour: Floats32,
        triangles: Ints,
        size: tuple[int, int],
        ground: Floats32,
    ) -> Floats32:
        width, height = (self._supersampling * side for side in size)
        maps = np.empty((3, height, width), np.float32)
        maps[:] = ground[:, None, None]
        nearest = np.full((height, width), -1e9, np.float32)
        draw_triangles(pixels, depth, colour, triangles, self._bias, maps, nearest)
        return maps


@njit(cache=True, nogil=True)
def _in_view(pixels: Floats32, triangles: Ints, width: float, height: float, used: Pixels) -> Ints:
    """The triangles that are turned to the viewer and in the box, shape (m, 3); marks their vertices in `used`."""
    result = np.empty(triangles.shape, np.int32)
    used[:] = 0
    found = 0
    for k in range(len(triangles)):
        a, b, c = triangles[k, 0], triangles[k, 1], triangles[k, 2]
        ax, ay, bx, by, cx, cy = pixels[a, 0], pixels[a, 1], pixels[b, 0], pixels[b, 1], pixels[c, 0], pixels[c, 1]
        away = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay) >= 0
        beside = max(ax, bx, cx) < 0 or min(ax, bx, cx) > width or max(ay, by, cy) < 0 or min(ay, by, cy) > height
        if away or beside:
            continue
        used[a] = used[b] = used[c] = 1
        result[found] = triangles[k]
        found += 1
    return result[:found]
