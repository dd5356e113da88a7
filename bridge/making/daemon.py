"""Starts the daemon of a shipped folder: motion only, until it is interrupted or its standard input ends.

Whoever starts it keeps the other end of its standard input; so that it ends with them, even if they crash.
"""

import os
import signal
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "packages"))

from mien_bridge.cli import main


def end_with_input() -> None:
    """Interrupts the daemon when standard input ends."""
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    threading.Thread(target=end_with_input, daemon=True).start()
    sys.exit(main(["serve", "--no-face", *sys.argv[1:]]))
