"""A web server in the test's event loop, and browsers that know nothing of Mien but its protocol."""

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path

import msgpack
from websockets.asyncio.client import connect

from mien_bridge.web.app.server import WebServer, serve_web
from mien_bridge.web.options import WebOptions
from tests.bridge.web.show import Show

LIMIT_S = 120.0

PAGES = {"index.html": "<!doctype html><title>studio</title>", "overlay.html": "<!doctype html><title>overlay</title>"}


def run(scenario):
    """Runs a scenario to its end, or for as long as none takes."""
    asyncio.run(asyncio.wait_for(scenario, LIMIT_S))


def pages(folder: Path) -> Path:
    """A folder of pages."""
    folder.mkdir(exist_ok=True)
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@asynccontextmanager
async def serving(connection_file: Path, show: Show | None = None, **options):
    """A server on any free port."""
    folder = pages(connection_file.parent / "pages")
    asked = WebOptions(**({"port": 0, "pages": folder} | options))
    async with serve_web(asked, show or Show(), connection_file) as server:
        yield server


def scene(scenario):
    """Runs a scenario before a server without a daemon, as a test."""

    def test(tmp_path):
        async def go():
            show = Show()
            async with serving(tmp_path / "daemon.json", show) as server:
                await scenario(server, show)

        run(go())

    test.__name__, test.__doc__ = scenario.__name__, scenario.__doc__
    return test


class Page:
    """A browser's end of the gateway: bare msgpack over an independent WebSocket."""

    def __init__(self, socket, token: str) -> None:
        self.socket = socket
        self.token = token
        self.waiting = []
        self._ids = 0

    async def send(self, channel, header, payload=None):
        await self.socket.send(msgpack.packb([channel, header, *([] if payload is None else [payload])]))

    async def ask(self, kind, /, channel="control", payload=None, **fields):
        """Sends a request, and returns its number."""
        self._ids += 1
        await self.send(channel, {"type": kind, "id": self._ids, **fields}, payload)
        return self._ids

    async def answer(self, kind, /, **fields):
        """Asks, and waits for what answers it."""
        number = await self.ask(kind, **fields)
        return (await self.until(lambda channel, header: isinstance(header, dict) and header.get("re") == number))[1]

    async def hello(self, token=None):
        return await self.answer("hello", protocol=[1, 0], client="test", token=token or self.token)

    async def until(self, wanted):
        """The first message that is wanted; what comes before is kept for later."""
        for at, message in enumerate(self.waiting):
            if wanted(*message[:2]):
                return self.waiting.pop(at)
        while True:
            message = msgpack.unpackb(await self.socket.recv())
            if wanted(*message[:2]):
                return message
            self.waiting.append(message)

    async def told(self, kind):
        """The first map of a type, wherever it comes."""
        return (await self.until(lambda _channel, header: isinstance(header, dict) and header.get("type") == kind))[1]

    async def frame(self, topic):
        """The next frame of a stream."""
        return await self.until(lambda channel, header: channel == topic and isinstance(header, list))


@asynccontextmanager
async def page(server: WebServer, *, says_hello=True, **options):
    """A page that is connected, and welcome unless it is to say hello itself."""
    async with connect(f"ws://{server.address}/ws", max_size=None, max_queue=None, proxy=None, **options) as socket:
        browser = Page(socket, server.token)
        if says_hello:
            browser.welcome = await browser.hello()
        yield browser
