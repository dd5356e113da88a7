"""Who says nothing, and who comes too many."""

import asyncio
import json

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from mien_bridge.web import timed_connection
from mien_bridge.web.app import server as server_module
from mien_bridge.web.gateway import browser as browser_module
from mien_bridge.web.voice import agent as agent_module
from tests.bridge.web.serving import page, run, serving

pytestmark = pytest.mark.e2e


def test_a_browser_that_says_no_hello_is_told_and_closed(tmp_path, monkeypatch):
    monkeypatch.setattr(browser_module, "_HELLO_S", 0.1)

    async def go():
        async with serving(tmp_path / "daemon.json") as server, page(server, says_hello=False) as browser:
            refused = await browser.told("error")
            assert (refused["code"], refused["message"]) == ("hello_first", "no hello came within 0.1 s")
            with pytest.raises(ConnectionClosed) as closed:
                await browser.socket.recv()
            assert closed.value.rcvd.code == 1008

    run(go())


def test_an_agent_that_says_no_hello_is_told_and_closed(tmp_path, monkeypatch):
    monkeypatch.setattr(agent_module, "_HELLO_S", 0.1)

    async def go():
        async with serving(tmp_path / "daemon.json") as server, connect(server.voice_url, proxy=None) as socket:
            assert json.loads(await socket.recv())["message"] == "no hello came within 0.1 s"
            with pytest.raises(ConnectionClosed) as closed:
                await socket.recv()
            assert closed.value.rcvd.code == 1008

    run(go())


def test_one_too_many_is_refused_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(server_module, "_MOST_CONNECTIONS", 1)

    async def go():
        async with serving(tmp_path / "daemon.json") as server, page(server, says_hello=False):
            with pytest.raises(InvalidStatus) as refused:
                async with page(server, says_hello=False):
                    pass
            assert refused.value.response.status_code == 503
            assert b"1 pages and agents are connected already" in refused.value.response.body

    run(go())


def test_strangers_who_say_nothing_do_not_take_all_the_connections_there_are(tmp_path, monkeypatch):
    monkeypatch.setattr(timed_connection, "_MOST", 3)

    async def go():
        async with serving(tmp_path / "daemon.json") as server:
            host, port = server.address.split(":")
            strangers = [await asyncio.open_connection(host, int(port)) for _ in range(4)]
            done, waiting = await asyncio.wait(
                [asyncio.ensure_future(reader.read()) for reader, _ in strangers], return_when=asyncio.FIRST_COMPLETED
            )
            assert (len(done), len(waiting)) == (1, 3)
            for _, writer in strangers:
                writer.close()
            await asyncio.wait(waiting)

    run(go())
