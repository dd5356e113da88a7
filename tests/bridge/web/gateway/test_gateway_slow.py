"""A browser that does not read: it loses pictures, and nobody else loses anything."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from websockets.asyncio.client import connect

from mien_protocol.errors import MienError
from tests.bridge.daemon.clocked import tone
from tests.bridge.daemon.running import meter_avatars, running
from tests.bridge.web.serving import Page, page, run, serving
from tests.bridge.web.show import Show

pytestmark = pytest.mark.e2e

FACE = {"size": 512, "format": "rgba8", "rate_hz": 40}
END_NS = 2_000_000_000


def from_the_end(topic):
    """Whether a message is a frame of a stream from the end of the speech on."""
    return lambda channel, header: channel == topic and isinstance(header, list) and header[2] >= END_NS


def seqs(browser, topic):
    return [header[1] for channel, header, *_ in browser.waiting if channel == topic and isinstance(header, list)]


async def speak(browser, opened, seconds):
    for seq in range(10):
        samples = tone(round(1_600 * seconds)).tobytes()
        await browser.send("control", {"type": "push_audio", "session": opened["session"], "seq": seq}, samples)
    await browser.ask("end_audio", session=opened["session"])


def test_a_stalled_reader_delays_nobody_and_comes_back_to_the_newest(tmp_path):
    """Two seconds of pictures of a megabyte each, of which none waits for the reader but the newest."""
    with running(tmp_path / "daemon.json", avatars=meter_avatars()) as daemon:

        async def go():
            async with serving(daemon.path) as server, page(server) as quick, page(server) as slow:
                opened = await quick.answer("open_session", avatar=b"me", face=FACE)
                motion, face = opened["topics"]["motion"], opened["topics"]["face"]
                for browser in (quick, slow):
                    await browser.send("subscribe", {"topics": [motion, face]})
                    await browser.until(lambda channel, _: channel == face)
                slow.socket.transport.pause_reading()
                await speak(quick, opened, 2.0)
                last_picture = (await quick.until(from_the_end(face)))[1]
                last_motion = (await quick.until(from_the_end(motion)))[1]
                numbers = sorted([*seqs(quick, motion), last_motion[1]])
                assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
                slow.socket.transport.resume_reading()
                # What the quick one has seen is the oldest that still is to come.
                await slow.until(
                    lambda channel, header: (
                        channel == face and isinstance(header, list) and header[1] >= last_picture[1]
                    )
                )
                seen = seqs(slow, face)
                assert seen == sorted(set(seen))
                assert len(seen) < last_picture[1] / 2
                assert (await slow.answer("ping", client_ns=1))["type"] == "pong"

        run(go())


def test_a_browser_that_leaves_its_answers_unread_is_closed(tmp_path):
    async def go():
        show = Show()
        show.refuse = MienError("no" * 15_000)
        async with connected(tmp_path, show) as browser:
            browser.socket.transport.pause_reading()
            for number in range(1_500):
                await browser.send("live", {"type": "interrupt", "id": 1 + number})
            while show.listeners:
                await asyncio.sleep(0)

    run(go())


def test_a_browser_that_does_not_read_does_not_delay_the_servers_end(tmp_path):
    async def go():
        show = Show()
        show.refuse = MienError("no" * 15_000)
        async with connected(tmp_path, show) as browser:
            browser.socket.transport.pause_reading()
            for number in range(600):
                await browser.send("live", {"type": "interrupt", "id": 1 + number})
            while len(show.asked) < 600:
                await asyncio.sleep(0)
        assert show.listeners == []

    run(go())


@asynccontextmanager
async def connected(tmp_path, show):
    """A page that outlives its server."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(serving(tmp_path / "daemon.json", show))
        socket = await connect(f"ws://{server.address}/ws", proxy=None)
        browser = Page(socket, server.token)
        await browser.ask("hello", protocol=[1, 0], client="test", token=server.token)
        await browser.told("live_state")
        yield browser
    socket.transport.abort()
