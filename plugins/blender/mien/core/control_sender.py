# SPDX-License-Identifier: GPL-3.0-or-later
"""Controls that change all the time, told as often as is of use."""

from typing import Any, Final, cast

from mien_protocol.messages.controls import CONTROL_KINDS, PartialControls
from mien_protocol.values import Float

__all__ = ["ControlSender", "within_range"]

_EVERY_NS: Final = 66_000_000
"""Fifteen times a second: the motion smooths controls over longer than that."""

_LEAST: Final = 1e-3
"""A change that is not seen."""


class ControlSender:
    """Remembers what was told, and what has to be told now."""

    def __init__(self, told: PartialControls) -> None:
        """`told` is what the session was opened with."""
        self._told: dict[str, Any] = dict(told)
        self._looked_ns: int | None = None

    def is_time(self, now_ns: int) -> bool:
        """True if it is time to look again."""
        return self._looked_ns is None or now_ns - self._looked_ns >= _EVERY_NS

    def due(self, controls: PartialControls, now_ns: int) -> PartialControls:
        """Of the controls that hold now, those that have to be told now; none if it is not time."""
        if not self.is_time(now_ns):
            return PartialControls()
        self._looked_ns = now_ns
        changed = {name: value for name, value in controls.items() if self._differs(name, value)}
        self._told.update(changed)
        return cast("PartialControls", changed)

    def _differs(self, name: str, value: object) -> bool:
        told = self._told.get(name)
        if isinstance(value, float) and isinstance(told, float):
            return abs(value - told) > _LEAST
        return name not in self._told or value != told


def within_range(controls: PartialControls) -> PartialControls:
    """The same controls, as far as the daemon takes them: animation curves overshoot."""
    kept: dict[str, Any] = dict(controls)
    for name, value in kept.items():
        kind = CONTROL_KINDS[name]
        if isinstance(kind, Float) and value is not None:
            kept[name] = min(max(float(value), kind.low), kind.high)
    return cast("PartialControls", kept)
