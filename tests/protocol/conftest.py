"""A scripted daemon, and a client of it of either kind."""

import asyncio

import pytest

from tests.protocol.scripted_daemon import ScriptedDaemon


@pytest.fixture
def daemon(tmp_path):
    return ScriptedDaemon(tmp_path / "daemon.json")


@pytest.fixture(params=["blocking", "looping"])
def make_client(request, daemon):
    """Makes clients of one kind."""
    if request.param == "blocking":
        yield daemon.client
        return
    with asyncio.Runner() as runner:
        made = []
        yield lambda **options: made.append(daemon.looped_client(runner, **options)) or made[-1]
        for client in made:
            client.close()


@pytest.fixture
def client(make_client):
    return make_client()
