"""`mien live` as its user runs it: on air from a recording, to outputs and a page, through deaths, and off again."""

import asyncio
import json
import os
import select
import signal
import socket
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path

import msgpack
import numpy as np
import pytest
from pythonosc.osc_packet import OscPacket
from websockets.sync.client import connect

from benchmarks.virtual_microphone import NAME, virtual_microphone
from mien_bridge.live.speech_requests import read_recording
from mien_bridge.tap.contents import read_contents
from mien_protocol.topics import StreamKind
from tests.e2e.typed import LIMIT_S, command, mien

pytestmark = pytest.mark.e2e

SOON_S = 120.0

CACHE = {"XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))}
"""Where what was compiled and fetched is, though the home is another."""


class Listener:
    """A program that receives VMC."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(SOON_S)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.socket.getsockname()[1]}"

    def until(self, blendshape: str, above: float) -> None:
        """Receives until a blendshape has a value of more than that; fails where none comes for long."""
        while True:
            for one in OscPacket(self.socket.recv(65_536)).messages:
                is_value = one.message.address.endswith("/Blend/Val")
                if is_value and one.message.params[0] == blendshape and one.message.params[1] > above:
                    return


@pytest.fixture
def listener():
    one = Listener()
    yield one
    one.socket.close()


class Show:
    """A show that is on air: its process, its addresses, and what it says."""

    def __init__(self, process: subprocess.Popen, lines: int) -> None:
        self.process = process
        self.said: list[str] = []
        self._changed = threading.Condition()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()
        self.urls = [process.stdout.readline().strip() for _ in range(lines)]

    @property
    def address(self) -> str:
        return self.urls[0].removeprefix("http://").partition("/")[0]

    @property
    def token(self) -> str:
        return self.urls[0].partition("#token=")[2]

    def says(self, words: str, times: int = 1) -> bool:
        """Waits until it has said something so often."""
        with self._changed:
            return self._changed.wait_for(lambda: sum(words in line for line in self.said) >= times, SOON_S)

    def ends(self, number: int = signal.SIGINT) -> int:
        """Ends it; returns its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(LIMIT_S)
        self._reading.join(LIMIT_S)
        return code

    def _read(self) -> None:
        for line in self.process.stderr:
            with self._changed:
                self.said.append(line.rstrip())
                self._changed.notify_all()


@contextmanager
def live(*options, pages: bool = True, environment: dict[str, str] | None = None):
    """A show from its start; it is ended in whatever state the test leaves it."""
    arguments = command("live", *options, *(("--port", "0") if pages else ("--no-page",)))
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        yield Show(process, 2 if pages else 0)
    finally:
        process.kill()
        process.wait()


def descendants(pid: int) -> list[int]:
    """The processes that a process has started, and those of theirs."""
    children = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [one for child in children for one in descendants(child)]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def greeted(show: Show, token: str) -> dict:
    """What the gateway answers to a hello with a token."""
    with connect(f"ws://{show.address}/ws") as browser:
        hello = {"type": "hello", "id": 1, "protocol": [1, 0], "client": "test", "token": token}
        browser.send(msgpack.packb(["control", hello]))
        while True:
            channel, header, *_ = msgpack.unpackb(browser.recv(SOON_S))
            if channel == "control":
                return header


def test_a_recording_moves_a_mouth_elsewhere_and_one_dead_output_disturbs_nobody(words, listener):
    with live("--audio", words, "--no-face", "--vmc", listener.place, "--osc", "256.1.1.1:9", pages=False) as show:
        listener.until("A", 0.2)
        assert show.says("output vmc: on")
        assert show.says("output osc: failed")
        assert show.ends() == 0


def test_a_show_has_a_page_that_wants_the_token_and_leaves_nothing_behind(words, tmp_path):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    environment = os.environ | {"TMPDIR": str(temporary)}
    arguments = command("live", "--audio", words, "--no-face", "--port", "0")
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        show = Show(process, 2)
        assert show.urls[0].startswith("http://127.0.0.1:")
        assert show.urls[1].startswith(f"http://{show.address}/overlay#token=")
        assert greeted(show, show.token)["type"] == "welcome"
        refused = greeted(show, "guess")
        assert (refused["type"], refused["code"]) == ("error", "token")
        (folder,) = temporary.glob("mien-live-*")
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "daemon.json").stat().st_mode & 0o777 == 0o600
        started = descendants(process.pid)
        assert started
        assert show.ends(signal.SIGTERM) == 0
        assert not [pid for pid in started if is_alive(pid)]
        assert not list(temporary.glob("mien-*"))
    finally:
        process.kill()
        process.wait()


