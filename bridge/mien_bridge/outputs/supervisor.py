"""Supervision of one output: open it, send it frames, call its `turn`, reopen it after a failure."""

import logging
from collections.abc import Callable
from typing import Any, Final

from mien_bridge.outputs.request import AnyOutput
from mien_bridge.outputs.worker_status import WorkerState
from mien_protocol.backoff import Backoff
from mien_protocol.errors import MienError

__all__ = ["TURN_NS", "OutputSupervisor"]

TURN_NS: Final = 100_000_000
"""Interval at which outputs are served."""

_STEADY_NS: Final = 10_000_000_000
"""After so long without a failure the next one is taken for the first again."""

_log = logging.getLogger(__name__)


class OutputSupervisor:
    """Drives one output, step by step; whatever the output raises ends up in `standing`.

    After a failure it is closed and opened again: after 1 s, then 2, 4, 8, 16, 32 s, and every 32 s from then on.

    Attributes:
        standing: Where the output stands, and what its user should know; one value, for another thread to read.
        sent: Frames that it took.
    """

    def __init__(self, name: str, output: AnyOutput) -> None:
        """Opens nothing yet.

        Args:
            name: What the output is called, for the log.
            output: What is driven.
        """
        self.standing = (WorkerState.OPENING, "")
        self.sent = 0
        self._name = name
        self._output = output
        self._due_ns: int | None = None
        self._opened_ns = 0
        self._backoff = Backoff()

    @property
    def is_on(self) -> bool:
        """True while the output is open."""
        return self.standing[0] is WorkerState.ON

    def step(self, next_frame: Callable[[], Any | None], clock: Callable[[], int]) -> int:
        """Does one thing that is due.

        Args:
            next_frame: Takes the oldest frame that waits, or returns None.
            clock: Monotonic time, nanoseconds.

        Returns:
            For how long nothing is due unless a frame comes, nanoseconds; 0 if something may be now.
        """
        try:
            return self._on(next_frame, clock) if self.is_on else self._off(clock)
        except MienError as error:
            self._fail(str(error), clock())
        except Exception as error:
            _log.exception("output defect", extra={"output": self._name})
            self._fail(f"defect of this output: {type(error).__name__}: {error}", clock())
        return 0

    def close(self) -> None:
        """Closes the output for good; never raises."""
        self._let_go()
        self.standing = (WorkerState.OFF, "")

    def _off(self, clock: Callable[[], int]) -> int:
        now_ns = clock()
        if self._due_ns is not None and now_ns < self._due_ns:
            return self._due_ns - now_ns
        # The user should still know why it failed before.
        self.standing = (WorkerState.OPENING, self.standing[1])
        self._output.open()
        self._due_ns = self._opened_ns = clock()
        self.standing = (WorkerState.ON, self._output.note)
        _log.info("output opened", extra={"output": self._name})
        return 0

    def _on(self, next_frame: Callable[[], Any | None], clock: Callable[[], int]) -> int:
        assert self._due_ns is not None
        now_ns = clock()
        # Neither may endless frames starve `turn`, nor turns the frames.
        if now_ns >= self._due_ns:
            self._due_ns = now_ns + TURN_NS
            self._output.turn(now_ns)
        frame = next_frame()
        if frame is not None:
            self._output.send(frame)
            self.sent += 1
        self.standing = (WorkerState.ON, self._output.note)
        return 0 if frame is not None else max(0, self._due_ns - clock())

    def _fail(self, note: str, now_ns: int) -> None:
        was_steady = self.is_on and now_ns - self._opened_ns >= _STEADY_NS
        self._let_go()
        if was_steady:
            self._backoff.reset()
        self._due_ns = now_ns + round(self._backoff.next_s() * 1e9)
        if note != self.standing[1]:
            _log.warning("output failed", extra={"output": self._name, "reason": note})
        self.standing = (WorkerState.FAILED, note)

    def _let_go(self) -> None:
        try:
            self._output.close()
        except Exception:
            _log.exception("output not closed", extra={"output": self._name})
