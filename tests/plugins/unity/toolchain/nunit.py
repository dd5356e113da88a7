"""NUnit tests run under .NET 8, and what came of each."""

import subprocess
from dataclasses import dataclass
from urllib.parse import unquote

from tests.plugins.unity.toolchain.build import Build
from tests.plugins.unity.toolchain.installation import ToolchainError

__all__ = ["Outcome", "Results", "run_tests"]

RUNNER = "Mien.NUnitRunner"
_LIMIT_S = 240.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one test.

    Attributes:
        status: `Passed`, `Failed`, `Skipped`, `Inconclusive` or `Warning`.
        fixture: Its class, without the namespace.
        name: Of the test.
        why: What went wrong, or was printed.
    """

    status: str
    fixture: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Results:
    """What came of all tests of an assembly.

    Attributes:
        outcomes: Of each.
        closing: The runner's last line, which counts them.
    """

    outcomes: tuple[Outcome, ...]
    closing: str

    def of(self, fixture: str) -> list[Outcome]:
        """Those of one class."""
        return [outcome for outcome in self.outcomes if outcome.fixture == fixture]


def run_tests(build: Build, assembly: str, *fixtures: str) -> Results:
    """Runs the tests of an assembly, or those of some classes in it.

    Raises:
        ToolchainError: If the runner itself failed, which counts no tests.
    """
    command = build.command(RUNNER, str(build.path(assembly)), *fixtures)
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=_LIMIT_S, env=build.environment()
    )
    lines = done.stdout.splitlines()
    if not lines or " passed, " not in lines[-1]:
        raise ToolchainError(
            f"the tests of {assembly} ended without a count:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
    return Results(tuple(_outcome(line) for line in lines if line.startswith("TEST\t")), lines[-1])


def _outcome(line: str) -> Outcome:
    _, status, fixture, name, why = line.split("\t")
    return Outcome(status, fixture.rpartition(".")[2], name, unquote(why))
