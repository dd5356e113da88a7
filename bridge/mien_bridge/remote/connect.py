"""Connection to a daemon that may be busy: commands wait for one that is there, and say so."""

import time
from pathlib import Path
from typing import Final

from mien_bridge.runtime.console import note
from mien_protocol.client import Client, DaemonBusyError

__all__ = ["connect"]

_LONGEST_S: Final = 120.0
"""Making a face takes a slow machine about so long."""

_ATTEMPT_S: Final = 10.0


def connect(
    connection_file: Path, name: str, *, attempt_s: float = _ATTEMPT_S, longest_s: float = _LONGEST_S
) -> Client:
    """Connects to a daemon; one that is there and does not answer is waited for.

    Args:
        connection_file: Which the daemon has written.
        name: What its log calls the client.
        attempt_s: How long an answer is waited for at a time.
        longest_s: How long all in all.

    Raises:
        DaemonBusyError: If it has not answered by then.
        MienError: If there is none, or it refuses.
    """
    begun_s, is_told = time.monotonic(), False
    while True:
        try:
            return Client(connection_file, name=name, patience_s=attempt_s)
        except DaemonBusyError:
            if time.monotonic() - begun_s >= longest_s:
                raise
        if not is_told:
            note(f"the daemon is there, but busy; waiting up to {longest_s:.0f} s for its answer")
            is_told = True
