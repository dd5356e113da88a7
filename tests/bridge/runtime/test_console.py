import os
import subprocess
import sys
from pathlib import Path

import pytest

from mien_bridge.runtime import console

pytestmark = pytest.mark.unit

FULL = Path("/dev/full")


def test_results_and_remarks_go_apart(capsys):
    console.write_result("out.mp4")
    console.note("working")
    console.warn("it is cut off")
    console.fail("there is\nno file")
    captured = capsys.readouterr()
    assert captured.out == "out.mp4\n"
    assert captured.err == "working\nmien: warning: it is cut off\nmien: error: there is no file\n"


def test_a_reader_that_went_away_is_no_error():
    code = "from mien_bridge.runtime.console import write_result as w\nassert not w('one')\nw('two')\nprint('three')"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == b""


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_said_in_one_line():
    code = "from mien_bridge.cli import main\nraise SystemExit(main(['doctor']))"
    with FULL.open("wb") as full:
        run = subprocess.run([sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, check=False)
    assert run.returncode == 2
    assert run.stderr.startswith(b"mien: error: cannot write to stdout: no space left")
    assert run.stderr.count(b"\n") == 1


def test_without_stdout_results_are_said_in_vain(monkeypatch):
    monkeypatch.setattr("sys.stdout", None)
    console.write_result("out.mp4")


def test_native_noise_is_silenced_and_comes_back(capfd):
    with console.quiet_libraries():
        os.write(2, b"W0000 feedback manager\n")
    os.write(2, b"heard\n")
    assert capfd.readouterr().err == "heard\n"


def test_an_error_ends_the_silence(capfd):
    with pytest.raises(ValueError, match="no face"), console.quiet_libraries():
        raise ValueError("no face")
    os.write(2, b"heard\n")
    assert capfd.readouterr().err == "heard\n"
