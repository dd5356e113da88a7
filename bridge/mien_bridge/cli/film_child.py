"""`mien talk` that ends with the process that started it: `python -m mien_bridge.cli.film_child ARGUMENTS`.

Whoever starts it keeps its stdin open, so that it ends even where that process was killed.
"""

import os
import sys
import threading

from mien_bridge.cli import main
from mien_bridge.cli.daemon_child import end_with_stdin

__all__: list[str] = []

_NICE = 10
"""A show that goes on meanwhile is in more of a hurry than a film."""


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_NICE)
    threading.Thread(target=end_with_stdin, name="parent", daemon=True).start()
    sys.exit(main(["talk", *sys.argv[1:]]))
