"""Outputs that appear whole or not at all."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp, mkstemp

from mien_protocol.errors import MienError

__all__ = ["atomic_file", "atomic_folder"]


@contextlib.contextmanager
def atomic_file(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to; it becomes `path` if the block ends well and vanishes otherwise.

    Raises:
        MienError: If the folder is missing or cannot be written, or its disk is full; found out before the
            block starts where possible.
    """
    _require_folder(path.parent)
    if path.is_dir():
        raise MienError(f"cannot write {path}: it is a folder; name a file in it")
    if path.exists() and not path.is_file():
        # The renaming at the end would put a file in the place of a device or a pipe that others use.
        raise MienError(f"cannot write {path}: it is a device or a pipe; name a file")
    with _disk_errors(path):
        handle, name = mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
        # mkstemp makes files that only their owner can read; what a user made should be like their other files.
        partial = Path(name)
        try:
            _close_readable(handle, partial)
            yield partial
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)


@contextlib.contextmanager
def atomic_folder(path: Path) -> Iterator[Path]:
    """An empty folder beside `path` to fill; its files move into `path` if the block ends well.

    Raises:
        MienError: As `atomic_file`; also if `path` exists and is not an empty folder.
    """
    _require_folder(path.parent)
    if path.exists() and not path.is_dir():
        raise MienError(f"cannot write pictures into {path}: it is a file; name a folder")
    if path.is_dir() and any(path.iterdir()):
        raise MienError(f"{path} is not empty; name a new or an empty folder for the pictures")
    with _disk_errors(path):
        partial = Path(mkdtemp(prefix=f".{path.name}-", dir=path.parent))
        try:
            yield partial
            path.mkdir(exist_ok=True)
            for file in sorted(partial.iterdir()):
                file.replace(path / file.name)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise MienError(f"there is no folder {folder} to write to; make it first")


def _close_readable(handle: int, path: Path) -> None:
    os.close(handle)
    umask = os.umask(0)
    os.umask(umask)
    path.chmod(0o666 & ~umask)


@contextlib.contextmanager
def _disk_errors(path: Path) -> Iterator[None]:
    """Turns what the operating system says about the output into words; PyAV's errors are `OSError`s too."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise MienError(f"the disk that holds {path} is full; free some space or write elsewhere") from error
        raise MienError(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from error
