"""A page in Node: another WebSocket, another msgpack."""

import asyncio
import json

import pytest

from tests.bridge.daemon.running import meter_avatars, running
from tests.bridge.web.serving import run, serving

pytestmark = pytest.mark.real


def test_node_is_performed_for(tmp_path, node_readers):
    async def go(path):
        async with serving(path) as server:
            node = await asyncio.create_subprocess_exec(
                "node",
                "--experimental-websocket",
                "--no-warnings",
                "read_web.mjs",
                server.address,
                server.token,
                cwd=node_readers,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            output, trouble = await node.communicate()
            assert node.returncode == 0, trouble.decode()
            seen = json.loads(output)
            assert seen["welcome"]["type"] == "welcome"
            assert seen["state"]["daemon"] == "up"
            assert seen["bytes"]["motion"] == 244
            assert seen["frames"]["face"][5] == seen["bytes"]["face"]
            assert seen["bytes"]["audio"] % 2 == 0

    with running(tmp_path / "daemon.json", avatars=meter_avatars()) as daemon:
        run(go(daemon.path))
