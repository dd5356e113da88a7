"""The Blenders that tests run in, and how a script is run in one."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from environments import VERSIONS, folder_of, python_of

INSIDE = Path(__file__).parent / "inside"
LIMIT_S = 120.0


def there(version: str) -> bool:
    """Whether an environment was made; `python3 run.py test` makes them."""
    return (folder_of(version) / "mien-stamp.txt").is_file()


def versions(*, smoke: bool = False) -> list:
    """Parameters for the versions; the oldest, which reads no sound, is for smoke alone."""
    return [
        pytest.param(
            version,
            marks=pytest.mark.skipif(not there(version), reason=f"no Blender {version}: python3 run.py blender-setup"),
        )
        for version in (VERSIONS if smoke else VERSIONS[1:])
    ]


def run_inside(
    script: str, version: str, resources: Path, tmp_path: Path, *arguments: object, **variables: str
) -> None:
    """Runs a script of `inside/` in a Blender; fails with the tracebacks of the checks that failed."""
    report = tmp_path / "report.json"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "BLENDER"))} | {
        "BLENDER_USER_RESOURCES": str(resources),
        "MIEN_REPORT": str(report),
        **variables,
    }
    done = subprocess.run(
        [str(python_of(version)), str(INSIDE / script), *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
        timeout=LIMIT_S,
        check=False,
    )
    said = done.stdout + done.stderr
    assert report.exists(), said
    outcome = json.loads(report.read_text(encoding="utf-8"))
    failures = [f"{name}\n{trace}" for name, trace in outcome.items() if trace]
    assert outcome, said
    assert not failures, "\n".join([*failures, said])
    assert done.returncode == 0, said
