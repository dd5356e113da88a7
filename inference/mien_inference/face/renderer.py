"""Rendering: avatar and motion to RGBA."""

import cv2
import numpy as np

from mien_inference.face.arrays import Floats32, Pixels
from mien_inference.face.avatar import Avatar
from mien_inference.face.mouth.painter import MouthPainter
from mien_inference.face.paint.background import KEEP, Background
from mien_inference.face.paint.composite import lay_opaque, lay_transparent
from mien_inference.face.paint.eye_painter import EyePainter
from mien_inference.face.paint.raster import draw_triangles, soften_seams
from mien_inference.face.paint.view import Pose, View
from mien_inference.face.photo.layers import matched_at_rest
from mien_inference.face.shape.contact import CONTACT_LOWER, CONTACT_UPPER, part_crossed_lips
from mien_inference.face.shape.correctives import corrected
from mien_inference.face.shape.neutral import seal_share
from mien_inference.face.shape.rounding import purse_opening, rounding
from mien_inference.face.unwrap.surface import surface_of
from mien_inference.interfaces import FaceSurface, SurfaceRenderer
from mien_protocol.errors import MienError
from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import identity
from mien_protocol.rig import EXPRESSION_COUNT

__all__ = ["MAX_SIZE_PX", "MIN_SIZE_PX", "PortraitRenderer"]

MIN_SIZE_PX, MAX_SIZE_PX = 64, 4096

_AT_REST = (identity(1)[0], np.zeros(3, np.float32))
"""Rotation and translation of a head that has not moved."""

_SEAM_JUMP_PX = 4.0
"""Neighbours whose texture lies further apart than this belong to different surfaces."""

_OUT_OF_FOCUS_SHARE = 0.02
"""Spread of a blurred background, as a share of the longer side: shapes stay, writing goes."""

_LIGHT_BLUR = 1.2
"""Smoothing of the relit face, in pixels at half of 512: hides the triangles of the mesh."""

_SHADOW_STRENGTH = np.array([0.65, 1.08, 1.3], np.float32)
"""Shadows on skin take less of the red, which light that comes through the skin has most of; grey photos stay grey."""


