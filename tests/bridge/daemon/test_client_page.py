"""Every snippet of docs/client.md, run as it is written."""

import re
import wave
from pathlib import Path

import pytest

from tests.bridge.daemon.clocked import tone
from tests.bridge.daemon.running import meter_avatars, running
from tests.bridge.daemon.whistler import Whistler

pytestmark = pytest.mark.e2e

PAGE = Path(__file__).parents[3] / "docs" / "client.md"


@pytest.fixture
def at_home(tmp_path, monkeypatch):
    """A folder with a recording and a photo, and a daemon where a client looks for it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "mien").mkdir()
    (tmp_path / "me.jpg").write_bytes(b"a photo")
    with wave.open("speech.wav", "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(tone(16_000).tobytes())
    with running(tmp_path / "mien" / "daemon.json", avatars=meter_avatars(), synthesizer=Whistler()):
        yield


def test_every_snippet_runs_as_it_is_written(at_home, capsys):
    snippets = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(snippets) == 8
    names = {}
    printed = []
    for number, snippet in enumerate(snippets, 1):
        exec(compile(snippet, f"{PAGE.name}, snippet {number}", "exec"), names)
        printed.append(capsys.readouterr().out.splitlines())
    motion, engine, pictures, bake, pieces, watch, say, loop = printed
    assert (len(motion), engine) == (60, [])
    assert any(float(re.search(r"jaw ([\d.]+)", line)[1]) > 0.2 for line in motion)
    assert pictures[0].endswith("(256, 256, 4)")
    assert bake == ["30 frames (30, 52)"]
    assert pieces[-1].startswith("100%")
    assert len(watch) == 2
    assert re.fullmatch(r"2\.0 s, \d+ frames", say[0])
    assert loop == ["60 frames"]


def test_the_puppet_of_the_page_moves(at_home):
    text = PAGE.read_text(encoding="utf-8")
    names = {}
    exec(re.search(r"```python\n(from mien_protocol.client import JitterBuffer.*?)```", text, re.DOTALL)[1], names)
    from mien_protocol.client import Client

    with Client() as client, client.open_session() as session:
        puppet = names["Puppet"](session)
        assert puppet.tick(0) is None
        session.push(tone(16_000))
        session.end_audio()
        face = None
        while face is None or face.expression.max() < 0.2:
            client.turn(1.0)
            face = puppet.tick(500_000_000)
