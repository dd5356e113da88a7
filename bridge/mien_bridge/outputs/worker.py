"""One output in a thread of its own, with a queue of frames."""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from mien_bridge.outputs.request import AnyOutput
from mien_bridge.outputs.supervisor import OutputSupervisor
from mien_bridge.outputs.worker_status import WorkerState, WorkerStatus
from mien_protocol.client import FacePicture, StreamedFrame

__all__ = ["OutputWorker"]

_HANDOVER_S: Final = 5.0
"""Time that a worker waits for its predecessor to release its port; then it tries, and reports what is wrong."""


class OutputWorker:
    """Isolates one output: `put` never waits, whatever the output does.

    The newest frames win: of more than the output's `BACKLOG` the oldest are dropped.

    Attributes:
        name: What the output is called.
        takes: The stream whose frames it is sent.
    """

    def __init__(
        self,
        name: str,
        output: AnyOutput,
        *,
        after: "OutputWorker | None" = None,
        clock: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        """Starts the thread, which opens the output.

        Args:
            name: What the output is called.
            output: Not open yet; the worker's alone from now on.
            after: A worker that is closing and may still hold what this output needs, such as a port.
            clock: Monotonic time, nanoseconds.
        """
        self.name = name
        self.takes = output.TAKES
        self._supervisor = OutputSupervisor(name, output)
        self._frames: deque[StreamedFrame | FacePicture] = deque()
        self._backlog = output.BACKLOG
        self._dropped = 0
        self._after = after
        self._clock = clock
        self._changed = threading.Condition()
        self._is_ending = False
        # A daemon thread: an output that hangs must not keep the process alive.
        self._thread = threading.Thread(target=self._run, name=f"output {name}", daemon=True)
        self._thread.start()

    def put(self, frame: StreamedFrame | FacePicture) -> None:
        """Hands over a frame; never waits."""
        with self._changed:
            if self._is_ending:
                return
            if len(self._frames) >= self._backlog:
                self._frames.popleft()
                self._dropped += 1
            self._frames.append(frame)
            self._changed.notify()

    def status(self) -> WorkerStatus:
        """The status of the output."""
        with self._changed:
            state, note = (WorkerState.OFF, "") if self._is_ending else self._supervisor.standing
            return WorkerStatus(state, note, self._supervisor.sent, self._dropped)

    def close(self) -> None:
        """Asks the output to close; returns at once, see `wait`."""
        with self._changed:
            self._is_ending = True
            self._changed.notify()

    def wait(self, timeout_s: float) -> bool:
        """Waits until the output is closed; False if it was not in time."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        if self._after is not None:
            self._after.wait(_HANDOVER_S)
            self._after = None
        while not self._is_ending:
            wait_ns = self._supervisor.step(self._next_frame, self._clock)
            if wait_ns:
                with self._changed:
                    self._changed.wait_for(self._is_called, wait_ns / 1e9)
        self._supervisor.close()

    def _is_called(self) -> bool:
        return self._is_ending or (bool(self._frames) and self._supervisor.is_on)

    def _next_frame(self) -> StreamedFrame | FacePicture | None:
        with self._changed:
            return self._frames.popleft() if self._frames else None
