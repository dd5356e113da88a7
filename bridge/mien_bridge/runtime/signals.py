"""Signals (SIGINT, SIGTERM, SIGHUP) as exceptions that cannot get lost."""

import signal
import sys
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

__all__ = ["Interrupted", "SignalHandler"]


class Interrupted(BaseException):
    """A request of the user or the system to stop; like `KeyboardInterrupt`, not to be handled on the way.

    Attributes:
        exit_code: 128 plus the signal's number, what a shell reports for it.
    """

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal.Signals(signal_number).name)
        self.exit_code = 128 + signal_number


class SignalHandler:
    """Turns SIGINT, SIGTERM and SIGHUP into `Interrupted`, so that partial outputs are removed on the way out.

    The exception is raised at once where that works. A signal that arrives inside a callback of compiled code has
    its exception swallowed, and perhaps printed, there; `check`, called now and then, raises it again. What was cut off
    in the middle of being made may fail once more while it is freed, which Python would print: from the signal on, it
    stays unsaid.
    """

    def __init__(self) -> None:
        self._received: int | None = None

    def listen(self) -> None:
        """Takes over the signals, but for those that the process was told to ignore, as under `nohup`."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._on_signal)
        sys.unraisablehook = self._on_unraisable
        sys.excepthook = _on_uncaught

    def check(self) -> None:
        """Raises `Interrupted` if a signal has come."""
        if self._received is not None:
            raise Interrupted(self._received)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if self._received is None:
            self._received = number
            raise Interrupted(number)

    def _on_unraisable(self, failure: "UnraisableHookArgs") -> None:
        if self._received is None:
            sys.__unraisablehook__(failure)


def _on_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    # Callers of `main` never see one: compiled code that swallowed it printed it.
    if not isinstance(error, Interrupted):
        sys.__excepthook__(kind, error, trace)
