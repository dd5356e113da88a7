"""The installation: its number, which its pictures carry, made at first use and kept for its user alone."""

import contextlib
import logging
import os
import secrets
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mien_protocol.errors import MienError
from mien_protocol.user_folders import config_root

if TYPE_CHECKING:
    from mien_inference.mark import Message, PictureMarker

__all__ = ["FIRST_DAY", "date_of", "installation_folder", "installation_number", "todays_marker"]

FIRST_DAY: Final = date(2025, 1, 1)
"""Day 0 of marks."""

_UNKNOWN: Final = 0
"""The number of an installation that cannot keep one, as in a container whose disk is read-only."""

_DIGITS: Final = 10

_log = logging.getLogger(__name__)


def installation_folder() -> Path:
    """Folder of what the installation keeps."""
    return config_root() / "installation"


def installation_number() -> int:
    """The installation's number, 1 to 2**40 - 1, random; 0 if none can be kept.

    Raises:
        MienError: If the file that holds it holds something else.
    """
    path = installation_folder() / "number"
    with contextlib.suppress(FileNotFoundError, NotADirectoryError, PermissionError):
        return _read(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_once(path, f"{1 + secrets.randbelow((1 << 4 * _DIGITS) - 1):0{_DIGITS}x}\n")
        return _read(path)
    except OSError as error:
        _log.warning("installation.not_kept", extra={"reason": error.strerror or str(error)})
        return _UNKNOWN


def todays_marker() -> "PictureMarker":
    """Marks pictures as made by this installation, today."""
    # Imported here: it brings numba, and a daemon must be ready before it draws.
    from mien_inference.mark import Message, PictureMarker

    return PictureMarker(Message(installation_number(), (datetime.now(UTC).date() - FIRST_DAY).days))


def date_of(message: "Message") -> date:
    """The day that a mark states."""
    return date.fromordinal(FIRST_DAY.toordinal() + message.day)


def _read(path: Path) -> int:
    text = path.read_text(encoding="ascii", errors="replace").strip()
    try:
        number = int(text, 16)
    except ValueError:
        number = -1
    if len(text) != _DIGITS or number < 0:
        raise MienError(f"{path} holds no number of an installation, expected {_DIGITS} hexadecimal digits; delete it")
    return number


def _write_once(path: Path, content: str) -> None:
    """Writes a file, whole at once, which its user alone can read; leaves one that is there already."""
    partial = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(content)
        with contextlib.suppress(FileExistsError):
            # Two processes may begin at once; a link, other than a renaming, does not replace what the other wrote.
            os.link(partial, path)
    finally:
        partial.unlink(missing_ok=True)