def test_a_microphone_moves_a_mouth_and_may_be_unplugged(words, listener, tmp_path_factory):
    try:
        with virtual_microphone(tmp_path_factory.mktemp("s")) as microphone:
            options = ("--mic", NAME, "--gate", "-50", "--no-face", "--vmc", listener.place)
            with live(*options, pages=False, environment=microphone.environment | CACHE) as show:
                while not any("microphone: on" in line for line in show.said):
                    assert show.process.poll() is None, show.said
                    microphone.speak(np.zeros(4_800, np.int16))
                microphone.speak(np.concatenate(list(read_recording(words))))
                listener.until("A", 0.2)
                # Nothing is written into it any more: no sound comes, not even silence.
                assert show.says("plugged in")
                assert show.ends() == 0
    except FileNotFoundError as error:
        pytest.skip(str(error))


def test_a_daemon_that_is_killed_comes_back_and_the_show_goes_on(words, listener):
    with live("--no-input", "--no-face", "--vmc", listener.place) as show:
        assert show.says("on air")
        (daemon,) = [pid for pid in descendants(show.process.pid) if b"daemon_child" in cmdline(pid)]
        os.kill(daemon, signal.SIGKILL)
        assert show.says("off air: ")
        assert show.says("on air", times=2)
        asyncio.run(agent_says(show, "Papa papa papa."))
        listener.until("A", 0.15)
        assert show.ends() == 0


def cmdline(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


async def agent_says(show: Show, text: str) -> None:
    """A voice agent that has the show say something."""
    from websockets.asyncio.client import connect as dial

    async with dial(f"ws://{show.address}/voice") as agent:
        await agent.send(json.dumps({"type": "hello", "token": show.token, "rate_hz": 24_000}))
        assert json.loads(await agent.recv())["type"] == "ready"
        await agent.send(json.dumps({"type": "say", "text": text}))
        answers = []
        while "ended" not in answers:
            answers.append(json.loads(await asyncio.wait_for(agent.recv(), SOON_S))["type"])
        assert "started" in answers


def test_a_daemon_ends_with_a_show_that_was_killed():
    with live("--no-input", "--no-face", pages=False) as show:
        assert show.says("on air")
        started = descendants(show.process.pid)
        show.process.kill()
        show.process.wait()
        # Its stdin ends with the show, and it with its stdin.
        for process in [os.pidfd_open(pid) for pid in started if is_alive(pid)]:
            # It can be read once the process has ended.
            assert select.select([process], [], [], SOON_S)[0]
            os.close(process)


def test_a_show_that_is_over_with_its_recording_leaves_a_recording_that_replays(words, tmp_path):
    done = mien("live", "--audio", words, "--no-face", "--until-end", "--no-page", "--record", tmp_path)
    assert done.code == 0, done.err
    (take,) = tmp_path.glob("*.tap")
    assert f"recording: {take} is complete" in done.err
    contents = read_contents(take)
    assert not contents.is_cut
    (session,) = contents.sessions.values()
    assert set(session.streams) == {StreamKind.MOTION, StreamKind.AUDIO}
    # The recording, and what it took to go on air and to end.
    assert session.media_ns > 2_500_000_000


def test_a_recording_that_is_not_there_is_said_in_one_line():
    done = mien("live", "--no-face", "--audio", "none.wav")
    assert (done.code, done.out) == (2, [])
    assert done.err == ["mien: error: there is no file none.wav"]


def test_a_port_that_is_taken_is_said_and_leaves_no_daemon(words):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = mien("live", "--no-input", "--no-face", "--port", str(taken.getsockname()[1]))
    assert done.code == 2
    assert "name another, or 0 for any" in done.err[-1]
