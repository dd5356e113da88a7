import os
import subprocess
import sys

import pytest

from mien_bridge import console

pytestmark = pytest.mark.unit


def test_results_and_remarks_go_apart(capsys):
    console.result("out.mp4")
    console.note("working")
    console.warn("it is cut off")
    console.fail("there is\nno file")
    captured = capsys.readouterr()
    assert captured.out == "out.mp4\n"
    assert captured.err == "working\nmien: warning: it is cut off\nmien: error: there is no file\n"


def test_a_reader_that_went_away_is_no_error():
    code = "from mien_bridge.console import result\nresult('one')\nresult('two')\nprint('three')"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == b""


def test_without_stdout_results_are_said_in_vain(monkeypatch):
    monkeypatch.setattr("sys.stdout", None)
    console.result("out.mp4")


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
