"""Background behind the person in the output."""

import re
from dataclasses import dataclass

from mien_inference.face.arrays import Pixels
from mien_protocol.errors import MienError

__all__ = ["KEEP", "TRANSPARENT", "Background", "BackgroundPicture"]


@dataclass(frozen=True, slots=True, eq=False)
class BackgroundPicture:
    """A picture to stand before; it is scaled until it fills the frame, and its middle is shown.

    Attributes:
        pixels: RGB, shape (height, width, 3).
    """

    pixels: Pixels


@dataclass(frozen=True, slots=True)
class Background:
    """The photo's own background, sharp or blurred, none, one colour, or a picture.

    Attributes:
        keep: The photo's own.
        blur: The photo's own, out of focus.
        picture: Another picture.
        colour: One colour, RGB 0..255; None with `keep` unset leaves the background transparent.

    Raises:
        ValueError: If a background is both kept and coloured, or a colour is out of range.
    """

    keep: bool = False
    colour: tuple[int, int, int] | None = None
    blur: bool = False
    picture: BackgroundPicture | None = None

    def __post_init__(self) -> None:
        kinds = [self.keep, self.blur, self.colour is not None, self.picture is not None]
        if sum(kinds) > 1:
            raise ValueError("a background is kept, blurred, coloured or a picture, one of them; got several")
        if self.colour is not None and not all(0 <= value <= 255 for value in self.colour):
            raise ValueError(f"colour must be three values 0 to 255, got {self.colour}")

    @staticmethod
    def parse(text: str) -> "Background":
        """From `keep`, `blur`, `transparent` or `#rrggbb`.

        Raises:
            MienError: If it is none of these.
        """
        if text == "keep":
            return KEEP
        if text == "blur":
            return Background(blur=True)
        if text == "transparent":
            return TRANSPARENT
        if re.fullmatch(r"#[0-9a-fA-F]{6}", text):
            red, green, blue = bytes.fromhex(text[1:])
            return Background(colour=(red, green, blue))
        raise MienError(f"background must be keep, blur, transparent or #rrggbb such as #00ff00, got {text!r}")


KEEP = Background(keep=True)
TRANSPARENT = Background()
