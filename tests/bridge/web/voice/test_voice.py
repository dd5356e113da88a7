"""The door for voice agents."""

import asyncio
import json
import re
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from mien_bridge.web.live_host import VoiceEvent, VoiceEventKind
from tests.bridge.web.serving import scene
from tests.hygiene.sources import ROOT

pytestmark = pytest.mark.e2e

SECOND = bytes(48_000)


class Agent:
    """An agent's end, in bare JSON."""

    def __init__(self, socket):
        self.socket = socket

    async def say(self, **value):
        await self.socket.send(json.dumps(value))

    async def told(self, kind):
        while (value := json.loads(await self.socket.recv()))["type"] != kind:
            pass
        return value


@asynccontextmanager
async def agent(server, **hello):
    async with connect(server.voice_url, proxy=None, compression=None) as socket:
        speaking = Agent(socket)
        await speaking.say(**({"type": "hello", "token": server.token, "rate_hz": 24_000} | hello))
        yield speaking


@scene
async def test_an_agent_is_heard(server, show):
    async with agent(server) as speaking:
        assert await speaking.told("ready") == {"type": "ready", "rate_hz": 24_000}
        await speaking.socket.send(SECOND)
        await speaking.socket.send(b"\x01\x02")
        await speaking.say(type="end")
        await speaking.say(type="say", text="Good morning.", voice="en-us")
        await speaking.say(type="say", text="Good night.")
        await speaking.say(type="controls", controls={"emotion": "happy", "unknown": 1})
        await speaking.say(type="interrupt")
        assert (await speaking.told("buffered"))["seconds"] == pytest.approx(1.0, abs=0.001)
        (line,) = show.lines
        assert line.heard == [
            (SECOND, 24_000),
            (b"\x01\x02", 24_000),
            "end",
            ("Good morning.", "en-us"),
            ("Good night.", None),
            {"emotion": "happy"},
            "interrupt",
        ]
        for kind, told in (
            (VoiceEventKind.STARTED, {"type": "started"}),
            (VoiceEventKind.ENDED, {"type": "ended", "seconds": 1.25}),
            (VoiceEventKind.INTERRUPTED, {"type": "interrupted", "seconds": 1.25}),
            (VoiceEventKind.FAILED, {"type": "error", "message": "why", "hint": ""}),
        ):
            line.tell(VoiceEvent(kind, 1.25, "why"))
            assert await speaking.told(told["type"]) == told
    while not line.is_closed:
        await asyncio.sleep(0)
    assert line.tell is None


@scene
async def test_who_has_not_the_token_is_not_heard(server, show):
    for hello, words in (
        ({"token": "wrong"}, "the token is not this server's"),
        ({"token": 5}, "hello.token: expected text of at most 128 characters, got int"),
        ({"rate_hz": 7_999}, "hello.rate_hz: expected a whole number 8000..48000, got 7999"),
        ({"rate_hz": 24_000.5}, "got 24000.5"),
        ({"rate_hz": [1]}, "got list"),
        ({"type": "end"}, "the first message must be"),
        ({"type": 5}, "expected JSON such as"),
    ):
        async with agent(server, **hello) as speaking:
            assert words in (await speaking.told("error"))["message"]
            with pytest.raises(ConnectionClosed) as closed:
                await speaking.socket.recv()
            assert closed.value.rcvd.code == 1008
    assert show.lines == []


@scene
async def test_sound_before_hello_is_refused(server, show):
    async with connect(server.voice_url, proxy=None) as socket:
        await socket.send(SECOND)
        assert "the first message must be" in json.loads(await socket.recv())["message"]


@scene
async def test_a_second_agent_waits_for_the_first(server, show):
    async with agent(server) as first:
        await first.told("ready")
        async with agent(server) as second:
            refused = await second.told("error")
            assert (refused["message"], refused["hint"]) == ("another agent speaks", "wait until it has left")


@scene
async def test_more_than_a_minute_is_refused_and_the_agent_stays(server, show):
    async with agent(server) as speaking:
        await speaking.told("ready")
        show.lines[0].queued_s = 59.5
        await speaking.socket.send(SECOND)
        refused = await speaking.told("error")
        assert "of at most 60: this piece was dropped" in refused["message"] + refused["hint"]
        show.lines[0].queued_s = 0.0
        await speaking.socket.send(SECOND)
        await speaking.say(type="end")
        await speaking.say(type="say", text="")
        assert (await speaking.told("error"))["hint"] == "give some"
        assert show.lines[0].heard == [(SECOND, 24_000), "end"]


@scene
async def test_what_is_no_request_is_refused_and_the_agent_stays(server, show):
    async with agent(server) as speaking:
        await speaking.told("ready")
        for data, words in (
            ("no json", "expected JSON"),
            ("[" * 30_000, "expected JSON"),
            ('{"type": "controls", "controls": {"emotion": "glad"}}', "controls.controls.emotion"),
            ('{"type": "sing"}', "there are hello, end, interrupt, say and controls, got 'sing'"),
            ('{"type": "say"}', "say.text: expected text of at most 10000 characters, got NoneType"),
            ('{"type": "say", "text": "a", "voice": 5}', "say.voice"),
            ('{"type": "hello", "token": "", "rate_hz": 8000}', "hello was said already"),
            (b"odd", "2 bytes a sample, got 3 bytes"),
            (b"", "got 0 bytes"),
        ):
            await speaking.socket.send(data)
            assert words in (await speaking.told("error"))["message"]
        await speaking.say(type="interrupt")
        await speaking.say(type="say", text="")
        await speaking.told("error")
        assert show.lines[0].heard == ["interrupt"]


@scene
async def test_messages_of_a_megabyte_end_the_connection(server, show):
    async with agent(server) as speaking:
        await speaking.told("ready")
        with pytest.raises(ConnectionClosed) as closed:
            await speaking.socket.send(bytes(200_000) for _ in range(10))
            while True:
                await speaking.socket.recv()
        assert closed.value.rcvd.code == 1009


@scene
async def test_the_documented_agent_speaks(server, show):
    """As it stands in docs/web.md."""
    document = (ROOT / "docs" / "web.md").read_text(encoding="utf-8")
    code = next(block for block in re.findall(r"```python\n(.*?)```", document, re.DOTALL) if "def speak" in block)
    names = {}
    exec(code, names)
    speaking = asyncio.create_task(names["speak"](server.voice_url, server.token, bytes(20_000), 24_000))
    while not (show.lines and "end" in show.lines[0].heard):
        await asyncio.sleep(0)
    show.lines[0].tell(VoiceEvent(VoiceEventKind.ENDED, 0.4))
    await speaking
    assert b"".join(heard[0] for heard in show.lines[0].heard if heard != "end") == bytes(20_000)
