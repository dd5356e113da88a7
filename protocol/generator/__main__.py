"""Command line: writes the generated files, or with `--check` names those that are out of date."""

import logging
import sys
from pathlib import Path

from protocol.generator.files import generated_files, outdated, write

_ROOT = Path(__file__).parents[2]
_LOG = logging.getLogger("generate")


def main(arguments: list[str]) -> int:
    """Runs the command; returns its exit code."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if arguments not in ([], ["--check"]):
        _LOG.error("expected --check or nothing, got %s", " ".join(arguments))
        return 2
    files = generated_files()
    stale = outdated(files, _ROOT)
    if not arguments:
        write(files, _ROOT, stale)
    for path in stale:
        _LOG.info("%s %s", "out of date:" if arguments else "wrote", path)
    if arguments and stale:
        _LOG.error("run: python3 run.py generate")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
