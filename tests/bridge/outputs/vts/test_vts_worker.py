"""VTube Studio's output in a lane of its own, as a show has it: threads, sockets and time are real."""

import asyncio
import threading
import time

import pytest
import pyvts

from mien_bridge.outputs import OutputRequest
from mien_bridge.outputs.kinds import find_output_kinds
from mien_bridge.outputs.manager import OutputManager
from mien_bridge.outputs.worker_status import WorkerState
from tests.bridge.outputs.fakes import WAIT_S, frame, wait_until
from tests.bridge.outputs.vts.studio import Studio
from tests.bridge.outputs.vts.studio_server import StudioServer

pytestmark = pytest.mark.e2e


@pytest.fixture
def server():
    with StudioServer(Studio(clock=time.monotonic_ns)) as served:
        yield served


@pytest.fixture
def manager(server, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    manager = OutputManager(find_output_kinds())
    manager.add(OutputRequest("vts", "studio", {"to": f"127.0.0.1:{server.port}"}))
    yield manager
    assert manager.close(WAIT_S)


def status(manager):
    (entry,) = manager.statuses()
    return entry.status


def be_let_in(server, manager):
    wait_until(lambda: server.studio.popup is not None)
    wait_until(lambda: "choose Allow" in status(manager).note)
    server.studio.allow()
    wait_until(lambda: status(manager).state is WorkerState.ON and status(manager).note == "")


def test_a_show_moves_the_model_and_goes_on_when_vtube_studio_restarts(server, manager):
    be_let_in(server, manager)
    manager.send(frame(1, jawOpen=0.5))
    wait_until(lambda: server.studio.value("MouthOpen") == 0.5)
    server.stop()
    wait_until(lambda: status(manager).state is WorkerState.FAILED)
    server.start()
    wait_until(lambda: status(manager).state is WorkerState.ON and status(manager).note == "")
    manager.send(frame(2, jawOpen=0.25))
    wait_until(lambda: server.studio.value("MouthOpen") == 0.25)
    assert server.studio.popups == 1


def test_switched_off_and_on_it_asks_again_whom_it_left_in_peace(server, manager):
    wait_until(lambda: server.studio.popup is not None)
    server.studio.deny()
    wait_until(lambda: status(manager).state is WorkerState.FAILED)
    assert "turn this output off and on again" in status(manager).note
    manager.set_on("studio", is_on=False)
    manager.set_on("studio", is_on=True)
    be_let_in(server, manager)
    assert server.studio.popups == 2


class OtherPlugin(threading.Thread):
    """pyvts, which moves the mouth until it is told to end."""

    def __init__(self, server, path):
        super().__init__(daemon=True)
        self.server = server
        self.path = path
        self.moves = threading.Event()
        self.is_over = threading.Event()

    def run(self):
        asyncio.run(self.move())

    async def move(self):
        info = {"plugin_name": "pyvts", "developer": "genteki", "authentication_token_path": str(self.path)}
        api = {"version": "1.0", "name": "VTubeStudioPublicAPI", "host": "127.0.0.1", "port": self.server.port}
        client = pyvts.vts(plugin_info={**info, "plugin_icon": None}, vts_api_info=api)
        await client.connect()
        await client.request_authenticate_token()
        assert await client.request_authenticate()
        while not self.is_over.is_set():
            await client.request(client.vts_request.requestSetParameterValue("MouthOpen", 0.75))
            self.moves.set()
            await asyncio.to_thread(self.is_over.wait, 0.1)
        await client.close()


def test_another_plugin_keeps_what_it_moves(server, manager, tmp_path):
    be_let_in(server, manager)
    other = OtherPlugin(server, tmp_path / "other.txt")
    other.start()
    wait_until(lambda: server.studio.popup is not None)
    server.studio.allow()
    try:
        assert other.moves.wait(WAIT_S)
        manager.send(frame(1, jawOpen=0.5))
        wait_until(lambda: status(manager).note.startswith("another plugin moves MouthOpen;"))
        wait_until(lambda: server.studio.value("MienJawOpen") == 0.5)
        assert server.studio.value("MouthOpen") == 0.75
    finally:
        other.is_over.set()
        other.join(WAIT_S)
