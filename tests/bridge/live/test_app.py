"""How a show begins: what it starts, and what it says before it waits for anything."""

import asyncio
import logging
import socket
import sys
from types import SimpleNamespace

import pytest

from mien_bridge.live import app
from mien_bridge.live.daemon_process import ManagedDaemon
from mien_bridge.live.options import FaceOptions, InputOptions, NamedFile, ShowOptions
from mien_bridge.live.session_keeper import SessionKeeper
from mien_bridge.runtime.stderr_copy import StderrCopy
from mien_bridge.web.options import WebOptions
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


@pytest.fixture
def as_before(monkeypatch):
    """Has the process as it was when a show in it has ended."""
    logger, switch_s = logging.getLogger("mien_bridge"), sys.getswitchinterval()
    level = logger.level
    monkeypatch.setattr(app, "log_to_stderr", lambda *, quiet: None)
    yield
    logger.setLevel(level)
    sys.setswitchinterval(switch_s)


@pytest.mark.usefixtures("as_before")
def test_a_port_that_is_taken_is_told_before_the_daemon_is_waited_for(monkeypatch):
    async def never(_self):
        await asyncio.Event().wait()

    async def waited(_self):
        raise AssertionError("the daemon was waited for")

    monkeypatch.setattr(ManagedDaemon, "keep", never)
    monkeypatch.setattr(SessionKeeper, "begun", waited)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        page = WebOptions(port=taken.getsockname()[1])
        options = ShowOptions(InputOptions("none"), FaceOptions(is_possible=False), page=page)
        with pytest.raises(MienError, match="cannot listen on 127.0.0.1 port"):
            app.run_show(options)


class Ready:
    """A daemon that is ready, and what waits for its first session."""

    async def ready(self):
        pass

    async def begun(self):
        pass


def test_it_is_said_whose_face_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    said, ready = [], Ready()
    options = ShowOptions(face=FaceOptions(NamedFile("me.jpg", b"photo")))
    asyncio.run(app._begin(SimpleNamespace(daemon=ready, keeper=ready), options, StderrCopy(said.append, None)))
    assert said == ["making the face of me.jpg, which takes some seconds, and the first time up to a minute"]


def test_a_daemon_takes_no_modules_from_the_folder_in_which_a_show_is_begun(tmp_path, monkeypatch):
    (tmp_path / "signal.py").write_text("raise SystemExit(77)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    process = ManagedDaemon(tmp_path / "daemon.json", ["--help"], StderrCopy(lambda line: None, None))._start()
    with process:
        process.stdout.read()
    assert process.returncode == 0
