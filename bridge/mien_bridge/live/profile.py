"""Profiles: the options of a show in a TOML file."""

import argparse
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mien_bridge.live.choices import KEYS, Choices, Key
from mien_bridge.media.atomic import atomic_file
from mien_bridge.outputs.kinds import find_output_kind
from mien_bridge.outputs.request import OutputRequest
from mien_protocol.errors import MienError

__all__ = ["Profile", "free_name", "read_profile", "write_profile"]

_MAX_BYTES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Profile:
    """Content of a profile.

    Attributes:
        choices: All but the outputs.
        outputs: The outputs.
    """

    choices: Choices = field(default_factory=Choices)
    outputs: tuple[OutputRequest, ...] = ()


def read_profile(path: Path) -> Profile:
    """Reads a profile; paths in it count from its own folder.

    Raises:
        MienError: If it cannot be read, or something in it is not known or out of range; it names the key.
    """
    table = _table(path)
    outputs = table.pop("output", [])
    if not isinstance(outputs, list) or not all(isinstance(one, dict) for one in outputs):
        raise MienError(f"{path}: output: expected tables that begin with [[output]]")
    choices = Choices(**{name: _choice(path, name, value) for name, value in table.items()})
    if conflict := choices.conflict():
        raise MienError(f"{path}: {' and '.join(conflict)} exclude each other; keep one")
    requests: list[OutputRequest] = []
    for number, one in enumerate(outputs, 1):
        try:
            requests.append(_output(one, [request.name for request in requests]))
        except MienError as error:
            raise MienError(f"{path}: [[output]] number {number}: {error}") from error
    return Profile(choices, tuple(requests))


def write_profile(path: Path, profile: Profile) -> None:
    """Writes a profile, whole or not at all; files in or below its own folder can move with it.

    Raises:
        MienError: If it cannot be written.
    """
    folder = path.parent.resolve()
    lines = [f"{name} = {_toml(_seen_from(folder, value))}" for name, value in profile.choices.chosen().items()]
    for output in profile.outputs:
        named = {"kind": output.kind, "name": output.name, **output.settings}
        lines += ["", "[[output]]", *(f"{name} = {_toml(value)}" for name, value in named.items())]
    with atomic_file(path) as partial:
        partial.write_text("\n".join(lines) + "\n", encoding="utf-8")


def free_name(kind: str, taken: Sequence[str]) -> str:
    """Names an output that was given no name: by its kind, with a number if need be."""
    names = [kind, *(f"{kind}-{number}" for number in range(2, len(taken) + 2))]
    return next(name for name in names if name not in taken)


def _table(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise MienError(f"cannot read the profile {path}: {(error.strerror or str(error)).lower()}") from error
    if len(content) > _MAX_BYTES:
        raise MienError(f"{path} is too large for a profile (over 1 MB); give a TOML file")
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MienError(f"{path} is not TOML: {error}") from error


def _choice(path: Path, name: str, value: object) -> Any:  # noqa: ANN401
    key = KEYS.get(name)
    if key is None:
        raise MienError(f"{path}: there is no key {name[:40]!r}; there are {', '.join(KEYS)}, and [[output]]")
    is_switch = isinstance(value, bool) and bool not in key.types
    if is_switch or not isinstance(value, key.types) or not _are_texts(value):
        raise MienError(f"{path}: {name}: expected {key.expected}, got {str(value)[:60]!r}")
    return _read(path, name, key, value)


def _read(path: Path, name: str, key: Key, value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, bool | list):
        return value
    try:
        read = key.read(str(value))
    except argparse.ArgumentTypeError as error:
        raise MienError(f"{path}: {name}: {error}") from None
    return path.parent / read if isinstance(read, Path) else read


def _are_texts(value: object) -> bool:
    return not isinstance(value, list) or all(isinstance(one, str) for one in value)


def _output(table: dict[str, Any], taken: list[str]) -> OutputRequest:
    kind = table.pop("kind", None)
    if not isinstance(kind, str):
        raise MienError('expected a kind, such as kind = "vmc"')
    name = table.pop("name", None) or free_name(kind, taken)
    if not isinstance(name, str) or name in taken:
        raise MienError(f"expected a name of its own, got {str(name)[:40]!r}")
    return OutputRequest(kind, name, find_output_kind(kind).filled(table))


def _seen_from(folder: Path, value: object) -> object:
    """A path as it is found from a folder; other values as they are."""
    if not isinstance(value, Path):
        return value
    whole = value.absolute()
    return whole.relative_to(folder) if whole.is_relative_to(folder) else whole


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str | Path):
        # What JSON escapes, TOML reads alike; of what it leaves, TOML wants one more escaped.
        return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)
