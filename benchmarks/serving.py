"""A daemon for as long as something is measured."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

__all__ = ["serving"]

_END_S: Final = 60.0


@contextmanager
def serving(path: Path, *options: str) -> Iterator[float]:
    """Runs `mien serve` on free ports.

    Args:
        path: Where it writes its connection file.
        options: More of `mien serve`.

    Yields:
        After how many seconds it was ready.
    """
    command = [sys.executable, "-m", "mien_bridge", "serve", "--port", "0", "--quiet", "--connection-file", str(path)]
    start = time.perf_counter()
    process = subprocess.Popen([*command, *options], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        if not process.stdout.readline():
            raise SystemExit("the daemon did not start")
        yield time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(_END_S)
