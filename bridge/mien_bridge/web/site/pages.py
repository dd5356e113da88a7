"""The files of the built pages."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mien_protocol.errors import MienError

__all__ = ["Page", "Pages", "find_pages"]

BUILT: Final = Path(__file__).parents[1] / "built"

_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".glb": "model/gltf-binary",
    ".txt": "text/plain; charset=utf-8",
}

_SHORT: Final = {"/": "/index.html", "/overlay": "/overlay.html"}


@dataclass(frozen=True, slots=True)
class Page:
    """One file.

    Attributes:
        body: Its bytes.
        content_type: What it is.
        is_kept: Whether its name tells its content, as the names do that the build makes.
    """

    body: bytes
    content_type: str
    is_kept: bool


class Pages:
    """The files of one folder, by the path of their address.

    They are listed once: an address either is one of them or is none, however it is written.
    """

    def __init__(self, folder: Path) -> None:
        """Lists the files.

        Raises:
            MienError: If there is no page among them.
        """
        found = (path for path in folder.rglob("*") if path.is_file() and path.suffix in _TYPES)
        self._files = {f"/{path.relative_to(folder).as_posix()}": path for path in found}
        if "/index.html" not in self._files:
            raise MienError(f"there is no index.html in {folder}, the folder of the pages")

    def page(self, path: str) -> Page | None:
        """Reads the file of a path, or returns None; raises `OSError` if it is gone."""
        name = _SHORT.get(path, path)
        file = self._files.get(name)
        if file is None:
            return None
        return Page(file.read_bytes(), _TYPES[file.suffix], name.startswith("/assets/"))


def find_pages(folder: Path = BUILT) -> Pages | None:
    """Lists the built pages; None where they were not built."""
    return Pages(folder) if (folder / "index.html").is_file() else None
