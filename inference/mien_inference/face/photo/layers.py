"""The photo in two layers: the person, and what is behind."""

from dataclasses import dataclass

import cv2
import numpy as np

from mien_inference.face.arrays import Floats32, Pixels
from mien_inference.face.photo.framing import Framing
from mien_inference.face.photo.inpaint import continue_into, extend, extend_flat, fill

__all__ = ["Layers", "matched_at_rest", "split_layers"]

_HALO_SHARE = 0.03
"""Background this near the person, in heights of the face, is tinted by it: the fill is not made of it."""

_RIM_SHARE = 0.015
"""Over this width, in heights of the face, the photo gives way to the fill. Wider, and a moving person drags a rim
of the photo's background along; narrower, and its tinted edge stays behind."""

_MIRROR_SHARE = 0.3
"""So far into the hole, in heights of the face, the background is mirrored: about what a turning head uncovers."""

_OPAQUE = 0.6
"""Above this share of person a pixel's own colour can be told from the background's."""

_THIN, _SURE = 0.1, 0.95
"""Below this share the person keeps the colours estimated for it; above it, takes those of the photo."""

_OWN_LEVELS = 60.0
"""In between, the photo may change the person's colours by so much: a strand in the light, but no piece of wall."""

_PHOTO_STAYS = 0.4
"""Below this share of person some of the photo stays in the background, the more the less person there is."""

_LEFT_LEVELS = 6.0
"""So far past photo and fill the background may go to make up for the person's colours."""


@dataclass(frozen=True, slots=True)
class Layers:
    """The two layers on the canvas, which is the frame with a margin round it.

    Attributes:
        person: RGBA, colours multiplied by alpha, on the whole canvas.
        photo: RGB of the frame as photographed.
        background: RGB of the frame with the person filled in.
        margin_px: Canvas beyond each side of the frame.
    """

    person: Pixels
    photo: Pixels
    background: Pixels
    margin_px: int


def split_layers(framing: Framing, picture: Pixels, matte: Floats32) -> Layers:
    """Splits a framed photo.

    Args:
        framing: Where the frame lies.
        picture: RGB of `framing`, possibly retouched.
        matte: The person's share of each pixel, 0..1.
    """
    image = picture.astype(np.float32)
    behind = _behind(image, matte, framing.face.height_px)
    margin = framing.margin_px
    (x, y), (width, height) = framing.corner, framing.size
    canvas = _Window(x - margin, y - margin, width + 2 * margin, height + 2 * margin)
    colour = canvas.cut(_foreground(image, matte, behind))
    alpha = canvas.cut_flat(matte)[..., None]
    person = np.concatenate([colour * alpha, 255 * alpha], axis=2)
    frame = _Window(x, y, width, height)
    background = frame.cut(behind)
    inner = person[margin : margin + height, margin : margin + width]
    shown = np.asarray(inner[..., :3] + (1 - inner[..., 3:] / 255) * background, np.float32)
    frame.paste(image, shown)
    return Layers(_rounded(person), _rounded(shown), _rounded(background), margin)


def matched_at_rest(photo: Pixels, person: Pixels, background: Pixels) -> tuple[Pixels, Pixels]:
    """Changes person and filled background so that, the head at rest, they come close to the photo together.

    The person moves, so its colours stay near its own: were it given whatever the photo lacks, it would drag
    slivers of a misjudged background along. What is left over stays where it is, in the background, and within the
    colours of photo and fill, so that nothing glares when the head has gone.

    Args:
        photo: RGB.
        person: RGBA, colours multiplied by alpha.
        background: RGB, the person filled in; all three of one size.

    Returns:
        Person and background anew.
    """
    image, behind = photo.astype(np.float32), background.astype(np.float32)
    alpha = person[..., 3:].astype(np.float32) / 255
    own = person[..., :3].astype(np.float32)
    behind += np.clip(1 - alpha / _PHOTO_STAYS, 0, 1) * (image - behind)
    levels = _OWN_LEVELS * np.clip((alpha - _THIN) / (_OPAQUE - _THIN), 0, 1)
    room = alpha * np.where(alpha > _SURE, 255, levels)
    colour = np.clip(image - (1 - alpha) * behind, own - room, own + room)
    colour = np.clip(colour, 0, 255 * alpha)
    # Where the person is nearly opaque hardly any of the background is seen, at rest: it need not make up for anything.
    missing = (image - colour) / np.maximum(1 - alpha, 0.1)
    low, high = np.minimum(image, behind) - _LEFT_LEVELS, np.maximum(image, behind) + _LEFT_LEVELS
    share = np.clip((1 - alpha) / (1 - _OPAQUE), 0, 1)
    behind += share * (np.clip(missing, low, high) - behind)
    return _rounded(np.concatenate([colour, 255 * alpha], axis=2)), _rounded(behind)


def _behind(image: Floats32, matte: Floats32, face_height: float) -> Floats32:
    width = 2 * max(2, round(_HALO_SHARE * face_height)) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    hole = np.asarray(cv2.dilate((matte > 0.03).astype(np.uint8), kernel), np.uint8)
    if hole.all():
        hole = (matte > 0.5).astype(np.uint8)
    behind = continue_into(image, hole, _MIRROR_SHARE * face_height)
    rim_px = max(1.5, _RIM_SHARE * face_height)
    outside_px = cv2.distanceTransform((matte <= 0.03).astype(np.uint8), cv2.DIST_L2, 5)
    own = np.clip(outside_px / rim_px, 0, 1)[..., None]
    return np.asarray(behind + own * (image - behind), np.float32)


def _foreground(image: Floats32, matte: Floats32, behind: Floats32) -> Floats32:
    """The person's colours, free of the background's: where the matte is thin, those of thicker places nearby."""
    alpha = np.maximum(matte, _OPAQUE)[..., None]
    own = np.clip((image - (1 - alpha) * behind) / alpha, 0, 255)
    return fill(np.asarray(own, np.float32), (matte > _OPAQUE).astype(np.float32))


@dataclass(frozen=True, slots=True)
class _Window:
    """A rectangle over a picture, which may reach beyond it."""

    x: int
    y: int
    width: int
    height: int

    def cut(self, picture: Floats32) -> Floats32:
        """What the window shows; beyond the picture it is continued."""
        return self._part(extend(picture, self._border(picture)))

    def cut_flat(self, mask: Floats32) -> Floats32:
        """Likewise, for a mask: continued by its outermost values."""
        return self._part(extend_flat(mask, self._border(mask)))

    def paste(self, picture: Floats32, shown: Floats32) -> None:
        """Puts what the window sees of a picture into `shown`, in place; beyond the picture nothing changes."""
        seen = picture[max(self.y, 0) : self.y + self.height, max(self.x, 0) : self.x + self.width]
        top, left = max(-self.y, 0), max(-self.x, 0)
        shown[top : top + seen.shape[0], left : left + seen.shape[1]] = seen

    def _border(self, picture: Floats32) -> tuple[int, int, int, int]:
        height, width = picture.shape[:2]
        bottom, right = self.y + self.height - height, self.x + self.width - width
        return max(0, -self.y), max(0, bottom), max(0, -self.x), max(0, right)

    def _part(self, grown: Floats32) -> Floats32:
        left, top = max(self.x, 0), max(self.y, 0)
        return grown[top : top + self.height, left : left + self.width]


def _rounded(picture: Floats32) -> Pixels:
    return np.asarray(np.clip(picture + 0.5, 0, 255), np.uint8)
