"""Recording, replaying, watching and speaking as they are typed."""

import json
import selectors
import subprocess
from contextlib import contextmanager

import pytest

from mien_bridge.tap.contents import read_contents
from mien_protocol.topics import StreamKind
from tests.e2e.test_serve import serving
from tests.e2e.typed import LIMIT_S, command, mien

pytestmark = pytest.mark.e2e


@contextmanager
def replaying(recording, path, *options):
    """`mien replay`, once it says that it is ready."""
    arguments = command("replay", recording, "--port", "0", "--connection-file", path, *options)
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


@pytest.fixture(scope="module")
def recording(words, tmp_path_factory):
    """Two seconds of speech, recorded by one command from a daemon."""
    folder = tmp_path_factory.mktemp("tap")
    with serving(folder / "daemon.json", "--no-face"):
        outcome = mien(
            "record", "-o", folder / "words.tap", "--speak", words, "--connection-file", folder / "daemon.json"
        )
    assert outcome.code == 0, outcome.err
    assert outcome.out[-1] == str(folder / "words.tap")
    assert outcome.out[0].startswith("motion: 12")
    assert outcome.out[0].endswith(" 0 lost")
    return folder / "words.tap"


def test_a_recording_holds_what_was_said(recording):
    (session,) = read_contents(recording).sessions.values()
    assert set(session.streams) == {StreamKind.MOTION, StreamKind.AUDIO}
    assert session.media_ns == pytest.approx(2e9, rel=0.05)


def test_a_replay_is_streamed_into_watched_and_ended(recording, words, tmp_path):
    path = tmp_path / "replay.json"
    with replaying(recording, path, "--loop", "--quiet") as replay:
        with subprocess.Popen(command("watch", "--connection-file", path), stdout=subprocess.PIPE, text=True) as watch:
            line = watch.stdout.readline()
            watch.terminate()
            assert watch.wait(LIMIT_S) == 0
        with subprocess.Popen(command("watch", "--connection-file", path), stdout=subprocess.PIPE) as unread:
            assert unread.stdout.readline()
            unread.stdout.close()
            assert unread.wait(LIMIT_S) == 0
        assert "1 session" in line
        assert " motion " in line
        streamed = mien("stream", words, "--connection-file", path)
        assert streamed.code == 0, streamed.err
        assert streamed.out[1].startswith("motion: 120 frames")
        told = json.loads(mien("watch", "--once", "--json", "--connection-file", path).out[0])
        motion = next(one for one in told["streams"] if one["stream"] == "motion")
        assert motion["frames"] > 60
        assert motion["lost"] == 0
        replay.terminate()
        assert replay.wait(LIMIT_S) == 0
    assert not path.exists()


def test_a_daemon_that_is_killed_is_said_and_what_came_until_then_is_kept(recording, tmp_path):
    path, output = tmp_path / "replay.json", tmp_path / "cut.tap"
    with replaying(recording, path, "--loop", "--heartbeat", "0.1") as replay:
        arguments = command("record", "-o", output, "--connection-file", path)
        with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as recorder:
            assert "recording" in recorder.stderr.readline()
            while not output.exists() or output.stat().st_size < 10_000:
                with pytest.raises(subprocess.TimeoutExpired):
                    recorder.wait(0.05)
            replay.kill()
            said = recorder.stderr.read().splitlines()
            assert recorder.wait(LIMIT_S) == 2
    assert len(said) == 1
    assert "silent" in said[0]
    assert read_contents(output).sessions


def test_a_text_is_said(tmp_path):
    path, output = tmp_path / "daemon.json", tmp_path / "hello.wav"
    with serving(path, "--no-face"):
        outcome = mien("say", "Hello", "-o", output, "--connection-file", path)
    assert outcome.code == 0, outcome.err
    assert outcome.out[0].startswith("speech: ")
    assert outcome.out[1] == str(output)
    assert output.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("record", "-o", "a.tap"), "mien serve"),
        (("record", "-o", "a.tap", "--speak", "a.wav", "--seconds", "3"), "--speak opens a session of its own"),
        (("record", "-o", "a.tap", "--avatar", "me.jpg"), "--avatar is for the session that --speak AUDIO opens"),
        (("record", "-o", "a.tap", "--seconds", "0"), "a number of seconds above 0"),
        (("watch", "--once"), "mien serve"),
        (("say", "Hello"), "mien serve"),
        (("say", "Hello", "-o", "hello.mp3"), ".wav"),
        (("replay", "none.tap"), "no such file"),
        (("replay", __file__), "not a recording of the wire"),
        (("replay", "a.tap", "--speed", "0"), "0.1 to 100"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(tmp_path, arguments, said):
    outcome = mien(*arguments, "--connection-file", tmp_path / "none.json", cwd=tmp_path)
    assert outcome.code == 2
    assert said in outcome.err[-1]
    assert list(tmp_path.iterdir()) == []
