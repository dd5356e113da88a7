"""The daemon as its user runs it: ready, interrupted, killed, started again, spoken to by `mien stream`."""

import json
import os
import selectors
import signal
import subprocess
from contextlib import contextmanager

import pytest

from mien_protocol.errors import ProtocolError
from mien_protocol.messages.sessions import Closed, CloseSession, Opened, OpenSession
from mien_protocol.messages.speech import Said, Say
from tests.bridge.daemon.link import Link
from tests.e2e.typed import LIMIT_S, command, mien

pytestmark = pytest.mark.e2e


@contextmanager
def serving(path, *options, port="0"):
    """`mien serve`, once it says that it is ready."""
    arguments = command("serve", "--port", port, "--connection-file", path, *options)
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            assert selector.select(LIMIT_S), "not ready"
        assert process.stdout.readline().strip() == str(path), process.stderr.read()
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_daemon_tidies_up(tmp_path, number):
    path = tmp_path / "daemon.json"
    with serving(path, "--no-face") as process:
        with Link(path) as link:
            link.request(OpenSession(link.next_id()), Opened)
            process.send_signal(number)
            assert process.wait(LIMIT_S) == 0
        events = [json.loads(line)["event"] for line in process.stderr.read().splitlines()]
    assert not path.exists()
    # A voice that is not installed is told of first.
    assert next(event for event in events if event != "synthesizer.unavailable") == "daemon.ready"
    assert events[-1] == "daemon.stopped"


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
def test_a_killed_daemon_is_replaced_by_another(tmp_path):
    path = tmp_path / "daemon.json"
    with serving(path, "--no-face") as process, Link(path) as link:
        session = link.request(OpenSession(link.next_id()), Opened).session
        former = link.welcome.server_id
        process.send_signal(signal.SIGKILL)
        process.wait(LIMIT_S)
    assert path.exists()
    with serving(path, "--no-face"), Link(path) as link:
        assert link.welcome.server_id != former
        with pytest.raises(ProtocolError, match="no session"):
            link.request(CloseSession(link.next_id(), session), Closed)


def test_texts_are_spoken_where_espeak_is_installed(tmp_path):
    path = tmp_path / "daemon.json"
    with serving(path, "--no-face") as process, Link(path) as link:
        assert "say" in link.welcome.features
        session = link.request(OpenSession(link.next_id(), pace="speak"), Opened).session
        assert link.request(Say(link.next_id(), session, "Grüezi mitenand.", "de"), Said).samples > 10_000
        process.send_signal(signal.SIGTERM)
        assert process.wait(LIMIT_S) == 0


def test_a_second_daemon_does_not_take_the_file_or_the_port_of_the_first(tmp_path):
    path = tmp_path / "daemon.json"
    with serving(path, "--no-face"):
        content = path.read_text()
        same_file = mien("serve", "--no-face", "--port", "0", "--connection-file", path)
        port = json.loads(content)["control"].rpartition(":")[2]
        same_port = mien("serve", "--no-face", "--port", port, "--connection-file", tmp_path / "other.json")
        assert path.read_text() == content
    assert (same_file.code, same_port.code) == (2, 2)
    assert "--connection-file" in same_file.err[-1]
    assert "--port" in same_port.err[-1]


def test_a_recording_is_spoken_into_the_daemon_and_comes_back_moving(tmp_path, words, astronaut_png):
    path = tmp_path / "daemon.json"
    with serving(path):
        outcome = mien("stream", words, "--connection-file", path, "--avatar", astronaut_png, "--size", "128", "--jpeg")
    assert outcome.code == 0, outcome.err
    assert outcome.out[0] == "2.0 s of speech"
    assert outcome.out[1].startswith("motion: 120 frames")
    assert outcome.out[2].startswith("face: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--host", "0.0.0.0", "--curve"), "every interface"),
        (("--host", "10.1.2.3"), "--curve"),
        (("--port", "99999"), "65532"),
        (("--heartbeat", "0"), "0.1 to 60"),
    ],
)
def test_what_cannot_be_served_is_said_in_one_line(tmp_path, arguments, said):
    outcome = mien("serve", "--no-face", "--connection-file", tmp_path / "daemon.json", *arguments)
    assert outcome.code == 2
    assert said in outcome.err[-1]
    assert len(outcome.err) == 1


def test_without_a_daemon_stream_says_what_to_do(tmp_path, words):
    outcome = mien("stream", words, "--connection-file", tmp_path / "none.json")
    assert outcome.code == 2
    assert "mien serve" in outcome.err[-1]
