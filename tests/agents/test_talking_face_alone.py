"""A face for agents whose tasks end, break off, or do not read, as those of frameworks do."""

import asyncio

import numpy as np
import pytest

from mien_agents import FaceOptions, Picture, Sound, TalkingFace, UtteranceEnd
from mien_protocol.errors import MienError
from mien_protocol.messages.frames import FrameFlag
from tests.agents.scripted import ScriptedClient, ScriptedSession, motion, picture, piece

pytestmark = pytest.mark.unit

WAIT_S = 120.0
SPEECH = np.zeros(480, np.int16)


@pytest.fixture
def play(monkeypatch):
    """Runs a scene with a face and the session behind it, which `prepare` sets up before anything is read."""

    def run(scene, prepare=lambda session: None):
        async def played():
            session = ScriptedSession()
            prepare(session)
            monkeypatch.setattr(
                "mien_agents.talking_face.AsyncClient", lambda *_, **__: ScriptedClient(session, lambda: None)
            )
            async with asyncio.timeout(WAIT_S), TalkingFace(FaceOptions(photo=b"")) as face:
                session.calls.clear()
                return await scene(face, session)

        return asyncio.run(played())

    return run


def test_whoever_is_cancelled_while_pushing_is_cancelled(play):
    async def scene(face, session):
        session.has_room.clear()
        pushing = asyncio.create_task(face.push(SPEECH))
        await asyncio.sleep(0)
        pushing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await pushing
        session.has_room.set()
        await face.push(SPEECH)
        return list(session.calls)

    assert play(scene) == ["push"]


def test_an_interruption_lets_whoever_pushes_go_on(play):
    async def scene(face, session):
        session.has_room.clear()
        pushing = asyncio.create_task(face.push(SPEECH))
        await asyncio.sleep(0)
        await face.interrupt()
        await pushing
        return list(session.calls)

    assert play(scene) == ["cancel"]


def test_the_end_of_what_was_interrupted_does_not_end_what_comes_next(play):
    async def scene(face, session):
        session.has_room.clear()
        pushing = asyncio.create_task(face.push(SPEECH))
        ending = asyncio.create_task(face.end())
        await asyncio.sleep(0)
        await face.interrupt()
        await asyncio.gather(pushing, ending)
        session.has_room.set()
        await face.push(SPEECH)
        await face.end()
        return list(session.calls)

    assert play(scene) == ["cancel", "push", "end"]


def test_an_interruption_that_is_broken_off_has_dropped_the_sound_all_the_same(play):
    async def scene(face, session):
        await session.nothing_more.wait()
        session.may_cancel.clear()
        interrupting = asyncio.create_task(face.interrupt())
        await asyncio.sleep(0)
        interrupting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await interrupting
        return await anext(aiter(face))

    def prepare(session):
        session.sound = [piece(0)]
        session.pictures = [picture(5)]

    assert isinstance(play(scene, prepare), Picture)


def test_an_utterance_ends_where_its_motion_does_though_that_picture_was_lost(play):
    async def scene(face, session):
        heard = (item async for item in face if not isinstance(item, Picture))
        return [await anext(heard) for _ in range(3)]

    def prepare(session):
        session.pictures = [picture(1), picture(4)]
        session.frames = [motion(1, FrameFlag.FIRST), motion(3, FrameFlag.LAST), motion(4)]
        session.sound = [piece(1), piece(4)]

    before, end, after = play(scene, prepare)
    assert (before.time_ns, end, after.time_ns) == (1, UtteranceEnd(), 4)


def test_what_nobody_reads_does_not_grow(play):
    async def scene(face, session):
        await session.nothing_more.wait()
        items = []
        async for item in face:
            items.append(item)
            if isinstance(item, Sound) and item.time_ns == 3_999:
                break
        return items

    def prepare(session):
        session.pictures = [picture(number) for number in range(100)]
        session.frames = [motion(number, FrameFlag.LAST) for number in range(100)]
        session.sound = [piece(number) for number in range(4_000)]

    items = play(scene, prepare)
    assert [item.time_ns for item in items if isinstance(item, Picture)] == list(range(84, 100))
    assert [item.time_ns for item in items if isinstance(item, Sound)] == list(range(1_000, 4_000))
    assert sum(isinstance(item, UtteranceEnd) for item in items) == 64


def test_a_defect_is_told_to_who_reads(play):
    async def scene(face, session):
        with pytest.raises(MienError, match="a defect of the face: RuntimeError: broken"):
            await anext(aiter(face))

    def prepare(session):
        session.defect = RuntimeError("broken")

    play(scene, prepare)


def test_who_reads_is_told_when_it_is_closed(play):
    async def scene(face, session):
        reading = asyncio.ensure_future(anext(aiter(face)))
        await session.nothing_more.wait()
        await face.close()
        with pytest.raises(MienError, match="was closed"):
            await reading

    play(scene)


def test_it_can_be_closed_while_it_is_being_opened(monkeypatch):
    async def closed():
        is_opening = asyncio.Event()
        monkeypatch.setattr(
            "mien_agents.talking_face.AsyncClient", lambda *_, **__: ScriptedClient(None, is_opening.set)
        )
        face = TalkingFace(FaceOptions(photo=b""))
        opening = asyncio.create_task(face.__aenter__())
        await is_opening.wait()
        await face.close()
        async with asyncio.timeout(WAIT_S):
            with pytest.raises(MienError, match="closed while it was being opened"):
                await opening

    asyncio.run(closed())


def test_controls_hold_at_once_or_wait_for_the_sound_before_them(play):
    async def scene(face, session):
        await face.set_controls({"emotion": "sad"})
        await face.set_controls({"manner": "calm"}, queued=True)
        for mood in ("happy", "angry"):
            await face.push(SPEECH)
            await face.set_controls({"emotion": mood}, queued=True)
        assert session.calls == [{"emotion": "sad"}, {"manner": "calm"}, "push", "push"]
        # Where an interruption was before, the daemon counts from another sample.
        session.sound += [piece(0, 7_000)]
        session.woken.set()
        await first_sound(face)
        return session.calls[4:]

    assert play(scene) == [{"emotion": "happy"}]


def test_an_interruption_drops_controls_with_the_sound_that_they_wait_for(play):
    async def scene(face, session):
        await face.push(SPEECH)
        await face.set_controls({"emotion": "happy"}, queued=True)
        await face.interrupt()
        await face.push(SPEECH)
        session.sound += [piece(0, 480)]
        session.woken.set()
        await first_sound(face)
        return list(session.calls)

    assert play(scene) == ["push", "cancel", "push"]


def test_controls_that_are_none_are_refused_at_once(play):
    async def scene(face, _session):
        await face.push(SPEECH)
        with pytest.raises(MienError, match=r"controls\.emotion"):
            await face.set_controls({"emotion": "glad"}, queued=True)

    play(scene)


async def first_sound(face) -> None:
    async for item in face:
        if isinstance(item, Sound):
            return
