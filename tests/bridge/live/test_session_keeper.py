"""What is on air while it changes: nothing that was asked for meanwhile is lost."""

import asyncio
from types import SimpleNamespace

import pytest

from mien_bridge.inputs.sound import SILENCE
from mien_bridge.live import session_keeper
from mien_bridge.live.daemon_process import ExternalDaemon
from mien_bridge.live.session_keeper import SessionKeeper
from mien_bridge.runtime.tasks import first_completed
from mien_protocol.client import DaemonSilentError
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


class Session:
    """A session in which nothing comes."""

    def __init__(self, name, controls) -> None:
        self.name = name
        self.opened = name
        self.controls = dict(controls)
        self.is_closed = False
        self.pushed = []

    async def set_controls(self, controls):
        self.controls |= controls
        return dict(self.controls)

    async def push(self, samples):
        self.pushed.append(len(samples))

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
        self.is_there = False

    @property
    def is_alive(self):
        return self.is_there

    async def gone(self):
        await self.is_lost.wait()
        self.is_lost.clear()


class Audience:
    def __init__(self) -> None:
        self.performed = asyncio.Queue()
        self.delays = 0
        self.missed = []

    def daemon_slow(self):
        self.delays += 1

    def session_opened(self, welcome, opened):
        self.performed.put_nowait(opened)

    def session_closed(self, why):
        pass

    def session_over(self, missed):
        self.missed.append(missed)


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


class BusyClient(Client):
    """A daemon's that is too busy to answer at first: to a hello, or to a request."""

    def __init__(self, silent_to) -> None:
        super().__init__()
        self.silent_to = [silent_to]

    def answer(self, what):
        if self.silent_to == [what]:
            self.silent_to.clear()
            raise DaemonSilentError(f"{what} was not answered")

    async def __aenter__(self):
        self.answer("a hello")
        return self

    async def open_session(self, **wishes):
        self.answer("a request")
        return await super().open_session(**wishes)


async def kept(monkeypatch, client, daemon, listener):
    """The first session on air; raises what ends the show before."""
    monkeypatch.setattr(session_keeper, "_FIRST_WAIT_S", 0.0)
    monkeypatch.setattr(session_keeper, "AsyncClient", lambda *_, **__: client)
    keeper = SessionKeeper(daemon, {"controls": {}, "avatar": b"photo"}, listener)
    return await first_completed(keeper.keep(), listener.performed.get())


@pytest.mark.parametrize(("silent_to", "is_alive"), [("a request", False), ("a request", True), ("a hello", True)])
def test_a_daemon_that_is_there_and_slow_is_asked_again(monkeypatch, silent_to, is_alive):
    async def main():
        daemon, listener = Daemon(), Audience()
        daemon.is_there = is_alive
        assert await kept(monkeypatch, BusyClient(silent_to), daemon, listener) == "s0"
        assert listener.delays == 1

    asyncio.run(asyncio.wait_for(main(), 20.0))


def test_a_daemon_that_nobody_has_seen_and_that_is_silent_ends_the_show(monkeypatch):
    async def main():
        with pytest.raises(DaemonSilentError, match="a hello"):
            await kept(monkeypatch, BusyClient("a hello"), Daemon(), Audience())

    asyncio.run(asyncio.wait_for(main(), 20.0))


def test_a_photo_that_is_refused_ends_the_show_at_once(monkeypatch):
    class Refusing(Client):
        async def open_session(self, **_):
            raise MienError("no face in it")

    async def main():
        daemon = Daemon()
        daemon.is_there = True
        with pytest.raises(MienError, match="no face"):
            await kept(monkeypatch, Refusing(), daemon, Audience())

    asyncio.run(asyncio.wait_for(main(), 20.0))


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


def test_what_tags_ask_for_holds_over_the_wishes_and_leaves_them_as_they_are(session_opened):
    async def test(stage):
        keeper, session = stage.keeper, stage.client.sessions[0]
        await keeper.set_controls({"emotion": "sad", "distance": 1.3})
        await keeper.lay_over({"emotion": "happy", "manner": "lively"})
        await keeper.set_controls({"emotion": "angry", "distance": 1.1})
        held = {name: session.controls[name] for name in ("emotion", "manner", "distance")}
        assert held == {"emotion": "happy", "manner": "lively", "distance": 1.1}
        assert keeper.wishes["controls"]["emotion"] == "angry"
        await keeper.lay_over({})
        held = {name: session.controls[name] for name in ("emotion", "manner", "distance")}
        assert held == {"emotion": "angry", "manner": "natural", "distance": 1.1}
        assert keeper.wishes["controls"] == {"emotion": "angry", "distance": 1.1}

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


def test_what_was_sent_in_vain_is_told_when_the_daemon_is_lost(session_opened):
    async def test(stage):
        session = stage.keeper.session
        for _ in range(10):
            stage.keeper.send(SILENCE)
        while len(session.pushed) < 11:
            await asyncio.sleep(0)
        for _ in range(5):
            stage.keeper.send(SILENCE)
        stage.daemon.is_lost.set()
        assert await stage.listener.performed.get() == "s1"
        # Fifteen pieces, and the head start before them: no motion has come of any.
        assert stage.listener.missed == [16]
        while not stage.keeper.session.pushed:
            await asyncio.sleep(0)
        assert stage.keeper.session.pushed == [144]

    session_opened(test)
