"""The photo in two layers: the person, and what is behind."""

from dataclasses import dataclass

import numpy as np

from mien_inference.face.arrays import Floats32, Pixels
from mien_inference.face.photo.completion import complete
from mien_inference.face.photo.framing import Framing
from mien_inference.face.photo.inpaint import extend, extend_flat, fill
from mien_inference.face.photo.rim import person_and_rim

__all__ = ["Layers", "matched_at_rest", "split_layers"]

_OPAQUE = 0.6
"""Above this share of person a pixel's own colour can be told from the background's."""

_GLOW_LEVELS = 8.0
"""A person may brighten what is behind it by so much without hiding it; more is an opaque thing."""

_SEED = 1
"""The same photo makes the same background."""


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


def matched_at_rest(photo: Pixels, person: Pixels, background: Pixels) -> Pixels:
    """Gives a person whatever the photo shows beyond the filled background, so that both together are the photo.

    What the matte misses, a strand of hair or the tinted edge, so moves with the person and leaves no outline
    behind. Such a pixel becomes only as opaque as it must be to be seen over the background as in the photo.

    Args:
        photo: RGB.
        person: RGBA, colours multiplied by alpha.
        background: RGB, the person filled in; all three of one size.

    Returns:
        The person anew. Its colours may exceed its alpha by a glow.
    """
    image, behind = photo.astype(np.float32), background.astype(np.float32)
    alpha = person[..., 3].astype(np.float32) / 255
    more = image - behind
    hides = (-more / np.maximum(behind, 1)).max(2)
    glows = ((more - _GLOW_LEVELS) / np.maximum(255 - behind, 1)).max(2)
    alpha = np.clip(np.maximum(alpha, np.maximum(hides, glows)), 0, 1)[..., None]
    return _rounded(np.concatenate([image - (1 - alpha) * behind, 255 * alpha], axis=2))


def _behind(image: Floats32, matte: Floats32, face_height: float) -> Floats32:
    hole = person_and_rim(image, matte, face_height)
    return complete(image, hole, np.random.default_rng(_SEED))


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
        """Content of the window; beyond the picture it is continued."""
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
