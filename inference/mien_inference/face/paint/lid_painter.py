"""Painting the upper lid that comes down: its skin, its crease and its lashes."""

import math

import cv2
import numpy as np

from mien_inference.face.arrays import Floats32, Ints, Pixels
from mien_inference.face.paint.lids import LASHES_CM, LINE_CM, LidLayer
from mien_inference.face.paint.raster import draw_triangles
from mien_inference.face.paint.sprite import lay_into
from mien_inference.face.paint.view import View
from mien_inference.face.shape.mesh import AvatarMesh

__all__ = ["LidPainter"]

_SHOWS = 0.3
"""The layer takes the photo's place once the lid has come down by this share of the open eye, column by column."""

_LEAST_CM = 0.05
_SHADE_SHARE = 0.3
"""Of the change of light on the skin above the lid: what folds there does not fold the lid."""

_SOFT_TOP = 0.45
"""Share of the lid's height over which it fades into the photo at its upper end, where the crease is."""

_LASHES_FROM, _LASHES_TO = 0.35, 0.95
"""Lashes swing down while the eye closes by these shares."""


class LidPainter:
    """Paints one upper lid into pictures of one size."""

    def __init__(self, layer: LidLayer, side: str, mesh: AvatarMesh, view: View) -> None:
        names = ("upper_lid", "above_lid", "lower_lid")
        self._edge, self._first, self._lower = (mesh.paths[f"{name}_{side.lower()}"] for name in names)
        self._shade = _SHADE_SHARE * mesh.shade[:, self._first].mean(1)
        height, width = layer.rgba.shape[:2]
        # Warping takes four neighbours only: from much more pixels it would pick at random.
        scale = min(1.0, 2 * abs(float(view.px_per_cm[0])) / layer.px_per_cm)
        size = (max(2, round(width * scale)), max(2, round(height * scale)))
        self._rgba = layer.rgba if scale == 1.0 else cv2.resize(layer.rgba, size, interpolation=cv2.INTER_AREA)
        self._px_per_cm = layer.px_per_cm * size[1] / height
        self._edge_row = (layer.edge_row + 0.5) * size[1] / height - 0.5
        self._outer_share = layer.outer_share
        self._always = layer.always
        self._rest_cm = self._height_cm(mesh.neutral)
        open_cm = self._opening_cm(mesh.neutral)
        self._widest_cm = float(open_cm.max())
        self._shows_per_cm = 1 / (_SHOWS * open_cm + _LEAST_CM)
        self._triangles = _strips(5, len(self._edge) + 1)
        self._attributes = np.zeros((5 * (len(self._edge) + 1), 3), np.float32)
        self._attributes.reshape(5, -1, 3)[..., 0] = self._columns(mesh.neutral, size[0])
        below_cm = np.array([[0.0], [LINE_CM], [LASHES_CM]])
        self._attributes.reshape(5, -1, 3)[2:, :, 1] = self._edge_row + self._px_per_cm * below_cm
        self._flat = np.zeros(len(self._triangles), np.float32)
        self._depth = np.zeros(len(self._attributes), np.float32)

    def paint(
        self, picture: Pixels, expression: Floats32, vertices: Floats32, points: Floats32, *, down: Floats32
    ) -> None:
        """Paints the lid, in place.

        Args:
            picture: RGBA, shape (height, width, 4).
            expression: ARKit coefficients, shape (52,).
            vertices: The mesh in the head frame, centimetres, shape (n, 3).
            points: Where it is seen, pixels, shape (n, 2).
            down: One centimetre down the head where the eye is, pixels, shape (2,).
        """
        height = self._height_cm(vertices)
        shown = np.minimum(np.maximum((height - self._rest_cm) * self._shows_per_cm, 0), 1)
        if shown.max() <= 0.01 and not self._always:
            return
        closed = 1 - float(self._opening_cm(vertices).max()) / self._widest_cm
        swung = min(max((closed - _LASHES_FROM) / (_LASHES_TO - _LASHES_FROM), 0.0), 1.0)
        self._hang(height, shown, swung * float(shown.max()))
        places = self._places(points, down)
        corner = np.floor(places.min(0)).astype(np.int64) - 1
        layer = self._drawn((places - corner).astype(np.float32))
        layer[..., :3] *= math.exp(float(expression @ self._shade))
        lay_into(picture, layer, (int(corner[0]), int(corner[1])))

    def _hang(self, height: Floats32, shown: Floats32, lashes: float) -> None:
        """Sets what the strips show: the layer hangs on the lid's edge, and its upper end stays under the fold."""
        edge = np.ones_like(shown) if self._always else shown
        share = np.stack([shown, edge, np.maximum(edge, lashes), np.full_like(shown, lashes)])
        attributes = self._attributes.reshape(5, -1, 3)
        # The first column is the one before the outer corner: it has lashes only. Rows at and below the edge stay.
        attributes[1, 1:, 1] = self._edge_row - (1 - _SOFT_TOP) * self._px_per_cm * height
        attributes[1:, 1:, 2] = share
        attributes[1, 0, 1] = attributes[1, 1, 1]
        attributes[1:, 0, 2] = (0, 0, lashes, lashes)
        attributes[0, 1:, 1] = self._edge_row - height * self._px_per_cm
        attributes[0, 0, 1] = attributes[0, 1, 1]

    def _places(self, points: Floats32, down: Floats32) -> Floats32:
        """Pixels of the strips' vertices, from the top down."""
        top, edge = points[self._first], points[self._edge]
        places = np.empty((5, len(edge) + 1, 2), np.float32)
        places[0, 1:] = top
        places[1, 1:] = top + _SOFT_TOP * (edge - top)
        places[2, 1:] = edge
        places[3, 1:] = edge + LINE_CM * down
        places[4, 1:] = edge + LASHES_CM * down
        across, outwards = edge[0] - edge[-1], edge[0] - edge[2]
        reach = self._outer_share * math.hypot(*across) / max(math.hypot(*outwards), 1e-6)
        places[:, 0] = places[:, 1] + reach * outwards
        return places.reshape(-1, 2)

    def _drawn(self, places: Floats32) -> Floats32:
        """The layer as it is seen, premultiplied RGBA, in a box whose corner is the origin of `places`."""
        width, rows = (int(v) for v in np.ceil(places.max(0)).astype(np.int64) + 2)
        maps = np.full((3, rows, width), -9.0, np.float32)
        maps[2] = 0
        nearest = np.full((rows, width), -1.0, np.float32)
        draw_triangles(places, self._depth, self._attributes, self._triangles, self._flat, maps, nearest)
        layer = cv2.remap(self._rgba, maps[0], maps[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
        layer *= maps[2][..., None]
        return np.asarray(layer, np.float32)

    def _height_cm(self, vertices: Floats32) -> Floats32:
        apart = vertices[self._first, :2] - vertices[self._edge, :2]
        return np.asarray(np.sqrt(apart[:, 0] * apart[:, 0] + apart[:, 1] * apart[:, 1]), np.float32)

    def _opening_cm(self, vertices: Floats32) -> Floats32:
        return np.asarray(np.maximum(vertices[self._edge, 1] - vertices[self._lower, 1], 0.0), np.float32)

    def _columns(self, neutral: Floats32, width: int) -> Floats32:
        """Columns of the layer at which the lid's vertices lie, and before them its beginning."""
        steps = np.linalg.norm(np.diff(neutral[self._edge, :2], axis=0), axis=1)
        along = np.concatenate([[-self._outer_share, 0.0], steps.cumsum() / steps.sum()])
        return np.asarray((along + self._outer_share) / (1 + self._outer_share) * width - 0.5, np.float32)


def _strips(rows: int, columns: int) -> Ints:
    """Triangles between rows of vertices, from the top down."""
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).reshape(-1, 1)
    upper, lower = np.array([0, columns, 1]), np.array([1, columns, columns + 1])
    return np.concatenate([corner + upper, corner + lower]).astype(np.int32)
