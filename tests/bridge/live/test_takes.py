"""Recordings of a show: what is said of their end is so."""

import asyncio

import pytest

from mien_bridge.live import take as take_module
from mien_bridge.live.takes import Takes
from mien_protocol.messages.sessions import Topics

pytestmark = pytest.mark.unit


class Recorder:
    """One that records nothing; its file may not be closed well."""

    error: OSError | None = None

    def __init__(self, *_) -> None:
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.error is not None:
            raise self.error

    def turn(self, timeout_s):
        pass


@pytest.mark.parametrize(
    ("error", "words"), [(None, "is complete"), (OSError("no space left"), "broke off: no space left")]
)
def test_a_recording_is_complete_only_if_its_file_is(tmp_path, monkeypatch, error, words):
    monkeypatch.setattr(take_module, "Recorder", Recorder)
    monkeypatch.setattr(Recorder, "error", error)
    said = []

    async def go():
        takes = Takes(tmp_path, tmp_path / "daemon.json", said.append)
        takes.session_opened(None, Topics("motion/s/", None, None))
        takes.session_closed()
        while len(said) < 2:
            await asyncio.sleep(0)

    asyncio.run(asyncio.wait_for(go(), 120.0))
    assert len(said) == 2
    assert words in said[1]
