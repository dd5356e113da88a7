"""All outputs of a show: added, switched, removed, and sent what is on air."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from mien_bridge.outputs.request import AnyOutput, OutputKind, OutputRequest
from mien_bridge.outputs.setting import SettingValue
from mien_bridge.outputs.worker import OutputWorker
from mien_bridge.outputs.worker_status import WorkerStatus
from mien_protocol.client import FacePicture, StreamedFrame
from mien_protocol.errors import MienError
from mien_protocol.topics import StreamKind

__all__ = ["MAX_OUTPUTS", "OutputManager", "OutputStatus"]

MAX_OUTPUTS: Final = 32
"""Each is a thread and a socket: more than anyone needs, and less than what would slow a machine."""


@dataclass(frozen=True, slots=True)
class OutputStatus:
    """One output as its user sees it.

    Attributes:
        request: What was asked for, with a value for every setting.
        is_on: Whether it is switched on.
        status: How it is doing.
    """

    request: OutputRequest
    is_on: bool
    status: WorkerStatus


@dataclass(slots=True)
class _Entry:
    """An output that was asked for; it has a worker while it is on."""

    request: OutputRequest
    worker: OutputWorker | None = None


class OutputManager:
    """The outputs by their names, each with a worker of its own. Its calls never wait, but for `close`.

    It is called from one thread.
    """

    def __init__(self, kinds: Mapping[str, OutputKind], *, clock: Callable[[], int] = time.monotonic_ns) -> None:
        """Begins without outputs.

        Args:
            kinds: What may be added, by name: `find_output_kinds()`.
            clock: Monotonic time, nanoseconds.
        """
        self._kinds = dict(kinds)
        self._clock = clock
        self._entries: dict[str, _Entry] = {}
        self._closing: list[OutputWorker] = []

    def add(self, request: OutputRequest, *, is_on: bool = True) -> None:
        """Adds an output, and opens it if `is_on`.

        Raises:
            MienError: If the kind or a setting is wrong, the name taken, or too many hang that were closed.
        """
        if request.name in self._entries:
            raise MienError(f"there is an output {request.name!r} already: give another name, or remove that one first")
        if len(self._entries) >= MAX_OUTPUTS:
            raise MienError(f"expected at most {MAX_OUTPUTS} outputs: remove one first")
        entry = _Entry(self._filled(request))
        output = self._make(entry.request)
        if is_on:
            self._open(entry, output)
        self._entries[request.name] = entry

    def change(self, name: str, settings: Mapping[str, SettingValue]) -> None:
        """Gives an output other settings; those not named stay. One that is on is opened again.

        Raises:
            MienError: If there is no such output, a setting is wrong, or too many hang that were closed; all is as
                before then.
        """
        entry = self._entry(name)
        changed = self._filled(replace(entry.request, settings={**entry.request.settings, **settings}))
        output = self._make(changed)
        if entry.worker is not None:
            self._check_closing()
            self._close(entry)
            self._open(entry, output)
        entry.request = changed

    def set_on(self, name: str, is_on: bool) -> None:
        """Switches an output on or off.

        Raises:
            MienError: If there is no such output, or too many hang that were closed.
        """
        entry = self._entry(name)
        if is_on and entry.worker is None:
            self._open(entry, self._make(entry.request))
        elif not is_on and entry.worker is not None:
            self._close(entry)

    def remove(self, name: str) -> None:
        """Removes an output.

        Raises:
            MienError: If there is no such output.
        """
        self._close(self._entry(name))
        del self._entries[name]

    def send(self, frame: StreamedFrame | FacePicture) -> None:
        """Hands a frame to every output that is on and takes its stream."""
        kind = StreamKind.FACE if isinstance(frame, FacePicture) else StreamKind.MOTION
        for entry in self._entries.values():
            if entry.worker is not None and entry.worker.takes is kind:
                entry.worker.put(frame)

    def takes(self, kind: StreamKind) -> bool:
        """True if an output that is on takes that stream."""
        return any(entry.worker is not None and entry.worker.takes is kind for entry in self._entries.values())

    def statuses(self) -> list[OutputStatus]:
        """Every output in the order in which they were added."""
        return [
            OutputStatus(
                entry.request, entry.worker is not None, entry.worker.status() if entry.worker else WorkerStatus()
            )
            for entry in self._entries.values()
        ]

    def close(self, timeout_s: float = 2.0) -> bool:
        """Closes and removes all, and waits for them.

        Args:
            timeout_s: How long it waits altogether, seconds.

        Returns:
            False if an output hangs; its thread then ends with the process.
        """
        for name in list(self._entries):
            self.remove(name)
        until_ns = self._clock() + round(timeout_s * 1e9)
        return all(worker.wait(max(0, until_ns - self._clock()) / 1e9) for worker in self._closing)

    def _entry(self, name: str) -> _Entry:
        if name not in self._entries:
            names = ", ".join(repr(other) for other in self._entries) or "none"
            raise MienError(f"there is no output {name[:80]!r}; there are {names}")
        return self._entries[name]

    def _filled(self, request: OutputRequest) -> OutputRequest:
        return replace(request, settings=self._kind(request).filled(request.settings))

    def _make(self, request: OutputRequest) -> AnyOutput:
        return self._kind(request).output(request.settings)

    def _kind(self, request: OutputRequest) -> OutputKind:
        if request.kind not in self._kinds:
            raise MienError(f"there is no output {request.kind[:80]!r}; there are {', '.join(self._kinds)}")
        return self._kinds[request.kind]

    def _open(self, entry: _Entry, output: AnyOutput) -> None:
        self._check_closing()
        # The previous worker of that name may still hold the port.
        name = entry.request.name
        before = next((worker for worker in reversed(self._closing) if worker.name == name), None)
        entry.worker = OutputWorker(name, output, after=before, clock=self._clock)

    def _check_closing(self) -> None:
        """Limits the threads of outputs that were closed and do not respond."""
        self._closing = [worker for worker in self._closing if not worker.wait(0)]
        if len(self._closing) >= MAX_OUTPUTS:
            raise MienError(
                f"{MAX_OUTPUTS} outputs that were switched off do not respond: wait for them, or restart Mien"
            )

    def _close(self, entry: _Entry) -> None:
        if entry.worker is not None:
            entry.worker.close()
            self._closing.append(entry.worker)
            entry.worker = None
