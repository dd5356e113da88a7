"""The daemon behind the gateway stops, is killed, comes back, or only stumbles; the browser's WebSocket stays."""

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bridge.daemon.clocked import tone
from tests.bridge.daemon.leaky_line import leaky
from tests.bridge.daemon.running import running
from tests.bridge.web.serving import page, run, serving

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).parents[4]

SERVE = """
import sys
from pathlib import Path
from tests.bridge.daemon.running import running
with running(Path(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.read()
"""


@contextmanager
def process(path):
    """A daemon in a process of its own; `kill` takes it away without a word."""
    command = [sys.executable, "-c", SERVE, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as daemon:
        try:
            assert daemon.stdout.readline() == "ready\n"
            yield daemon
        finally:
            daemon.kill()


async def session(browser):
    opened = await browser.answer("open_session")
    await browser.send("subscribe", {"topics": [opened["topics"]["motion"]]})
    await browser.told("stream_header")
    return opened


async def moves(browser, opened, seq=0):
    """Speaks in a session until it moves."""
    name = opened["session"]
    await browser.send("control", {"type": "push_audio", "session": name, "seq": seq}, tone(3_200).tobytes())
    return await browser.frame(opened["topics"]["motion"])


def test_a_daemon_that_comes_late_answers_late(tmp_path):
    async def go():
        async with serving(tmp_path / "daemon.json") as server, page(server, says_hello=False) as browser:
            hello = await browser.ask("hello", protocol=[1, 0], client="test", token=server.token)
            await browser.told("live_state")
            refused = await browser.answer("open_session")
            assert (refused["code"], refused["retryable"]) == ("no_daemon", True)
            with running(tmp_path / "daemon.json"):
                assert (await browser.told("welcome"))["re"] == hello
                await moves(browser, await session(browser))

    run(go())


def test_a_daemon_that_stops_is_missed_and_the_next_is_greeted(tmp_path):
    async def go(server, browser, first):
        opened = await session(browser)
        first.stdin.close()
        ended = await browser.told("session_ended")
        assert (ended["session"], ended["message"]) == (opened["session"], "the daemon stops")
        refused = {}
        while refused.get("code") != "no_daemon":
            refused = await browser.answer("snapshot")
        first.wait()
        with running(tmp_path / "daemon.json") as second:
            welcome = await browser.told("welcome")
            assert welcome["re"] == browser.welcome["re"]
            assert welcome["server_id"] == second.server.server_id != browser.welcome["server_id"]
            await moves(browser, await session(browser))

    on_a_process(tmp_path, go)


def test_a_daemon_that_is_killed_leaves_nothing_unanswered(tmp_path):
    async def go(server, browser, first):
        opened = await session(browser)
        first.kill()
        refused = await browser.answer("snapshot")
        assert (refused["code"], refused["retryable"]) == ("no_daemon", True)
        ended = await browser.told("session_ended")
        assert (ended["session"], ended["code"]) == (opened["session"], "no_daemon")
        with running(tmp_path / "daemon.json"):
            await browser.told("welcome")
            await moves(browser, await session(browser))

    on_a_process(tmp_path, go)


def on_a_process(tmp_path, scenario):
    with process(tmp_path / "daemon.json") as first:

        async def go():
            async with serving(tmp_path / "daemon.json") as server, page(server) as browser:
                await scenario(server, browser, first)

        run(go())


def test_a_line_that_breaks_costs_no_session_and_no_subscription(tmp_path):
    with running(tmp_path / "daemon.json") as daemon, leaky(daemon.path, tmp_path / "outer.json", "control") as lines:

        async def go():
            async with serving(tmp_path / "outer.json") as server, page(server) as browser:
                opened = await session(browser)
                await moves(browser, opened)
                lines[0].cut()
                welcome = await browser.told("welcome")
                assert welcome["server_id"] == browser.welcome["server_id"]
                progress = {"accepted": 0}
                while progress["accepted"] != 3_200:
                    progress = await browser.told("audio_progress")
                await moves(browser, opened, seq=1)
                kinds = [header["type"] for _, header, *_ in browser.waiting if isinstance(header, dict)]
                assert "session_ended" not in kinds

        run(go())


def test_a_daemon_that_has_forgotten_a_browser_is_greeted_again(tmp_path):
    """As after a machine has slept."""
    with running(tmp_path / "daemon.json") as daemon:

        async def go():
            async with serving(daemon.path) as server, page(server) as browser:
                opened = await session(browser)
                daemon.server._control_server._clients._clients.clear()
                assert (await browser.told("session_ended"))["session"] == opened["session"]
                await browser.told("welcome")
                await moves(browser, await session(browser))

        run(go())
