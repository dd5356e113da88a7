"""A daemon that ends with the process that started it: `python -m mien_bridge.cli.daemon_child ARGUMENTS`.

Whoever starts it keeps its stdin open, so that it ends even where that process was killed.
"""

import os
import signal
import sys
import threading

from mien_bridge.cli import main

__all__ = ["end_with_stdin"]


def end_with_stdin() -> None:
    """Waits for the end of stdin, then ends the process as a signal does."""
    while os.read(0, 4_096):
        pass
    signal.raise_signal(signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=end_with_stdin, name="parent", daemon=True).start()
    sys.exit(main(["serve", *sys.argv[1:]]))
