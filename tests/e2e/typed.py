"""The command line as a user types it."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LIMIT_S = 240


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left behind: exit code, and the lines on stdout and stderr."""

    code: int
    out: list[str]
    err: list[str]


def command(*arguments: str | Path) -> list[str]:
    """The command line of `mien ARGUMENTS` in this environment."""
    return [sys.executable, "-m", "mien_bridge", *map(str, arguments)]


def mien(*arguments: str | Path, **options) -> Outcome:
    """Runs `mien ARGUMENTS` to its end."""
    done = subprocess.run(
        command(*arguments), capture_output=True, text=True, encoding="utf-8", timeout=LIMIT_S, check=False, **options
    )
    return Outcome(done.returncode, done.stdout.splitlines(), done.stderr.splitlines())
