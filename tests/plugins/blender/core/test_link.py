"""The connection to a daemon that is there and busy, gone, or not there at all."""

import json
import socket
import time

import pytest

from mien.scene.link import Link, LinkOptions
from mien_protocol.errors import MienError

pytestmark = pytest.mark.real

LIMIT_S = 120.0


@pytest.fixture
def server():
    """A port at which somebody listens who never says anything."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@pytest.fixture
def options(server, tmp_path):
    address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
    path = tmp_path / "daemon.json"
    names = ("control", "motion", "face", "bake")
    path.write_text(json.dumps({"server_id": "0", "token": "t", **dict.fromkeys(names, address)}))
    return LinkOptions(path, "no-such-program serve")


def test_a_daemon_that_is_busy_is_waited_for_and_no_other_is_started(options):
    link = Link(patience_s=0.1, attempt_s=0.1)
    for _ in range(3):
        assert link.client(options) is None
        assert link.is_waiting
    assert not link.started_here
    link.close()
    assert not link.is_waiting


def test_one_that_goes_while_it_is_waited_for_is_started_again(server, options):
    link = Link(patience_s=0.1, attempt_s=0.1)
    assert link.client(options) is None
    server.close()
    deadline_s = time.monotonic() + LIMIT_S
    with pytest.raises(MienError, match="not on this machine's PATH"):
        while time.monotonic() < deadline_s:
            link.client(options)
    assert not link.is_waiting


def test_one_that_is_gone_is_started_again(server, options):
    server.close()
    link = Link(patience_s=0.1)
    with pytest.raises(MienError, match="not on this machine's PATH"):
        link.client(options)
    assert not link.is_waiting
