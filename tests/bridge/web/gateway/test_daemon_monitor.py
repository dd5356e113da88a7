"""Finding the daemon by its connection file: one that is none, and one that takes its place."""

import asyncio
import json

import pytest

from mien_bridge.web.gateway.daemon_monitor import DaemonMonitor
from mien_protocol.client.connection import dialler
from mien_protocol.connection_file import read_connection
from tests.bridge.daemon.running import running
from tests.bridge.web.serving import run

pytestmark = pytest.mark.e2e

NOWHERE = dict.fromkeys(("control", "motion", "face", "bake"), "tcp://127.0.0.1:1")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no json",
        json.dumps(NOWHERE | {"server_id": "0" * 16, "token": "t", "curve_key": "short"}),
        json.dumps(NOWHERE | {"control": "nowhere", "server_id": "0" * 16, "token": "t", "curve_key": None}),
        json.dumps(NOWHERE | {"server_id": "0" * 16, "token": "t" * 200, "curve_key": None}),
    ],
)
def test_a_file_that_leads_nowhere_is_passed_over_until_another_is_there(tmp_path, monkeypatch, content):
    path = tmp_path / "daemon.json"
    path.write_text(content, encoding="utf-8")
    read = asyncio.Event()

    def reading(file):
        read.set()
        return read_connection(file)

    monkeypatch.setattr(dialler, "read_connection", reading)

    async def go():
        came = asyncio.Queue()
        daemon = DaemonMonitor(path)
        daemon.listen(came.put_nowait, lambda _gone: None)
        async with daemon.attending():
            await read.wait()
            await asyncio.sleep(0)
            assert daemon.found is None
            path.unlink(missing_ok=True)
            with running(path) as there:
                found = await came.get()
                assert found.server_id == there.server.server_id
                assert daemon.found is found

    run(go())


def test_who_listens_no_more_is_not_told(tmp_path):
    async def go():
        told, came = [], asyncio.Queue()
        daemon = DaemonMonitor(tmp_path / "daemon.json")
        unlisten = daemon.listen(told.append, told.append)
        daemon.listen(came.put_nowait, lambda _gone: None)
        unlisten()
        unlisten()
        async with daemon.attending():
            with running(tmp_path / "daemon.json"):
                found = await came.get()
                daemon.listen(told.append, told.append)
                assert told == [found]

    run(go())
