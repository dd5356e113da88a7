"""Anything at all into the gateway and the voice endpoint: whoever sends it may be closed, the server stays."""

import asyncio
import json
import logging
from contextlib import suppress

import msgpack
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from mien_protocol.vectors.websocket import envelope_vectors, malformed_envelope_vectors
from tests.bridge.daemon.running import running
from tests.bridge.web.serving import page, serving
from tests.bridge.web.show import Show

pytestmark = pytest.mark.fuzz

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=20)
    | st.binary(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)
CHANNELS = st.sampled_from(["control", "subscribe", "unsubscribe", "live", "motion/a/"]) | st.text(max_size=10)
KINDS = st.sampled_from(
    ["hello", "ping", "open_session", "cancel", "subscribe", "set_input", "speak", "page_audio", "welcome"]
)
HEADERS = st.builds(
    lambda kind, value: {"type": kind, "id": 1, "session": "a"} | value,
    KINDS,
    st.dictionaries(st.text(max_size=8), VALUES, max_size=4),
)
ENVELOPES = st.tuples(CHANNELS, HEADERS | VALUES) | st.tuples(CHANNELS, HEADERS | VALUES, VALUES)
GOOD = st.sampled_from([vector.data for vector in (*envelope_vectors(), *malformed_envelope_vectors())])
MESSAGES = (
    st.binary(max_size=80) | st.text(max_size=40) | ENVELOPES.map(lambda parts: msgpack.packb(list(parts))) | GOOD
)


class Defects(logging.Handler):
    """Keeps what the log tells of defects."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.told = []

    def emit(self, record):
        self.told.append(f"{record.getMessage()} {record.exc_info}")


class Served:
    """A server in a loop that lives from one example to the next."""

    def __init__(self, runner, path, show):
        self.runner = runner
        self.show = show
        self._serving = serving(path, show)
        self.server = runner.run(self._serving.__aenter__())

    def close(self):
        self.runner.run(self._serving.__aexit__(None, None, None))


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    path = tmp_path_factory.mktemp("web") / "daemon.json"
    with running(path), asyncio.Runner() as runner:
        one = Served(runner, path, Show())
        defects = Defects()
        logging.getLogger("mien_bridge").addHandler(defects)
        yield one
        one.close()
        logging.getLogger("mien_bridge").removeHandler(defects)
        assert defects.told == []


def examples(function):
    return settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])(
        function
    )


async def survives(served):
    async with page(served.server) as browser:
        assert (await browser.answer("ping", client_ns=1))["type"] == "pong"


@examples
@given(st.lists(MESSAGES, max_size=8), st.booleans())
def test_anything_into_the_gateway(served, messages, says_hello):
    async def go():
        with suppress(ConnectionClosed):
            async with page(served.server, says_hello=says_hello) as browser:
                for message in messages:
                    await browser.socket.send(message)
                if says_hello:
                    await browser.answer("ping", client_ns=1)
        await survives(served)

    served.runner.run(asyncio.wait_for(go(), 20))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "voice", "rate_hz", "token"]), inner, max_size=4)
    ),
    max_leaves=6,
)


@examples
@given(st.lists(st.binary(max_size=40) | st.text(max_size=40) | JSON.map(json.dumps), max_size=6), st.booleans())
def test_anything_into_the_voice_endpoint(served, messages, says_hello):
    async def go():
        with suppress(ConnectionClosed):
            async with connect(served.server.voice_url, proxy=None, compression=None) as socket:
                if says_hello:
                    hello = {"type": "hello", "rate_hz": 8_000, "token": served.server.token}
                    await socket.send(json.dumps(hello))
                for message in messages:
                    await socket.send(message)
        await survives(served)

    served.runner.run(asyncio.wait_for(go(), 20))


@examples
@given(st.binary(max_size=200), st.booleans())
def test_anything_into_the_port(served, data, speaks_http):
    async def go():
        address, _, port = served.server.address.rpartition(":")
        reader, writer = await asyncio.open_connection(address, int(port))
        host = served.server.address.encode()
        writer.write((b"GET /" if speaks_http else b"") + data + b" HTTP/1.1\r\nHost: " + host + b"\r\n\r\n")
        with suppress(ConnectionError):
            writer.write_eof()
            await reader.read()
        writer.close()
        await survives(served)

    served.runner.run(asyncio.wait_for(go(), 20))
