"""All outputs of a show: added, switched, removed, and sent what is on air."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from mien_bridge.outputs.lane import Lane
from mien_bridge.outputs.lane_status import LaneStatus
from mien_bridge.outputs.request import AnyOutput, OutputKind, OutputRequest
from mien_bridge.outputs.setting import SettingValue
from mien_protocol.client import FacePicture, StreamedFrame
from mien_protocol.errors import MienError
from mien_protocol.topics import StreamKind

__all__ = ["MAX_OUTPUTS", "Lanes", "NamedStatus"]

MAX_OUTPUTS: Final = 32
"""Each is a thread and a socket: more than anyone needs, and less than what would slow a machine."""


@dataclass(frozen=True, slots=True)
class NamedStatus:
    """One output as its user sees it.

    Attributes:
        request: What was asked for, with a value for every setting.
        is_on: Whether it is switched on.
        status: How it is doing.
    """

    request: OutputRequest
    is_on: bool
    status: LaneStatus


@dataclass(slots=True)
class _Place:
    """An output that was asked for; it has a lane while it is on."""

    request: OutputRequest
    lane: Lane | None = None


class Lanes:
    """The outputs by their names, each in a lane of its own. Its calls never wait, but for `close`.

    It is called from one thread.
    """

    def __init__(self, kinds: Mapping[str, OutputKind], *, clock: Callable[[], int] = time.monotonic_ns) -> None:
        """Begins without outputs.

        Args:
            kinds: What may be added, by name: `output_kinds()`.
            clock: Monotonic time, nanoseconds.
        """
        self._kinds = dict(kinds)
        self._clock = clock
        self._places: dict[str, _Place] = {}
        self._leaving: list[Lane] = []

    def add(self, request: OutputRequest, *, is_on: bool = True) -> None:
        """Adds an output, and opens it if `is_on`.

        Raises:
            MienError: If the kind or a setting is wrong, the name taken, or too many hang that were closed.
        """
        if request.name in self._places:
            raise MienError(f"there is an output {request.name!r} already: give another name, or remove that one first")
        if len(self._places) >= MAX_OUTPUTS:
            raise MienError(f"expected at most {MAX_OUTPUTS} outputs: remove one first")
        place = _Place(self._filled(request))
        output = self._make(place.request)
        if is_on:
            self._open(place, output)
        self._places[request.name] = place

    def change(self, name: str, settings: Mapping[str, SettingValue]) -> None:
        """Gives an output other settings; those not named stay. One that is on is opened again.

        Raises:
            MienError: If there is no such output, a setting is wrong, or too many hang that were closed; all is as
                before then.
        """
        place = self._place(name)
        changed = self._filled(replace(place.request, settings={**place.request.settings, **settings}))
        output = self._make(changed)
        if place.lane is not None:
            self._check_leaving()
            self._close(place)
            self._open(place, output)
        place.request = changed

    def set_on(self, name: str, is_on: bool) -> None:
        """Switches an output on or off.

        Raises:
            MienError: If there is no such output, or too many hang that were closed.
        """
        place = self._place(name)
        if is_on and place.lane is None:
            self._open(place, self._make(place.request))
        elif not is_on and place.lane is not None:
            self._close(place)

    def remove(self, name: str) -> None:
        """Removes an output.

        Raises:
            MienError: If there is no such output.
        """
        self._close(self._place(name))
        del self._places[name]

    def send(self, frame: StreamedFrame | FacePicture) -> None:
        """Hands a frame to every output that is on and takes its stream."""
        kind = StreamKind.FACE if isinstance(frame, FacePicture) else StreamKind.MOTION
        for place in self._places.values():
            if place.lane is not None and place.lane.takes is kind:
                place.lane.put(frame)

    def takes(self, kind: StreamKind) -> bool:
        """Whether any output that is on wants that stream."""
        return any(place.lane is not None and place.lane.takes is kind for place in self._places.values())

    def statuses(self) -> list[NamedStatus]:
        """Every output in the order in which they were added."""
        return [
            NamedStatus(place.request, place.lane is not None, place.lane.status() if place.lane else LaneStatus())
            for place in self._places.values()
        ]

    def close(self, timeout_s: float = 2.0) -> bool:
        """Closes and removes all, and waits for them.

        Args:
            timeout_s: How long it waits altogether, seconds.

        Returns:
            False if an output hangs; its thread then ends with the process.
        """
        for name in list(self._places):
            self.remove(name)
        until_ns = self._clock() + round(timeout_s * 1e9)
        return all(lane.wait(max(0, until_ns - self._clock()) / 1e9) for lane in self._leaving)

    def _place(self, name: str) -> _Place:
        if name not in self._places:
            names = ", ".join(repr(other) for other in self._places) or "none"
            raise MienError(f"there is no output {name[:80]!r}; there are {names}")
        return self._places[name]

    def _filled(self, request: OutputRequest) -> OutputRequest:
        return replace(request, settings=self._kind(request).filled(request.settings))

    def _make(self, request: OutputRequest) -> AnyOutput:
        return self._kind(request).output(request.settings)

    def _kind(self, request: OutputRequest) -> OutputKind:
        if request.kind not in self._kinds:
            raise MienError(f"there is no output {request.kind[:80]!r}; there are {', '.join(self._kinds)}")
        return self._kinds[request.kind]

    def _open(self, place: _Place, output: AnyOutput) -> None:
        self._check_leaving()
        # The last of that name may still hold the port.
        name = place.request.name
        before = next((lane for lane in reversed(self._leaving) if lane.name == name), None)
        place.lane = Lane(name, output, after=before, clock=self._clock)

    def _check_leaving(self) -> None:
        """Refuses to make threads without end, where one after the other is closed and hangs."""
        self._leaving = [lane for lane in self._leaving if not lane.wait(0)]
        if len(self._leaving) >= MAX_OUTPUTS:
            raise MienError(f"{MAX_OUTPUTS} outputs hang that were switched off: wait for them, or start again")

    def _close(self, place: _Place) -> None:
        if place.lane is not None:
            place.lane.close()
            self._leaving.append(place.lane)
            place.lane = None
