"""Requests for outputs: a kind, a name, settings."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from mien_bridge.outputs.output import Output
from mien_bridge.outputs.setting import Setting, SettingValue, check_settings
from mien_protocol.errors import MienError

__all__ = ["AnyOutput", "OutputKind", "OutputRequest"]

AnyOutput = Output[Any]
"""An output, whichever stream it takes."""

_NAME: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{1,64}")


@dataclass(frozen=True, slots=True)
class OutputRequest:
    """An output that someone wants; its settings are checked when it is made.

    Attributes:
        kind: The name of its kind, such as `vmc`.
        name: What its user calls it, 1 to 64 characters of one line; no two outputs have the same.
        settings: What differs from the defaults of the kind.

    Raises:
        MienError: If the name cannot be one.
    """

    kind: str
    name: str
    settings: Mapping[str, SettingValue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise MienError(f"name of an output: expected 1 to 64 characters of one line, got {self.name[:80]!r}")


@dataclass(frozen=True, slots=True)
class OutputKind:
    """A kind of output.

    Attributes:
        kind: Its name in profiles and on the command line, such as `vmc`.
        title: Its name for people.
        settings: What can be set.
        make: Called with a value for every setting, each of its type and range; returns an output that is not open
            yet, or raises `MienError` if the values do not go together.
    """

    kind: str
    title: str
    settings: tuple[Setting, ...]
    make: Callable[[Mapping[str, Any]], AnyOutput]

    def filled(self, settings: Mapping[str, object]) -> dict[str, SettingValue]:
        """A value for every setting: what was given, or else its default.

        Raises:
            MienError: If a value does not fit, or something is given that this kind does not have.
        """
        try:
            return check_settings(self.settings, settings)
        except MienError as error:
            raise MienError(f"output {self.kind}: {error}") from error

    def output(self, settings: Mapping[str, object]) -> AnyOutput:
        """An output with these settings, not open yet.

        Raises:
            MienError: As `filled`, or if the values do not go together.
        """
        filled = self.filled(settings)
        try:
            return self.make(filled)
        except MienError as error:
            raise MienError(f"output {self.kind}: {error}") from error
