import json
import logging
import os
import subprocess
import sys

import pytest

from mien_bridge.daemon.connection_file import Endpoints, remove_connection, write_connection
from mien_bridge.daemon.log import EventFormatter
from mien_protocol.connection_file import read_connection
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit

ENDPOINTS = Endpoints("tcp://a", "tcp://b", "tcp://c", "tcp://d")


def write(path, server_id="0" * 16):
    write_connection(path, ENDPOINTS, server_id, "token", None)


def with_pid(path, pid):
    write(path)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"pid": pid}))


def test_folders_are_made_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "deep" / "er" / "daemon.json"
    write(path)
    assert read_connection(path)["bake"] == "tcp://d"
    assert [entry.name for entry in path.parent.iterdir()] == ["daemon.json"]


def test_the_file_of_a_daemon_that_runs_is_respected(tmp_path):
    path = tmp_path / "daemon.json"
    with_pid(path, os.getppid())
    with pytest.raises(MienError, match=str(os.getppid())):
        write(path)


def test_the_file_of_a_daemon_that_was_killed_is_replaced(tmp_path):
    path = tmp_path / "daemon.json"
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    with_pid(path, process.pid)
    write(path, "1" * 16)
    assert read_connection(path)["server_id"] == "1" * 16


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
