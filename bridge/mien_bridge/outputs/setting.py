"""A setting of an output: its type, range and default."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mien_protocol.errors import MienError

__all__ = ["Setting", "SettingType", "SettingValue", "check_settings"]

SettingValue = str | int | float | bool
"""Value of a setting."""

MAX_TEXT: Final = 4096
"""Characters of a text: the longest, a template of messages, is shorter."""

_MOST_WHOLE: Final = 2**53
"""Whole numbers up to here are the same as numbers with a point; profiles may have any."""

_TEXT: Final = re.compile(rf"[^\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]{{0,{MAX_TEXT}}}")


class SettingType(StrEnum):
    """Types of settings."""

    STR = "str"
    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set.

    Attributes:
        name: As it is written in a profile, in snake case, with its unit.
        default: What holds if it is not given; its type is the setting's.
        help: What it does, in a sentence for the user.
        choices: For a text: the only ones allowed; empty for any.
        least: Smallest number allowed; None for any.
        most: Largest number allowed; None for any.
    """

    name: str
    default: SettingValue
    help: str
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None

    @property
    def type(self) -> SettingType:
        """The setting's type."""
        return SettingType.CHOICE if self.choices else SettingType(type(self.default).__name__)

    def checked(self, value: object) -> SettingValue:
        """The value as the setting's own type; a whole number will do where any number is expected.

        Raises:
            MienError: If it is of another type, not among the choices, or out of range.
        """
        if self.type is SettingType.FLOAT and type(value) is int and abs(value) <= _MOST_WHOLE:
            value = float(value)
        if not isinstance(value, str | int | float) or type(value) is not type(self.default) or not self._fits(value):
            raise MienError(f"setting {self.name}: expected {self._expected()}, got {str(value)[:80]!r}")
        return value

    def _fits(self, value: SettingValue) -> bool:
        if isinstance(value, str):
            return bool(_TEXT.fullmatch(value)) and (not self.choices or value in self.choices)
        above = self.least is None or value >= self.least
        is_number = abs(value) <= _MOST_WHOLE if isinstance(value, int) else math.isfinite(value)
        return is_number and above and (self.most is None or value <= self.most)

    def _expected(self) -> str:
        if self.choices:
            return f"one of {', '.join(self.choices)}"
        if isinstance(self.default, str):
            return f"a text of at most {MAX_TEXT} characters without control characters"
        if isinstance(self.default, bool):
            return "true or false"
        kind = "a whole number" if isinstance(self.default, int) else "a number"
        bounds = [f"{word} {bound:g}" for word, bound in (("from", self.least), ("to", self.most)) if bound is not None]
        return " ".join([kind, *bounds])


def check_settings(settings: Sequence[Setting], given: Mapping[str, object]) -> dict[str, SettingValue]:
    """Every setting's value: what was given, or else its default.

    Raises:
        MienError: If a value does not fit, or something is given that there is not.
    """
    names = [setting.name for setting in settings]
    if unknown := sorted(set(given) - set(names), key=str):
        raise MienError(f"there is no setting {unknown[0]!r}; there are {', '.join(names) or 'none'}")
    return {
        setting.name: setting.checked(given[setting.name]) if setting.name in given else setting.default
        for setting in settings
    }
