import asyncio
import contextlib
import itertools
import json
import subprocess
import sys
import time

import numpy as np
import pytest
import zmq

from mien_bridge.media.audio import AudioFile
from mien_bridge.offline.demo import sentence
from mien_protocol.client import AsyncClient, Client, FaceRequest, JitterBuffer, SessionLostError
from mien_protocol.errors import MienError, ProtocolError
from mien_protocol.messages.frames import FrameFlag
from tests.bridge.daemon.clocked import tone
from tests.bridge.daemon.running import meter_avatars, running
from tests.bridge.daemon.test_daemon import as_recording

pytestmark = pytest.mark.e2e

PARTS = ("time_ns", "expression", "head_wxyz", "head_m", "gaze_rad")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "daemon.json"


@pytest.fixture
def client(path):
    with running(path), Client(path) as client:
        yield client


def demo_pcm():
    with sentence() as path, AudioFile(path) as audio:
        speech = np.concatenate([block.speech for block in audio.blocks()])
    return np.clip(np.round(speech * 32_768.0), -32_768, 32_767).astype(np.int16)


def test_motion_of_the_demo_sentence_is_that_of_the_process_itself(client):
    samples = demo_pcm()
    with client.open_session(seed=5) as session:
        session.push(samples)
        session.end_audio()
        frames = list(session.motion())
        expected = as_recording(samples, 5)
        assert len(frames) == len(expected)
        for part in PARTS:
            np.testing.assert_array_equal([getattr(frame, part) for frame in frames], getattr(expected, part))
        assert [frame.seq for frame in frames] == list(range(len(frames)))
        assert frames[0].flags & FrameFlag.FIRST
        assert frames[-1].flags & FrameFlag.LAST
        assert (session.lost, session.stale) == (0, 0)


def test_more_than_the_credit_waits_and_nothing_is_refused(client):
    with client.open_session() as session:
        samples = tone(3 * session.credit + 1)
        session.push(samples)
        session.end_audio()
        assert len(list(session.motion())) == len(as_recording(samples))


def test_after_a_cancel_the_face_comes_to_rest_and_nothing_old_follows(client):
    with client.open_session(pace="speak") as session:
        session.push(tone(64_000))
        list(itertools.islice(session.motion(), 10))
        cancelled = session.cancel()
        frames = list(session.motion())
        assert {frame.epoch for frame in frames} == {cancelled.epoch}
        assert frames[0].time_ns == cancelled.time_ns
        assert all(frame.flags & FrameFlag.INTERRUPTED for frame in frames)


def test_a_jitter_buffer_shows_what_the_session_does(client):
    buffer = JitterBuffer(delay_ms=50)
    with client.open_session() as session:
        session.push(tone(16_000))
        session.end_audio()
        frames = list(session.motion())
        for frame in frames:
            buffer.add(frame)
    shown = buffer.sample(frames[30].time_ns + 50_000_000)
    np.testing.assert_allclose(shown.expression, frames[30].expression, atol=1e-6)


def test_a_refusal_has_the_words_of_the_daemon(client):
    with client.open_session() as session:
        assert session.set_controls({"emotion": "happy"})["emotion"] == "happy"
        for _ in range(15):
            client.open_session()
        with pytest.raises(ProtocolError, match="sessions") as refused:
            client.open_session()
    assert refused.value.code == "too_many_sessions"


def test_one_may_look_on_at_what_one_has_opened(client):
    with client.open_session() as session, client.watch(session.name) as view:
        assert view.header == session.header
        session.push(tone(1_600))
        session.end_audio()
        assert [frame.seq for frame in view.motion()] == [frame.seq for frame in session.motion()]
        view.close()
        session.push(tone(1_600))
        session.end_audio()
        assert list(session.motion())


def test_the_daemons_clock_becomes_known(path):
    with running(path, heartbeat_s=0.1), Client(path) as client:
        while not client.clock.known:
            client.turn(1.0)
        # One machine, one monotonic clock.
        assert abs(client.clock.offset_ns) <= client.clock.round_trip_ns


def test_who_only_turns_keeps_the_sessions(path):
    with running(path, heartbeat_s=0.1) as daemon, Client(path) as client:
        session = client.open_session()
        # More than the three heartbeats after which a silent client's sessions end.
        until_s = time.monotonic() + 0.5
        while time.monotonic() < until_s:
            client.turn(0.1)
        session.push(tone(1_600))
        session.end_audio()
        assert list(session.motion())
        assert daemon.lives


def test_a_daemon_that_stops_says_so(path):
    with contextlib.ExitStack() as stack:
        with running(path):
            session = stack.enter_context(Client(path)).open_session()
            job = stack.enter_context(Client(path)).bake(np.zeros(600_000, np.int16), audio_rate_hz=16_000)
            next(iter(job))
        with pytest.raises(SessionLostError, match="the daemon stops"):
            list(session.motion())
        with pytest.raises(SessionLostError, match="the daemon stops"):
            list(job)


@pytest.mark.skipif(not zmq.has("curve"), reason="this ZeroMQ has no CURVE")
def test_an_encrypted_daemon_is_spoken_to(path):
    with running(path, curve=True), Client(path) as client, client.open_session() as session:
        session.push(tone(1_600))
        session.end_audio()
        assert list(session.motion())


def test_a_connection_file_without_an_address_is_said(path):
    with running(path) as daemon:
        path.write_text(json.dumps(daemon.connection() | {"control": "nowhere"}))
        with pytest.raises(MienError, match="'nowhere', which is no address"):
            Client(path)


def test_no_daemon_is_said(path):
    with pytest.raises(MienError, match="mien serve"):
        Client(path)


