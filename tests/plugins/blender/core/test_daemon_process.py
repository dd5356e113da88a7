"""Starting and ending a daemon, with programs that stand in for one."""

import os
import sys
import time

import pytest

from mien.core.daemon_process import DaemonProcess
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit

LIMIT_S = 120.0


def until(done):
    deadline = time.monotonic() + LIMIT_S
    while not done():
        assert time.monotonic() < deadline


def command(tmp_path, program):
    script = tmp_path / "a daemon.py"
    script.write_text(program, encoding="utf-8")
    return f'"{sys.executable}" "{script}"'


@pytest.fixture
def started():
    running = []
    yield running.append
    for process in running:
        process.stop()


def test_it_runs_until_it_is_stopped(tmp_path, started):
    process = DaemonProcess(command(tmp_path, "input()\nwhile True: pass") + " serve")
    started(process)
    process.stop()
    assert not process.lives
    process.stop()


def test_it_is_told_where_to_write_the_connection_file(tmp_path, started):
    file = tmp_path / "daemon.json"
    process = DaemonProcess(command(tmp_path, "import sys, pathlib; pathlib.Path(sys.argv[-1]).write_text('x')"), file)
    started(process)
    until(file.exists)
    assert process.connection_file == file


def test_one_that_ends_says_why(tmp_path, started):
    process = DaemonProcess(command(tmp_path, "import sys; sys.exit('mien: error: the port is taken')"))
    started(process)
    until(lambda: not process.lives)
    with pytest.raises(MienError, match="exit code 1: mien: error: the port is taken"):
        process.check()


def test_ctrl_c_in_blenders_console_does_not_reach_it(tmp_path, started):
    process = DaemonProcess(command(tmp_path, "while True: pass"))
    started(process)
    assert os.getpgid(process._process.pid) != os.getpgid(0)
    process.check()


@pytest.mark.parametrize("typed", ["no-such-program serve", "/no/such/folder/mien serve"])
def test_a_program_that_is_not_there_is_told_in_words(typed):
    with pytest.raises(MienError, match="PATH"):
        DaemonProcess(typed)


@pytest.mark.parametrize("typed", ["", '"half a quotation'])
def test_what_is_no_command_is_told_in_words(typed):
    with pytest.raises(MienError):
        DaemonProcess(typed)
