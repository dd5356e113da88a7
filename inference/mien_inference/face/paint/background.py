"""What is behind the person in the output."""

import re
from dataclasses import dataclass

from mien_protocol.errors import MienError

__all__ = ["KEEP", "TRANSPARENT", "Background"]


@dataclass(frozen=True, slots=True)
class Background:
    """The photo's own background, none, or one colour.

    Attributes:
        keep: The photo's own.
        colour: One colour, RGB 0..255; None with `keep` unset leaves the background transparent.

    Raises:
        ValueError: If a background is both kept and coloured, or a colour is out of range.
    """

    keep: bool = False
    colour: tuple[int, int, int] | None = None

    def __post_init__(self) -> None:
        if self.keep and self.colour is not None:
            raise ValueError(f"a background is kept or coloured, not both; got keep and {self.colour}")
        if self.colour is not None and not all(0 <= value <= 255 for value in self.colour):
            raise ValueError(f"colour must be three values 0 to 255, got {self.colour}")

    @staticmethod
    def parse(text: str) -> "Background":
        """From `keep`, `transparent` or `#rrggbb`.

        Raises:
            MienError: If it is none of these.
        """
        if text == "keep":
            return KEEP
        if text == "transparent":
            return TRANSPARENT
        if re.fullmatch(r"#[0-9a-fA-F]{6}", text):
            red, green, blue = bytes.fromhex(text[1:])
            return Background(colour=(red, green, blue))
        raise MienError(f"background must be keep, transparent or #rrggbb such as #00ff00, got {text!r}")


KEEP = Background(keep=True)
TRANSPARENT = Background()