class PortraitRenderer(SurfaceRenderer):
    """Renders one avatar at one size.

    Not safe to share between threads: its buffers, the returned picture among them, are reused.

    Args:
        avatar: The person.
        size: Longer side of the pictures, pixels, 64..4096.
        background: What is behind the person.

    Raises:
        MienError: If `size` is out of range.
    """

    def __init__(self, avatar: Avatar, *, size: int = 512, background: Background = KEEP) -> None:
        if not MIN_SIZE_PX <= size <= MAX_SIZE_PX:
            raise MienError(f"size must be {MIN_SIZE_PX} to {MAX_SIZE_PX} pixels, got {size}")
        mesh = avatar.mesh
        self._avatar = avatar
        self._size = _even_size(avatar.frame_size, size)
        self._mesh = mesh
        self._view = View(avatar.head, avatar.layers.margin_px, avatar.frame_size, self._size)
        self._expression = mesh.expression.reshape(EXPRESSION_COUNT, -1)
        self._contact = mesh.contact.reshape(len(mesh.contact), -1)
        self._neutral_gap, self._sealed_by = (
            v[CONTACT_UPPER, 1] - v[CONTACT_LOWER, 1] for v in (mesh.neutral, mesh.seal)
        )
        self._texture_margin = round(avatar.layers.margin_px * self._size[0] / avatar.frame_size[0])
        self._texture, self._behind = _layers(avatar, self._size, self._texture_margin, background)
        self._mouth = MouthPainter(avatar.mouth, mesh, self._view)
        colourful = np.float32(avatar.mouth.colourfulness)
        self._strength = 1 + colourful * (_SHADOW_STRENGTH - 1)
        self._eyes = [EyePainter(eye, mesh, self._view) for eye in avatar.eyes]
        self._points, _ = self._view.pose(*_AT_REST).place(mesh.neutral)
        self._allocate()

    def _allocate(self) -> None:
        width, height = self._size
        mesh = self._mesh
        # Texture coordinates count from the texture's corner, its margin included.
        uv = self._view.from_canvas(mesh.texture_px) + np.float32(self._texture_margin)
        self._attributes = np.column_stack([uv, np.zeros(len(uv))]).astype(np.float32)
        # Only what can move is drawn: elsewhere the map is the identity.
        self._moving = mesh.triangles[(mesh.head_weight[mesh.triangles] > 0).any(1)]
        self._bias = mesh.depth_bias[(mesh.head_weight[mesh.triangles] > 0).any(1)]
        self._still = (np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)[:, None])
        self._maps = np.empty((3, height, width), np.float32)
        self._nearest = np.empty((height, width), np.float32)
        self._seams = np.empty((width * height // 16, 6), np.int32)
        self._picture = np.empty((height, width, 4), np.uint8)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of a picture, pixels, both even."""
        return self._size

    @property
    def surface(self) -> FaceSurface:
        """The skin of the face."""
        return surface_of(self._avatar)

    @property
    def points(self) -> Floats32:
        """Places where the skin was drawn; see `SurfaceRenderer.points`."""
        return self._points[: self._mesh.skin_count]

    def render(self, frame: MotionFrame) -> Pixels:
        """The face at one instant; see `FaceRenderer.render`. The array is overwritten by the next call."""
        expression = corrected(frame.expression)
        pose = self._view.pose(frame.head_wxyz, frame.head_m)
        vertices = self._shape(expression)
        points, depth = pose.place(vertices, self._mesh.head_weight)
        self._points = points
        self._draw(expression, points, depth, pose)
        self._compose(self._fetch(), points)
        placing = _placing(frame.tongue)
        self._mouth.paint(self._picture, expression, placing, vertices=vertices, pose=pose, nearest=self._nearest)
        for eye in self._eyes:
            eye.paint(self._picture, expression, vertices, points, pose)
        return self._picture

    def _shape(self, expression: Floats32) -> Floats32:
        vertices = self._mesh.neutral + (expression @ self._expression).reshape(-1, 3)
        gap = self._neutral_gap
        if self._sealed_by.any() and (share := np.float32(seal_share(expression))):
            vertices += share * self._mesh.seal
            gap = gap + share * self._sealed_by
        part_crossed_lips(vertices, gap, self._contact)
        purse_opening(vertices, gap, self._contact, rounding(expression))
        return vertices

    def _draw(self, expression: Floats32, points: Floats32, depth: Floats32, pose: Pose) -> None:
        """The map from the picture to the texture, and how the light on it changed."""
        self._attributes[:, 2] = expression @ self._mesh.shade
        for axis, still in enumerate(self._still):
            anchor = pose.anchor[axis]
            # A row and a column, spread over the map: it is large, and is written once.
            self._maps[axis] = (still - anchor) * np.float32(1 / pose.zoom) + anchor + np.float32(self._texture_margin)
        self._maps[2].fill(0)
        self._nearest.fill(-1e9)
        draw_triangles(points, depth, self._attributes, self._moving, self._bias, self._maps, self._nearest)

    def _fetch(self) -> Pixels:
        """The person as the map shows it, colours multiplied by alpha."""
        person = np.asarray(cv2.remap(self._texture, self._maps[0], self._maps[1], cv2.INTER_LINEAR), np.uint8)
        soften_seams(person, self._maps, _SEAM_JUMP_PX, self._seams)
        return person

    def _compose(self, person: Pixels, points: Floats32) -> None:
        width, height = self._size
        skin = points[: self._mesh.skin_count]
        # In whole pairs of pixels: light is smoothed at half the size, and would flicker where the pairs change.
        left, top = np.clip(np.floor(skin.min(0) / 2).astype(int) * 2, 0, [width - 2, height - 2])
        right, bottom = np.clip(np.ceil(skin.max(0) / 2).astype(int) * 2 + 2, [left + 2, top + 2], [width, height])
        light = self._light(self._maps[2, top:bottom, left:right])
        corner = (int(left), int(top))
        if self._behind is None:
            lay_transparent(person, light, self._strength, corner, self._picture)
        else:
            lay_opaque(person, light, self._strength, corner, self._behind, self._picture)

    def _light(self, shade: Floats32) -> Floats32:
        half = cv2.resize(shade, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        smooth = cv2.GaussianBlur(half, (0, 0), max(0.5, _LIGHT_BLUR * max(self._size) / 512))
        return np.asarray(cv2.resize(cv2.exp(smooth), shade.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def _placing(tongue: Floats32) -> Floats32:
    """The tongue's lift and advance in range; values that are no numbers count as 0."""
    return np.asarray(np.clip(np.nan_to_num(tongue), 0, 1), np.float32)


def _even_size(frame: tuple[int, int], size: int) -> tuple[int, int]:
    """The frame's aspect at the given longer side, both sides even as video wants them."""
    longer = max(frame)
    width, height = (max(2, 2 * round(side * size / longer / 2)) for side in frame)
    return width, height


def _layers(avatar: Avatar, size: tuple[int, int], margin: int, background: Background) -> tuple[Pixels, Pixels | None]:
    """The person at the picture's resolution, with a margin all round, and what is behind; None is nothing."""
    layers = avatar.layers
    width, height = avatar.frame_size
    left = layers.margin_px
    person = _resized(layers.person, (size[0] + 2 * margin, size[1] + 2 * margin))
    # The margin's size is rounded, so the frame itself is scaled alone: at rest it must lie on the pixel.
    inner = _resized(layers.person[left : left + height, left : left + width], size)
    behind = None
    if background.keep:
        behind = _resized(layers.background, size)
        inner = matched_at_rest(_resized(layers.photo, size), inner, behind)
    elif background.colour is not None:
        behind = np.full((size[1], size[0], 3), background.colour, np.uint8)
    elif background.picture is not None:
        behind = _covering(background.picture.pixels, size)
    elif background.blur:
        sharp = _resized(layers.background, size)
        behind = np.asarray(cv2.GaussianBlur(sharp, (0, 0), _OUT_OF_FOCUS_SHARE * max(size)), np.uint8)
    person[margin : margin + size[1], margin : margin + size[0]] = inner
    return person, behind


def _covering(picture: Pixels, size: tuple[int, int]) -> Pixels:
    """The middle of a picture, scaled until it fills `size`."""
    height, width = picture.shape[:2]
    scale = max(size[0] / width, size[1] / height)
    shown_width, shown_height = min(width, round(size[0] / scale)), min(height, round(size[1] / scale))
    left, top = (width - shown_width) // 2, (height - shown_height) // 2
    return _resized(picture[top : top + shown_height, left : left + shown_width], size)


def _resized(picture: Pixels, size: tuple[int, int]) -> Pixels:
    shrinks = size[0] < picture.shape[1]
    return np.array(cv2.resize(picture, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR))
