"""Injection of VTube Studio's parameters: with every frame, and again before they count as lost."""

from collections.abc import Generator, Mapping, Sequence
from typing import Final

from mien_bridge.outputs.vts.envelope import Reply, Request
from mien_bridge.outputs.vts.errors import ErrorId, refusal_error
from mien_bridge.outputs.vts.parameters import Parameters, creation_request
from mien_bridge.outputs.vts.requests import RequestTracker
from mien_bridge.outputs.vts.tracked_values import CUSTOM_NAMES

__all__ = ["Injector"]

_MAX_UNANSWERED: Final = 3
"""VTube Studio answers once a picture, within 17 ms: what waits longer waits here, and only the newest of it."""

_REFRESH_NS: Final = 400_000_000
"""A parameter that is not sent for a second is lost: with turns a tenth of a second apart, it is by half of that."""

_PROBE_NS: Final = 10_000_000_000
"""Interval at which refused parameters are tried again."""

_SET_ASIDE: Final = {ErrorId.NOT_FOUND, ErrorId.CONTROLLED_BY_OTHER}

_DECIMALS: Final = 4

_Probe = Generator[Request, Reply, dict[str, int]]


class Injector:
    """Sends values, those of the newest frame alone, and never more than can be answered.

    One parameter that VTube Studio refuses makes it refuse the whole request. Which ones those are is found by halving;
    they are set aside, the others are moved on, and every ten seconds it is tried again.
    """

    def __init__(self, tracker: RequestTracker, parameters: Parameters) -> None:
        """Sends nothing yet.

        Args:
            tracker: With an authenticated VTube Studio.
            parameters: What may be moved.
        """
        self._tracker = tracker
        self._ranges = parameters.ranges
        self._note = parameters.note
        self._values: dict[str, float] = {}
        self._is_found = False
        self._is_due = False
        self._unanswered = 0
        self._now_ns = 0
        self._was_sent = False
        self._sent_ns = 0
        self._aside: dict[str, int] = {}
        self._probe: _Probe | None = None
        self._probing: frozenset[str] = frozenset()
        self._probed_ns = 0

    @property
    def note(self) -> str:
        """A note on what cannot be moved, and why; empty if all can."""
        taken = [name for name, error in self._aside.items() if error == ErrorId.CONTROLLED_BY_OTHER]
        gone = [name for name, error in self._aside.items() if error == ErrorId.NOT_FOUND]
        notes = [
            f"another plugin moves {_some(taken)}; turn that one off to have Mien move it" if taken else "",
            f"VTube Studio no longer has {_some(gone)}" if gone else "",
            self._note,
        ]
        return "; ".join(note for note in notes if note)

    def put(self, values: Mapping[str, float], now_ns: int, *, is_found: bool = True) -> None:
        """Sends values, at once if VTube Studio keeps up, otherwise as soon as it has.

        Args:
            values: By parameter; those that VTube Studio does not have are left out, and ranges are kept.
            now_ns: Monotonic time, nanoseconds.
            is_found: Whether there is a face at all.

        Raises:
            MienError: If the connection is lost.
        """
        self._values = {
            name: round(min(max(value, self._ranges[name][0]), self._ranges[name][1]), _DECIMALS)
            for name, value in values.items()
            if name in self._ranges
        }
        self._is_found = is_found
        self._is_due = True
        self.pump(now_ns)

    def pump(self, now_ns: int) -> None:
        """Sends what is due, if VTube Studio keeps up.

        Raises:
            MienError: If the connection is lost.
        """
        self._now_ns = now_ns
        names = [name for name in self._values if name not in self._aside and name not in self._probing]
        if self._is_due and names and self._unanswered < _MAX_UNANSWERED:
            self._is_due = False
            self._was_sent = True
            self._unanswered += 1
            self._tracker.request(self._injection(names), self._answered, now_ns)

    def turn(self, now_ns: int) -> None:
        """Sends the same again before it is lost; called ten times a second.

        Raises:
            MienError: If the connection is lost.
        """
        if self._was_sent:
            self._was_sent, self._sent_ns = False, now_ns
        elif now_ns - self._sent_ns >= _REFRESH_NS:
            self._is_due = True
        self.pump(now_ns)
        if self._aside and self._probe is None and now_ns - self._probed_ns >= _PROBE_NS:
            self._begin(self._probed_again(list(self._aside)), list(self._aside))

    def _injection(self, names: Sequence[str]) -> Request:
        values = [{"id": name, "value": self._values[name]} for name in names]
        return Request("InjectParameterData", {"faceFound": self._is_found, "mode": "set", "parameterValues": values})

    def _answered(self, reply: Reply) -> None:
        self._unanswered -= 1
        if reply.error_id is None:
            return
        if reply.error_id not in _SET_ASIDE:
            raise refusal_error(reply)
        if self._probe is None:
            suspects = [name for name in self._values if name not in self._aside]
            self._begin(self._refused_among(suspects), suspects)

    def _begin(self, probe: _Probe, names: Sequence[str]) -> None:
        self._probe = probe
        self._probing = frozenset(names)
        self._advance(None)

    def _advance(self, reply: Reply | None) -> None:
        assert self._probe is not None
        try:
            request = next(self._probe) if reply is None else self._probe.send(reply)
        except StopIteration as end:
            others = {name: error for name, error in self._aside.items() if name not in self._probing}
            self._aside = others | end.value
            self._probe, self._probing, self._probed_ns = None, frozenset(), self._now_ns
            self._is_due = True
        else:
            self._tracker.request(request, self._advance, self._now_ns)

    def _refused_among(self, names: Sequence[str]) -> _Probe:
        """Finds the parameters that are refused, each with its error."""
        reply = yield self._injection(names)
        if reply.error_id is None:
            return {}
        if reply.error_id not in _SET_ASIDE:
            raise refusal_error(reply)
        if len(names) == 1:
            return {names[0]: reply.error_id}
        half = len(names) // 2
        first = yield from self._refused_among(names[:half])
        return first | (yield from self._refused_among(names[half:]))

    def _probed_again(self, names: Sequence[str]) -> _Probe:
        """As `_refused_among`, after custom parameters that were deleted are made anew."""
        for name in names:
            if self._aside[name] == ErrorId.NOT_FOUND and name in CUSTOM_NAMES:
                yield creation_request(name)
        return (yield from self._refused_among(names))


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"
