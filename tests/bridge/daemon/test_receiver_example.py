import subprocess
import sys
from pathlib import Path

import pytest

from mien_protocol.client import Client
from tests.bridge.daemon.clocked import tone
from tests.bridge.daemon.running import running

pytestmark = pytest.mark.e2e

DOCS = Path(__file__).parents[3] / "docs"
EXAMPLE = DOCS / "examples" / "receiver.py"


@pytest.mark.parametrize("is_named", [True, False])
def test_the_receiver_of_the_documentation_shows_an_utterance_to_its_end(tmp_path, is_named):
    path = tmp_path / "daemon.json"
    with running(path), Client(path) as client, client.open_session() as session:
        # Idle motion, which tells when the receiver has subscribed.
        session.end_audio()
        command = [sys.executable, "-u", str(EXAMPLE), str(path), *([session.name] if is_named else [])]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as receiver:
            assert "jaw" in receiver.stdout.readline()
            session.push(tone(16_000))
            session.end_audio()
            lines = receiver.stdout.read().splitlines()
            assert receiver.wait(20) == 0
        times_s = [float(line.split()[0]) for line in lines]
        assert times_s == sorted(times_s)
        assert len(lines) > 60
        assert all(line.endswith("lost 0") for line in lines)
        assert any("#####" in line for line in lines)


def test_the_page_shows_the_receiver_as_it_is():
    source = EXAMPLE.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 60
    assert f"```python\n{source}```" in (DOCS / "receiver.md").read_text(encoding="utf-8")
    assert not [line for line in source.splitlines() if line.startswith(("import mien", "from mien"))]
