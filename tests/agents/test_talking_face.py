"""A face for agents, over real sockets."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest

from mien_agents import Picture, Sound, TalkingFace
from mien_protocol.errors import MienError
from tests.agents.conftest import PATIENCE_S, shown
from tests.bridge.daemon.running import meter_avatars, running

pytestmark = pytest.mark.e2e

HEAD, SUIT = slice(0, 64), slice(96, 128)


def test_what_is_said_is_shown_and_heard(options, speech):
    async def said():
        async with TalkingFace(options) as face:
            await first(face, Picture)
            await face.push(speech)
            await face.end()
            return await shown(face)

    items = asyncio.run(said())
    sound = [item for item in items if isinstance(item, Sound)]
    heard = np.concatenate([item.samples for item in sound])
    assert np.array_equal(heard[: len(speech)], speech)
    begun, ended = sound[0].time_ns, sound[0].time_ns + 2_000_000_000
    speaking = [item for item in items if isinstance(item, Picture) and begun <= item.time_ns < ended]
    assert len(speaking) >= 30
    # In this portrait the head is in the upper half, the suit in the lower.
    heads, suits = (np.stack([item.rgba[rows].astype(np.int16) for item in speaking]) for rows in (HEAD, SUIT))
    assert np.abs(np.diff(heads, axis=0)).max() > 20
    # The mark that says what made a picture changes colours by up to two levels.
    assert np.abs(np.diff(suits, axis=0)).max() <= 4


def test_pictures_come_before_anybody_speaks(options):
    async def waited():
        async with TalkingFace(options) as face:
            return await first(face, Picture)

    assert asyncio.run(waited()).rgba.shape == (128, 128, 4)


def test_nothing_of_before_comes_after_an_interruption(options, speech):
    async def interrupted():
        async with TalkingFace(options) as face:
            pushing = asyncio.create_task(face.push(np.tile(speech, 40)))
            old = await first(face, Sound)
            await face.interrupt()
            await pushing
            await face.push(speech[:8_000])
            await face.end()
            return old, [item for item in await shown(face) if isinstance(item, Sound)]

    old, after = asyncio.run(interrupted())
    assert min(item.time_ns for item in after) > old.time_ns
    heard = np.concatenate([item.samples for item in after])
    assert np.array_equal(heard[:8_000], speech[:8_000])
    assert len(heard) < 2 * 8_000


def test_a_daemon_that_goes_is_told_to_who_looks_and_to_who_speaks(tmp_path, options, speech):
    async def lost():
        with running(tmp_path / "daemon.json", avatars=meter_avatars(), heartbeat_s=0.3) as daemon:
            face = await TalkingFace(replace(options, connection_file=daemon.path)).__aenter__()
            await first(face, Picture)
        try:
            with pytest.raises(MienError):
                async with asyncio.timeout(PATIENCE_S):
                    async for _ in face:
                        pass
            with pytest.raises(MienError):
                await face.push(speech)
        finally:
            await face.close()

    asyncio.run(lost())


def test_a_photo_without_a_face_is_refused_in_words(options):
    async def refused():
        async with TalkingFace(replace(options, photo=b"not a photo")):
            pass

    with pytest.raises(MienError, match="photo"):
        asyncio.run(refused())


def test_one_that_is_not_open_says_so(options, speech):
    with pytest.raises(MienError, match="async with"):
        asyncio.run(TalkingFace(options).push(speech))


async def first(face, kind):
    async with asyncio.timeout(PATIENCE_S):
        return await anext(item async for item in face if isinstance(item, kind))
