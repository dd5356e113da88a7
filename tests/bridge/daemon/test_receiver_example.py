"""The receivers of the documentation, as they stand there, beside a daemon."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mien_protocol.client import Client
from tests.bridge.daemon.clocked import tone
from tests.bridge.daemon.running import running

pytestmark = pytest.mark.e2e

DOCS = Path(__file__).parents[3] / "docs"
PYTHON = DOCS / "examples" / "receiver.py"
NODE = DOCS / "examples" / "receiver.mjs"


@pytest.fixture(params=[PYTHON, NODE], ids=["python", "node"])
def command(request, tmp_path):
    """What runs one of the receivers."""
    if request.param is PYTHON:
        return [sys.executable, "-u", str(PYTHON)]
    # Node looks for packages beside the file that wants them.
    copy = tmp_path / NODE.name
    shutil.copy(NODE, copy)
    (tmp_path / "node_modules").symlink_to(request.getfixturevalue("node_readers") / "node_modules")
    return ["node", str(copy)]


@pytest.mark.parametrize("is_named", [True, False])
def test_the_receivers_of_the_documentation_show_an_utterance_to_its_end(tmp_path, command, is_named):
    path = tmp_path / "daemon.json"
    with running(path), Client(path) as client, client.open_session() as session:
        # Idle motion, which tells when the receiver has subscribed.
        session.end_audio()
        command += [str(path), *([session.name] if is_named else [])]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as receiver:
            assert "jaw" in receiver.stdout.readline()
            session.push(tone(16_000))
            session.end_audio()
            # Read meanwhile, or the daemon would take this client for gone.
            frames = list(session.motion())
            lines = receiver.stdout.read().splitlines()
            assert receiver.wait(20) == 0
        times_s = [float(line.split()[0]) for line in lines]
        assert times_s == sorted(times_s)
        assert times_s[-1] == pytest.approx(frames[-1].time_ns / 1e9, abs=1e-3)
        assert len(lines) > 60
        assert all(line.endswith("lost 0") for line in lines)
        assert any("#####" in line for line in lines)


@pytest.mark.parametrize(("example", "language"), [(PYTHON, "python"), (NODE, "js")])
def test_the_page_shows_the_receivers_as_they_are(example, language):
    source = example.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 60
    assert f"```{language}\n{source}```" in (DOCS / "receiver.md").read_text(encoding="utf-8")
    assert "mien_protocol" not in source
