"""The wire over WebSocket, before a real daemon, by a browser that knows nothing of Mien but its protocol."""

import asyncio
import threading
import time

import msgpack
import pytest
import zmq
from websockets.exceptions import ConnectionClosed

from mien_protocol.connection_file import read_connection
from mien_protocol.endpoint import dial
from mien_protocol.envelope import MESSAGE_BYTES
from mien_protocol.vectors.malformed import malformed_vectors
from tests.bridge.daemon.clocked import tone
from tests.bridge.daemon.running import meter_avatars, running
from tests.bridge.web.serving import LIMIT_S, page, run, serving

pytestmark = pytest.mark.e2e

SPEECH = tone(4_800).tobytes()


@pytest.fixture(scope="module")
def daemon(tmp_path_factory):
    with running(tmp_path_factory.mktemp("daemon") / "daemon.json", avatars=meter_avatars()) as daemon:
        yield daemon


def gateway(scenario):
    """Runs a scenario before a server whose daemon is there."""

    def test(daemon):
        async def go():
            async with serving(daemon.path) as server:
                await scenario(server, daemon)

        run(go())

    test.__name__, test.__doc__ = scenario.__name__, scenario.__doc__
    return test


async def session(browser, **asked):
    """A session of a browser's, with the streams that it is subscribed to."""
    opened = await browser.answer("open_session", **asked)
    assert opened["type"] == "opened", opened
    await browser.send("subscribe", {"topics": [topic for topic in opened["topics"].values() if topic]})
    return opened


async def speak(browser, name, seq=0, payload=SPEECH):
    await browser.send("control", {"type": "push_audio", "session": name, "seq": seq}, payload)


@gateway
async def test_a_browser_is_welcome_and_learns_no_endpoint_and_no_token(server, daemon):
    async with page(server) as browser:
        welcome = browser.welcome
        assert (welcome["type"], welcome["re"]) == ("welcome", 1)
        assert welcome["server_id"] == daemon.server.server_id
        assert (welcome["motion"], welcome["face"], welcome["bake"]) == ("", "", "")
        assert "live" in welcome["features"]
        assert not {"bake", "curve"}.intersection(welcome["features"])
        secret = daemon.connection()["token"]
        assert all(secret not in str(message) for message in [welcome, *browser.waiting])


@gateway
async def test_the_token_is_the_pages_not_the_daemons(server, daemon):
    for token in ("wrong", daemon.connection()["token"], ""):
        async with page(server, says_hello=False) as browser:
            refused = await browser.hello(token or " ")
            assert (refused["code"], refused["re"]) == ("token", 1)
            assert "open the address" in refused["hint"]
            with pytest.raises(ConnectionClosed) as closed:
                await browser.socket.recv()
            assert closed.value.rcvd.code == 1008


@gateway
async def test_nothing_is_answered_before_hello(server, daemon):
    async with page(server, says_hello=False) as browser:
        refused = await browser.answer("open_session")
        assert (refused["code"], refused["re"]) == ("hello_first", 1)
        for channel in ("subscribe", "live"):
            await browser.send(channel, {"topics": ["motion/a/"], "type": "record", "id": 5, "is_on": True})
        assert (await browser.told("error"))["code"] == "hello_first"
        assert (await browser.hello())["type"] == "welcome"


