"""Outputs that appear whole or not at all."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp, mkstemp
from typing import Final, Protocol, TypeVar

from mien_protocol.errors import MienError

__all__ = ["atomic_file", "atomic_folder", "finish_or_abandon"]

_PREFIX: Final = ".mien-"
"""Of every partial output; it does not repeat the output's name, which may be as long as a name can be."""

_DISK_ERRORS: Final = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO, errno.EFBIG}
"""Errors of writing to an open file, which carry no file name."""


class _Finishable(Protocol):
    def close(self) -> None: ...

    def abandon(self) -> None: ...


_Writer = TypeVar("_Writer", bound=_Finishable)


@contextlib.contextmanager
def atomic_file(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to; it becomes `path` if the block ends well and vanishes otherwise.

    If `path` is a symbolic link, what it leads to is written, and the link stays.

    Raises:
        MienError: If the folder is missing or cannot be written, or its disk is full; found out before the
            block starts where possible.
    """
    target = _followed(path)
    if target.is_dir():
        raise MienError(f"cannot write {path}: it is a folder; name a file in it")
    if target.exists() and not target.is_file():
        # The renaming at the end would put a file in the place of a device or a pipe that others use.
        raise MienError(f"cannot write {path}: it is a device or a pipe; name a file")
    with _disk_errors(path, target):
        handle, name = mkstemp(prefix=_PREFIX, suffix=path.suffix, dir=target.parent)
        # mkstemp makes files that only their owner can read; a result should be like the user's other files.
        partial = Path(name)
        try:
            _close_readable(handle, partial)
            yield partial
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)


@contextlib.contextmanager
def atomic_folder(path: Path) -> Iterator[Path]:
    """An empty folder beside `path` to fill; its files move into `path` if the block ends well.

    Symbolic links are followed, as by `atomic_file`.

    Raises:
        MienError: As `atomic_file`; also if `path` exists and is not an empty folder.
    """
    target = _followed(path)
    if target.exists() and not target.is_dir():
        raise MienError(f"cannot write pictures into {path}: it is a file; name a folder")
    if target.is_dir() and any(target.iterdir()):
        raise MienError(f"{path} is not empty; name a new or an empty folder for the pictures")
    with _disk_errors(path, target):
        partial = Path(mkdtemp(prefix=_PREFIX, dir=target.parent))
        try:
            yield partial
            target.mkdir(exist_ok=True)
            for file in sorted(partial.iterdir()):
                file.replace(target / file.name)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


@contextlib.contextmanager
def finish_or_abandon(writer: _Writer) -> Iterator[_Writer]:
    """Closes `writer` at the end of the block; abandons it if the block or the closing fails."""
    try:
        yield writer
        writer.close()
    except BaseException:
        writer.abandon()
        raise


def _followed(path: Path) -> Path:
    """Follows a symbolic link; checks that the folder exists."""
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if not target.parent.is_dir():
        raise MienError(f"there is no folder {target.parent} to write to; make it first")
    return target


def _close_readable(handle: int, path: Path) -> None:
    os.close(handle)
    umask = os.umask(0)
    os.umask(umask)
    path.chmod(0o666 & ~umask)


@contextlib.contextmanager
def _disk_errors(path: Path, target: Path) -> Iterator[None]:
    """Turns what the operating system says about the output into words; PyAV's errors are `OSError`s too.

    Errors on other files, such as a recording that vanished, pass unchanged.
    """
    try:
        yield
    except OSError as error:
        if not _is_about(error, target):
            raise
        if error.errno == errno.ENOSPC:
            raise MienError(f"the disk that holds {path} is full; free some space or write elsewhere") from error
        raise MienError(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from error


def _is_about(error: OSError, target: Path) -> bool:
    """True if an error happened on `target`, on its partial form, or inside of either."""
    if not isinstance(error.filename, str | bytes):
        return error.errno in _DISK_ERRORS
    place, named = target.parent.resolve(), Path(os.fsdecode(error.filename)).resolve()
    if not named.is_relative_to(place) or named == place:
        return False
    name = named.relative_to(place).parts[0]
    return name == target.name or name.startswith(_PREFIX)
