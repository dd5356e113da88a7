"""The stand-in for VTube Studio, as clients see it that Mien did not write."""

import asyncio
import json
import subprocess

import pytest
import pyvts

from tests.bridge.outputs.vts.studio import DEFAULTS, Studio
from tests.bridge.outputs.vts.studio_server import LIMIT_S, StudioServer

pytestmark = pytest.mark.real


@pytest.fixture
def server():
    with StudioServer(Studio()) as served:
        yield served


def allow_when_asked(server):
    server.wait(lambda: server.studio.popup is not None, lambda: None)
    server.studio.allow()


async def as_pyvts(server, path):
    """What pyvts hears when it does what its documentation shows."""
    client = pyvts.vts(
        plugin_info={
            "plugin_name": "pyvts",
            "developer": "genteki",
            "plugin_icon": None,
            "authentication_token_path": str(path),
        },
        vts_api_info={"version": "1.0", "name": "VTubeStudioPublicAPI", "host": "127.0.0.1", "port": server.port},
    )
    await client.connect()
    ask = client.vts_request
    early = await client.request(ask.requestTrackingParameterList())
    _, granted = await asyncio.gather(asyncio.to_thread(allow_when_asked, server), client.request_authenticate_token())
    assert granted is None
    heard = {
        "early": early,
        "known": await client.request_authenticate(),
        "created": await client.request(ask.requestCustomParameter("OtherJaw", 0, 2, 0.5, "a jaw")),
        "moved": await client.request(ask.requestSetParameterValue("OtherJaw", 1.5, face_found=True)),
        "several": await client.request(ask.requestSetMultiParameterValue(["MouthOpen", "FaceAngleX"], [0.5, -20.0])),
        "unknown": await client.request(ask.requestSetParameterValue("NoSuchThing", 1.0)),
        "list": await client.request(ask.requestTrackingParameterList()),
        "value": await client.request(ask.requestParameterValue("OtherJaw")),
        "deleted": await client.request(ask.requestDeleteCustomParameter("OtherJaw")),
        "gone": await client.request(ask.requestDeleteCustomParameter("OtherJaw")),
    }
    await client.close()
    return heard


def test_pyvts_is_let_in_and_moves_parameters(server, tmp_path):
    path = tmp_path / "token.txt"
    heard = asyncio.run(as_pyvts(server, path))
    assert heard["early"]["data"]["errorID"] == 8
    assert heard["known"] is True
    assert path.read_text() in server.studio.tokens
    assert heard["created"]["messageType"] == "ParameterCreationResponse"
    assert heard["created"]["data"] == {"parameterName": "OtherJaw"}
    assert heard["moved"]["messageType"] == heard["several"]["messageType"] == "InjectParameterDataResponse"
    assert heard["unknown"]["data"]["errorID"] == 453
    assert heard["value"]["data"]["value"] == 1.5
    assert heard["deleted"]["messageType"] == "ParameterDeletionResponse"
    assert heard["gone"]["data"]["errorID"] == 401
    (custom,) = heard["list"]["data"]["customParameters"]
    assert (custom["name"], custom["addedBy"], custom["max"]) == ("OtherJaw", "pyvts", 2)
    assert server.studio.value("FaceAngleX") == -20.0


def test_pyvts_is_told_that_it_was_denied(server, tmp_path):
    async def asked():
        client = pyvts.vts(
            plugin_info={
                "plugin_name": "pyvts",
                "developer": "genteki",
                "authentication_token_path": str(tmp_path / "no"),
            },
            vts_api_info={"version": "1.0", "name": "VTubeStudioPublicAPI", "host": "127.0.0.1", "port": server.port},
        )
        await client.connect()
        asking = asyncio.create_task(client.request(client.vts_request.authentication_token()))
        await asyncio.to_thread(server.wait, lambda: server.studio.popup is not None, lambda: None)
        server.studio.deny()
        answer = await asking
        await client.close()
        return answer

    assert asyncio.run(asked())["data"]["errorID"] == 50


def test_the_client_of_npm_is_let_in_and_moves_parameters(server, node_readers):
    command = ["node", "vts_client.mjs", str(server.port)]
    with subprocess.Popen(command, cwd=node_readers, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as node:
        try:
            allow_when_asked(server)
            said, complained = node.communicate(timeout=2 * LIMIT_S)
        finally:
            node.kill()
    assert node.returncode == 0, complained.decode()
    heard = json.loads(said)
    assert heard["token"] in server.studio.tokens
    assert heard["state"] == {"active": True, "vTubeStudioVersion": "1.9.0", "currentSessionAuthenticated": True}
    assert heard["statistics"]["framerate"] == 60
    assert heard["created"] == heard["deleted"] == {"parameterName": "OtherJaw"}
    assert heard["injected"] == [{}, {}]
    assert heard["value"]["value"] == 0.5
    assert heard["face"] == {"found": True}
    assert {entry["name"] for entry in heard["list"]["defaultParameters"]} == set(DEFAULTS)
    assert heard["refused"] == {"unknown": 453, "tooLarge": 451, "aDefault": 354, "notThere": 401}
