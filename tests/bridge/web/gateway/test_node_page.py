"""A page in Node: another WebSocket, another msgpack; and the plain page's own msgpack beside it."""

import asyncio
import json

import pytest

from mien_bridge.web.site.pages import PLAIN
from mien_protocol.vectors.files import VECTORS_FOLDER
from tests.bridge.daemon.running import meter_avatars, running
from tests.bridge.web.serving import run, serving

pytestmark = pytest.mark.real


def test_node_is_performed_for_and_agrees_with_the_plain_page(tmp_path, node_readers):
    async def go(path):
        async with serving(path) as server:
            arguments = [server.address, server.token, str(PLAIN), str(VECTORS_FOLDER / "websocket")]
            node = await asyncio.create_subprocess_exec(
                "node",
                "--experimental-websocket",
                "--no-warnings",
                "read_web.mjs",
                *arguments,
                cwd=node_readers,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            output, trouble = await node.communicate()
            assert node.returncode == 0, trouble.decode()
            seen = json.loads(output)
            assert seen["disagreements"] == []
            assert seen["welcome"]["type"] == "welcome"
            assert seen["state"]["daemon"] == "up"
            assert seen["bytes"]["motion"] == 244
            assert seen["frames"]["face"][5] == seen["bytes"]["face"]
            assert seen["bytes"]["audio"] % 2 == 0

    with running(tmp_path / "daemon.json", avatars=meter_avatars()) as daemon:
        run(go(daemon.path))
