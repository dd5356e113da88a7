"""Commands wait for a daemon that is there and busy, and for no other."""

import socket

import pytest

from mien_bridge.remote import connect as module
from mien_bridge.remote.connect import connect
from mien_protocol.client import DaemonBusyError
from mien_protocol.connection_file import listens, refuses_connection
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


class Daemon:
    """One that answers the third client."""

    def __init__(self, error=DaemonBusyError):
        self.asked, self.error = [], error

    def __call__(self, path, *, name, patience_s):
        self.asked.append((name, patience_s))
        if len(self.asked) < 3:
            raise self.error("busy")
        return self


def test_a_busy_daemon_is_waited_for_and_that_is_said_once(monkeypatch, capsys, tmp_path):
    daemon = Daemon()
    monkeypatch.setattr(module, "Client", daemon)
    assert connect(tmp_path, "mien say", attempt_s=4.0) is daemon
    assert daemon.asked == [("mien say", 4.0)] * 3
    assert capsys.readouterr().err == "the daemon is there, but busy; waiting up to 120 s for its answer\n"


def test_one_that_is_busy_for_too_long_is_told(monkeypatch, tmp_path):
    daemon = Daemon()
    monkeypatch.setattr(module, "Client", daemon)
    with pytest.raises(DaemonBusyError):
        connect(tmp_path, "mien say", longest_s=0.0)
    assert len(daemon.asked) == 1


def test_one_that_is_gone_is_not_waited_for(monkeypatch, tmp_path):
    daemon = Daemon(MienError)
    monkeypatch.setattr(module, "Client", daemon)
    with pytest.raises(MienError):
        connect(tmp_path, "mien say")
    assert len(daemon.asked) == 1


def test_a_port_that_says_nothing_is_told_from_one_that_is_closed():
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        assert listens(address)
        assert not refuses_connection(address)
    assert not listens(address)
    assert refuses_connection(address)
