"""What is on air while it changes: nothing that was asked for meanwhile is lost."""

import asyncio
from types import SimpleNamespace

import pytest

from mien_bridge.live import session_keeper
from mien_bridge.live.daemon_process import ExternalDaemon
from mien_bridge.live.session_keeper import SessionKeeper
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


class Session:
    """A session in which nothing comes."""

    def __init__(self, name, controls) -> None:
        self.name = name
        self.opened = name
        self.controls = dict(controls)
        self.is_closed = False

    async def set_controls(self, controls):
        self.controls |= controls
        return self.controls

    async def push(self, samples):
        pass

    async def ready(self, timeout_s):
        await asyncio.Event().wait()

    ready_faces = ready_sound = ready

    async def close(self):
        self.is_closed = True


class Client:
    """A daemon's, which opens sessions when it is let."""

    def __init__(self) -> None:
        self.welcome = "welcome"
        self.sessions = []
        self.may_open = asyncio.Event()
        self.may_open.set()
        self.asked = asyncio.Event()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        pass

    async def open_session(self, **wishes):
        self.asked.set()
        await self.may_open.wait()
        self.sessions.append(Session(f"s{len(self.sessions)}", wishes["controls"]))
        return self.sessions[-1]


class Daemon(ExternalDaemon):
    """One that can be lost."""

    def __init__(self) -> None:
        super().__init__(None)
        self.is_lost = asyncio.Event()

    async def gone(self):
        await self.is_lost.wait()
        self.is_lost.clear()


class Audience:
    def __init__(self) -> None:
        self.performed = asyncio.Queue()

    def session_opened(self, welcome, opened):
        self.performed.put_nowait(opened)

    def session_closed(self, why):
        pass


@pytest.fixture
def session_opened(monkeypatch):
    """Runs a test with somebody on air."""
    monkeypatch.setattr(session_keeper, "_FIRST_WAIT_S", 0.0)

    def run(test):
        async def main():
            stage = SimpleNamespace(client=Client(), daemon=Daemon(), listener=Audience())
            monkeypatch.setattr(session_keeper, "AsyncClient", lambda *_, **__: stage.client)
            stage.keeper = SessionKeeper(stage.daemon, {"controls": {"distance": 1.0}, "avatar": None}, stage.listener)
            keeping = asyncio.ensure_future(stage.keeper.keep())
            try:
                assert await stage.listener.performed.get() == "s0"
                await test(stage)
            finally:
                keeping.cancel()
                await asyncio.gather(keeping, return_exceptions=True)

        asyncio.run(asyncio.wait_for(main(), 20.0))

    return run


def test_controls_that_are_moved_while_an_avatar_is_made_hold_in_its_session(session_opened):
    async def test(stage):
        stage.client.may_open.clear()
        stage.client.asked.clear()
        changing = asyncio.ensure_future(stage.keeper.change({"avatar": b"photo"}))
        await stage.client.asked.wait()
        await stage.keeper.set_controls({"distance": 1.3})
        stage.client.may_open.set()
        await changing
        assert await stage.listener.performed.get() == "s1"
        assert stage.client.sessions[1].controls["distance"] == 1.3
        assert stage.keeper.wishes == {"controls": {"distance": 1.3}, "avatar": b"photo"}

    session_opened(test)


def test_a_session_of_a_daemon_that_was_lost_meanwhile_is_not_performed(session_opened):
    async def test(stage):
        former, stage.client.may_open = stage.client, asyncio.Event()
        former.asked.clear()
        changing = asyncio.ensure_future(stage.keeper.change({"avatar": b"photo"}))
        await former.asked.wait()
        stage.client = Client()
        stage.daemon.is_lost.set()
        assert await stage.listener.performed.get() == "s0"
        former.may_open.set()
        with pytest.raises(MienError, match="the daemon was lost"):
            await changing
        assert stage.keeper.session is stage.client.sessions[0]
        assert stage.keeper.wishes["avatar"] is None
        await stage.keeper.change({"avatar": b"other"})
        assert await stage.listener.performed.get() == "s1"
        assert stage.keeper.session is stage.client.sessions[1]

    session_opened(test)


def test_what_cannot_be_opened_leaves_what_is_on_air(session_opened):
    async def test(stage):
        async def refused(**_):
            raise MienError("no face in it")

        stage.client.open_session = refused
        with pytest.raises(MienError, match="no face"):
            await stage.keeper.change({"avatar": b"wall"})
        assert stage.keeper.session.name == "s0"
        assert stage.keeper.wishes["avatar"] is None

    session_opened(test)