@gateway
async def test_a_session_is_performed_as_over_the_wire(server, daemon):
    """What a browser gets is to the byte what a subscriber of the daemon gets."""
    async with page(server) as browser:
        opened = await session(browser, avatar=b"me", face={"size": 64, "format": "jpeg"}, echo=True)
        topics = opened["topics"]
        heard = Ear(daemon.path, topics)
        await speak(browser, opened["session"])
        for kind, topic in topics.items():
            _, header, payload = await browser.frame(topic)
            assert await asyncio.to_thread(heard.has, topic, header, payload), kind
        heard.close()
        ended = await browser.answer("end_audio", session=opened["session"])
        assert (ended["type"], ended["samples"]) == ("audio_ended", len(SPEECH) // 2)
        assert (await browser.answer("close_session", session=opened["session"]))["type"] == "closed"


class Ear:
    """A subscriber of the daemon's own sockets, which keeps all that it hears."""

    def __init__(self, path, topics):
        self._context, self._heard, self._ended = zmq.Context(), [], threading.Event()
        self._sockets = []
        for kind, name in (("motion", "motion"), ("face", "face"), ("audio", "motion")):
            socket = self._context.socket(zmq.SUB)
            dial(socket, read_connection(path), name)
            socket.subscribe(topics[kind])
            self._sockets.append(socket)
        for socket in self._sockets:
            # Until the stream's header has come, it is not subscribed.
            self._heard.append(socket.recv_multipart())
        self._threads = [threading.Thread(target=self._listen, args=(socket,)) for socket in self._sockets]
        for thread in self._threads:
            thread.start()

    def _listen(self, socket):
        while not self._ended.is_set():
            if socket.poll(50):
                self._heard.append(socket.recv_multipart())

    def has(self, topic, header, payload):
        """Whether such a message came, or comes."""
        wanted = [topic.encode(), msgpack.packb(header), payload]
        until = time.monotonic() + LIMIT_S
        while time.monotonic() < until:
            if any(wanted == parts for parts in list(self._heard)):
                return True
            self._ended.wait(0.05)
        return False

    def close(self):
        self._ended.set()
        for thread in self._threads:
            thread.join()
        self._context.destroy(linger=0)


@gateway
async def test_two_browsers_are_two_clients(server, daemon):
    """The same ids, their own sessions, and streams that both may watch."""
    async with page(server) as first, page(server) as second:
        mine = await session(first)
        theirs = await session(second)
        assert mine["re"] == theirs["re"] == 2
        assert mine["session"] != theirs["session"]
        await second.send("subscribe", {"topics": [mine["topics"]["motion"]]})
        await speak(first, mine["session"])
        topic = mine["topics"]["motion"]
        assert await first.frame(topic) == await second.frame(topic)
        await first.send("unsubscribe", {"topics": [topic]})
        await second.frame(topic)


@gateway
async def test_who_comes_late_is_told_what_a_stream_is(server, daemon):
    async with page(server) as first, page(server) as second:
        opened = await session(first)
        topic = opened["topics"]["motion"]
        await first.told("stream_header")
        await speak(first, opened["session"])
        await first.frame(topic)
        cancelled = await first.answer("cancel", session=opened["session"])
        await first.until(lambda channel, header: channel == topic and header[0] == cancelled["epoch"])
        await second.send("subscribe", {"topics": [topic]})
        header = (await second.until(lambda channel, _: channel == topic))[1]
        assert (header["type"], header["epoch"]) == ("stream_header", cancelled["epoch"])


@gateway
async def test_what_breaks_the_protocol_is_answered_as_the_daemon_would(server, daemon):
    async with page(server) as browser:
        for vector in malformed_vectors():
            if vector.socket == "control" and vector.sender == "client" and vector.re and len(vector.parts) == 1:
                await browser.socket.send(b"\x92\xa7control" + vector.parts[0])
                refused = await browser.told("error")
                assert (refused["code"], refused["re"]) == (vector.code, vector.re), vector.name
        assert (await browser.answer("ping", client_ns=1))["type"] == "pong"


@gateway
async def test_what_cannot_be_read_is_answered_once_a_second_at_most(server, daemon):
    async with page(server) as browser:
        for data in ("text", b"\xc1", b"\x91\xa7control", b"\x92\xa4mood\x80"):
            await browser.socket.send(data)
        refused = await browser.told("error")
        assert (refused["code"], refused["re"]) == ("malformed", 0)
        assert "expected a binary message, an envelope, got text" in refused["message"]
        await browser.answer("ping", client_ns=1)
        assert not [header for _, header in (m[:2] for m in browser.waiting) if header.get("type") == "error"]


@gateway
async def test_unknown_channels_and_the_gateways_own_ids_are_refused(server, daemon):
    async with page(server) as browser:
        await browser.send("control", {"type": "ping", "id": 2**32 - 1, "client_ns": 1})
        refused = await browser.told("error")
        assert (refused["code"], refused["re"]) == ("malformed", 2**32 - 1)
        await browser.send("motion/a/", {"type": "ping", "id": 1, "client_ns": 1})
        refused = await browser.told("error")
        assert refused["code"] == "unsupported"
        assert "there is no channel 'motion/a/' from browsers" in refused["message"]


@gateway
async def test_bakes_are_not_offered(server, daemon):
    async with page(server) as browser:
        refused = await browser.answer("bake_open", token="", protocol=[1, 0])
        assert (refused["type"], refused["code"]) == ("error", "unsupported")
        assert "on bake" in refused["message"]


@gateway
async def test_a_browser_has_64_topics_at_most(server, daemon):
    async with page(server) as browser:
        many = [f"motion/a{at}/" for at in range(64)]
        await browser.send("subscribe", {"topics": many})
        await browser.send("subscribe", {"topics": many})
        assert (await browser.answer("ping", client_ns=1))["type"] == "pong"
        await browser.send("subscribe", {"topics": ["face/a/"]})
        refused = await browser.told("error")
        assert refused["message"] == "a browser may have 64 topics, got 65"
        await browser.send("unsubscribe", {"topics": [*many[:1], "motion/unknown/"]})
        opened = await session(browser)
        assert (await browser.told("stream_header"))["session"] == opened["session"]


@gateway
async def test_oversized_messages_end_the_connection_in_words(server, daemon):
    async with page(server, says_hello=False) as browser:
        await browser.socket.send(bytes(70_000))
        with pytest.raises(ConnectionClosed) as closed:
            await browser.socket.recv()
        assert closed.value.rcvd.code == 1009
        assert "70000 bytes" in closed.value.rcvd.reason
    async with page(server) as browser:
        await browser.send("live", {"type": "ping", "data": bytes(200_000)})
        assert (await browser.told("error"))["code"] == "unsupported"
        with pytest.raises(ConnectionClosed) as closed:
            await browser.socket.send(bytes(1_000_000) for _ in range(MESSAGE_BYTES // 1_000_000 + 1))
            while True:
                await browser.socket.recv()
        assert closed.value.rcvd.code == 1009
    async with page(server) as browser:
        assert browser.welcome["type"] == "welcome"


@gateway
async def test_a_browser_that_leaves_has_its_sessions_closed(server, daemon):
    async with page(server) as watcher:
        async with page(server) as browser:
            opened = await session(browser)
        names = [opened["session"]]
        while opened["session"] in names:
            names = [one["session"] for one in (await watcher.answer("snapshot"))["sessions"]]


def test_a_browser_that_says_nothing_keeps_its_session(tmp_path):
    """As one whose timers are slowed down in the background: the gateway gives the signs of life."""
    with running(tmp_path / "daemon.json", heartbeat_s=0.1) as daemon:

        async def go():
            async with serving(daemon.path) as server, page(server) as browser:
                opened = await session(browser)
                for _ in range(8):
                    await browser.told("keepalive")
                sessions = (await browser.answer("snapshot"))["sessions"]
                assert [one["session"] for one in sessions] == [opened["session"]]

        run(go())


def test_a_daemon_that_encrypts_is_dialled_as_one(tmp_path):
    with running(tmp_path / "daemon.json", curve=True) as daemon:

        async def go():
            async with serving(daemon.path) as server, page(server) as browser:
                opened = await session(browser)
                await speak(browser, opened["session"])
                assert len((await browser.frame(opened["topics"]["motion"]))[2]) == 244

        run(go())


def test_pages_of_allowed_origins_come_in_and_others_do_not(daemon):
    async def go():
        async with serving(daemon.path, origins=("https://stream.example",)) as server:
            async with page(server, origin="https://stream.example") as browser:
                assert browser.welcome["type"] == "welcome"
            async with page(server, origin=f"http://{server.address}") as browser:
                assert browser.welcome["type"] == "welcome"
            with pytest.raises(Exception, match="403"):
                async with page(server, origin="https://evil.example"):
                    pass

    run(go())