KILLABLE = """
import sys, pathlib
from tests.bridge.daemon.clocked import quick_stream
from mien_bridge.daemon.wire.security import secure
from mien_bridge.daemon.server import Server, ServerOptions

path, port = pathlib.Path(sys.argv[1]), int(sys.argv[2])
options = ServerOptions("127.0.0.1", port, path, 0.2, "0.0")
with Server(options, secure("127.0.0.1", curve=False), quick_stream, None) as server:
    print("ready", flush=True)
    server.serve(lambda: None)
"""


def killable(path, port):
    process = subprocess.Popen([sys.executable, "-c", KILLABLE, str(path), str(port)], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"ready\n"
    return process


@contextlib.contextmanager
def killed_and_started_again(path, same_port):
    """A daemon, and what kills it and starts another."""
    running_now = [killable(path, 0)]

    def again():
        running_now[0].kill()
        running_now[0].communicate()
        port = int(json.loads(path.read_text())["control"].rpartition(":")[2]) if same_port else 0
        running_now[0] = killable(path, port)

    try:
        yield again
    finally:
        running_now[0].kill()
        running_now[0].communicate()


@pytest.mark.parametrize("same_port", [False, True])
def test_a_daemon_that_was_killed_and_started_again_is_told(path, same_port):
    with killed_and_started_again(path, same_port) as again, Client(path) as client:
        former = client.welcome.server_id
        session = client.open_session()
        view = client.watch(session.name)
        job = client.bake(itertools.repeat(tone(16_000), 3_600), audio_rate_hz=16_000)
        again()
        with pytest.raises(SessionLostError, match="restarted"):
            list(session.motion(20.0))
        with pytest.raises(SessionLostError, match="restarted"):
            list(view.motion(20.0))
        with pytest.raises(SessionLostError, match="restarted .*; bake again"):
            list(job)
        while not client.is_connected:
            client.turn(1.0)
        assert client.welcome.server_id != former
        with client.open_session() as another:
            another.push(tone(1_600))
            another.end_audio()
            assert list(another.motion())


def test_a_daemon_that_was_killed_and_started_again_is_told_in_an_event_loop(path):
    async def told(again):
        async with AsyncClient(path) as client:
            session = await client.open_session()
            again()
            with pytest.raises(SessionLostError, match="restarted"):
                async for _ in session.motion(20.0):
                    pass
            async with await client.open_session() as another:
                await another.push(tone(1_600))
                await another.end_audio()
                assert [frame async for frame in another.motion()]

    with killed_and_started_again(path, same_port=False) as again:
        asyncio.run(told(again))


def test_three_tasks_use_one_session_at_once(path):
    async def used():
        async with AsyncClient(path) as client:
            face = FaceRequest(size=64)
            async with await client.open_session(pace="speak", avatar=b"photo", face=face, echo=True) as session:
                samples = tone(8_000)

                async def speak():
                    for at in range(0, len(samples), 800):
                        await session.push(samples[at : at + 800])
                    await session.end_audio()

                async def hear():
                    heard = np.zeros(0, np.int16)
                    async for piece in session.sound():
                        heard = np.concatenate([heard, piece.samples])
                        if len(heard) == len(samples):
                            break
                    return heard

                async def see():
                    return [frame async for frame in session.motion()]

                _, heard, seen = await asyncio.gather(speak(), hear(), see())
                np.testing.assert_array_equal(heard, samples)
                assert len(seen) == len(as_recording(samples))
                assert (await session.ready_faces())[-1].rgba.shape == (64, 64, 4)

    with running(path, avatars=meter_avatars()):
        asyncio.run(used())


def test_a_task_that_waits_can_be_cancelled_and_the_next_goes_on(path):
    async def cancelled():
        async with AsyncClient(path) as client, await client.open_session() as session:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(anext(session.motion(60.0)), 0.05)
            await session.end_audio()
            assert (await anext(session.motion())).seq == 0

    with running(path):
        asyncio.run(cancelled())


def test_a_client_of_another_major_version_is_refused_in_words(path, monkeypatch):
    monkeypatch.setattr("mien_protocol.client.connection.connection.PROTOCOL_VERSION", (2, 3))
    with running(path), pytest.raises(ProtocolError, match=r"the client speaks protocol 2\.3, this daemon 1\."):
        Client(path)


@pytest.mark.parametrize(
    ("curve", "changed", "raised"),
    [
        (False, {"token": "guess"}, "the token is not this daemon's"),
        (True, {"curve_key": None}, "it is busy, or has other keys"),
        (True, {"curve_key": "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"}, "it is busy, or has other keys"),
        (False, {"curve_key": "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"}, "it is busy, or has other keys"),
    ],
)
def test_who_has_the_wrong_keys_is_told(path, tmp_path, curve, changed, raised):
    other = tmp_path / "other.json"
    with running(path, curve=curve) as daemon:
        other.write_text(json.dumps(daemon.connection() | changed))
        with pytest.raises(MienError, match=raised):
            Client(other, patience_s=0.3)


def test_pictures_that_nobody_reads_are_not_piled_up(path):
    with running(path, avatars=meter_avatars()), Client(path) as client:
        face = FaceRequest(size=512, rate_hz=120)
        with client.open_session(pace="speak", avatar=b"photo", face=face) as session, Client(path) as guest:
            view = guest.watch(session.name, face=True)
            session.push(tone(32_000))
            session.end_audio()
            for _ in session.motion():
                pass
            pictures = view.ready_faces()
            assert 1 <= len(pictures) <= 8
            # What waited in the sockets of both ends, of 240 that were drawn.
            assert view.counts("face").received <= 60
