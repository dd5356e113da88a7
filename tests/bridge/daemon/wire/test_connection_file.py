import json
import logging
import os
import socket
import stat
import subprocess
import sys

import pytest

from mien_bridge.cli.session_options import find_connection_file
from mien_bridge.daemon.wire.connection_file import Endpoints, remove_connection, write_connection
from mien_bridge.runtime.log import EventFormatter
from mien_protocol.connection_file import read_connection
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit

ENDPOINTS = Endpoints("tcp://a", "tcp://b", "tcp://c", "tcp://d")


def write(path, server_id="0" * 16):
    write_connection(path, ENDPOINTS, server_id, "token", None)


def with_changes(path, **changes):
    write(path)
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


@pytest.fixture
def listening():
    """An address at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def deserted():
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"tcp://127.0.0.1:{port}"


def test_folders_are_made_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "deep" / "er" / "daemon.json"
    write(path)
    assert read_connection(path)["bake"] == "tcp://d"
    assert [entry.name for entry in path.parent.iterdir()] == ["daemon.json"]


def test_the_file_of_a_daemon_that_runs_is_respected(tmp_path, listening):
    path = tmp_path / "daemon.json"
    with_changes(path, pid=os.getppid(), control=listening)
    with pytest.raises(MienError, match=str(os.getppid())):
        write(path)


def test_the_file_of_a_daemon_that_was_killed_is_replaced(tmp_path, listening):
    path = tmp_path / "daemon.json"
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    with_changes(path, pid=process.pid, control=listening)
    write(path, "1" * 16)
    assert read_connection(path)["server_id"] == "1" * 16


def test_a_process_that_bears_the_number_of_a_killed_daemon_is_not_taken_for_it(tmp_path, deserted):
    path = tmp_path / "daemon.json"
    for control in (deserted, "tcp://127.0.0.1:none", ""):
        with_changes(path, pid=os.getppid(), control=control)
        write(path, "1" * 16)
        assert read_connection(path)["server_id"] == "1" * 16


def test_who_asks_for_a_daemon_that_was_killed_is_told_at_once(tmp_path, listening, deserted):
    path = tmp_path / "daemon.json"
    for control in (listening, "tcp://nowhere.invalid:1"):
        with_changes(path, control=control)
        assert find_connection_file(path) == path
    with_changes(path, control=deserted)
    with pytest.raises(MienError, match=f"nobody listens at {deserted}.*mien serve"):
        find_connection_file(path)


@pytest.mark.parametrize("pid", [0, -1, 2**80, "4711", None])
def test_a_number_that_is_no_process_is_nobody(tmp_path, listening, pid):
    path = tmp_path / "daemon.json"
    with_changes(path, pid=pid, control=listening)
    write(path)


def test_a_file_of_the_user_is_not_overwritten(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("dear diary")
    with pytest.raises(MienError, match="would be overwritten"):
        write(path)
    assert path.read_text() == "dear diary"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_is_replaced_and_what_it_leads_to_left_alone(tmp_path):
    there, path = tmp_path / "there.json", tmp_path / "daemon.json"
    path.symlink_to(there)
    write(path)
    assert not there.exists()
    assert not path.is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions")
def test_file_and_folder_are_for_the_user_alone_whatever_the_umask(tmp_path):
    path = tmp_path / "mien" / "daemon.json"
    former = os.umask(0)
    try:
        write(path)
    finally:
        os.umask(former)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_only_the_own_file_is_removed(tmp_path):
    path = tmp_path / "daemon.json"
    write(path, "1" * 16)
    remove_connection(path, "2" * 16)
    assert path.exists()
    remove_connection(path, "1" * 16)
    assert not path.exists()
    remove_connection(path, "1" * 16)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"control": 1}', "\x00"])
def test_what_is_no_connection_file_is_said(tmp_path, content):
    path = tmp_path / "daemon.json"
    path.write_text(content)
    with pytest.raises(MienError, match="connection file"):
        read_connection(path)


def test_an_event_is_a_line_of_json():
    record = logging.makeLogRecord({"msg": "session.opened", "levelname": "INFO", "session": "ab\nc", "face": True})
    event = json.loads(EventFormatter().format(record))
    assert (event["event"], event["level"], event["session"], event["face"]) == (
        "session.opened",
        "info",
        "ab\nc",
        True,
    )
    assert "\n" not in EventFormatter().format(record)
