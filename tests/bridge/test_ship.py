"""The folder that a game brings to its players: made, started with nothing of this machine's, heard, ended."""

import subprocess
import sys
from pathlib import Path

import pytest

from mien_protocol.client import Client
from tests.bridge.daemon.clocked import tone
from tests.hygiene.sources import ROOT

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="made for the system it runs on; tested on Linux"),
]

SCRIPT = ROOT / "bridge" / "making" / "ship.py"


def make(folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, SCRIPT, "-o", folder], capture_output=True, text=True, check=False)


def test_a_shipped_daemon_needs_nothing_but_its_folder_and_ends_with_its_starter(tmp_path):
    made = make(tmp_path / "made")
    assert made.returncode == 0, made.stderr
    # Elsewhere: no path in it is that of the place where it was made.
    folder = (tmp_path / "made").rename(tmp_path / "a game")
    assert not any((folder / "packages" / name).exists() for name in ("torch", "mediapipe", "cv2"))
    file = tmp_path / "daemon.json"
    with subprocess.Popen(
        [folder / "mien-daemon", "--port", "0", "--connection-file", file],
        cwd="/", env={}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as daemon:  # fmt: skip
        assert daemon.stdout.readline().strip() == str(file)
        maps = Path(f"/proc/{daemon.pid}/maps").read_text(encoding="utf-8")
        assert str(folder / "python") in maps
        assert not any(place in maps for place in (sys.prefix, sys.base_prefix + "/lib/python", str(ROOT)))
        with Client(file, patience_s=60.0) as client, client.open_session() as session:
            session.push(tone(16_000))
            session.end_audio()
            frames = list(session.motion(60.0))
        assert len(frames) == 60
        daemon.stdin.close()
        assert daemon.wait(60) == 0
    assert not file.exists()


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    made = make(tmp_path)
    assert made.returncode == 2
    assert "is there already; name another folder" in made.stderr
    assert list(tmp_path.iterdir()) == []
