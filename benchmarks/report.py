"""What every benchmark prints: the machine, a table, and the same as JSON. No benchmark asserts a time."""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["Timing", "arguments", "machine", "measure", "write"]


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one call takes, milliseconds."""

    median_ms: float
    p99_ms: float
    mean_ms: float


def measure(call: Callable[[], object], repeats: int, *, warm_up: int = 20) -> Timing:
    """Times a call `repeats` times, after `warm_up` calls that fill caches and compile."""
    for _ in range(warm_up):
        call()
    durations_ms = np.empty(repeats)
    for index in range(repeats):
        start = time.perf_counter()
        call()
        durations_ms[index] = (time.perf_counter() - start) * 1e3
    return Timing(*(float(value) for value in (*np.percentile(durations_ms, (50, 99)), durations_ms.mean())))


def machine() -> dict[str, Any]:
    """Processor, cores and versions: without them a time means nothing."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


def write(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], json_path: Path | None = None) -> None:
    """Prints a Markdown table below the machine's line, and writes both as JSON if a path is given.

    Args:
        title: What was measured.
        columns: Names of the columns, with units.
        rows: Values; a float is printed to three significant digits.
        json_path: Where `{"title", "machine", "rows": [{column: value}]}` goes.
    """
    lines = [columns, ["---"] * len(columns), *([_text(value) for value in row] for row in rows)]
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    sys.stdout.write(f"{title}\n{', '.join(f'{name} {value}' for name, value in machine().items())}\n\n{table}\n")
    if json_path is not None:
        record = {
            "title": title,
            "machine": machine(),
            "rows": [dict(zip(columns, row, strict=True)) for row in rows],
        }
        json_path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def arguments(description: str) -> argparse.Namespace:
    """The options that all benchmarks share: `--json PATH`."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", type=Path, help="write the table here as JSON too")
    return parser.parse_args()


def _text(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _processor() -> str:
    """The processor's marketing name, where the system tells it."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown"
