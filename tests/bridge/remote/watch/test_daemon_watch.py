"""Looking on at a daemon over real sockets."""

import time

import pytest

from mien_bridge.remote.watch.daemon_watch import DaemonWatch
from mien_protocol.client import Client
from mien_protocol.errors import MienError
from mien_protocol.messages.sessions import FaceRequest
from tests.bridge.daemon.running import LIMIT_S, meter_avatars, running

pytestmark = pytest.mark.e2e


@pytest.fixture
def path(tmp_path):
    return tmp_path / "daemon.json"


def until(watch, done):
    """The first status that is as wanted."""
    deadline_s = time.monotonic() + LIMIT_S
    while not done(status := watch.status()):
        assert time.monotonic() < deadline_s, status
        watch.watch(0.05)
    return status


def streams(status):
    return {(one.session, one.stream): one for one in status.streams}


def test_sessions_are_seen_from_their_beginning_to_their_end(path):
    with running(path, avatars=meter_avatars(), heartbeat_s=0.4), DaemonWatch(path, face=True) as watch:
        assert watch.status().streams == ()
        with Client(path) as client:
            session = client.open_session(echo=True, avatar=b"photo", face=FaceRequest(size=64))
            # Idle motion, without end.
            session.end_audio()
            name = session.name
            status = until(watch, lambda status: len(status.streams) == 3 and status.streams[0].frames > 30)
            assert (status.is_connected, status.sessions) == (True, 1)
            motion, face = streams(status)[name, "motion"], streams(status)[name, "face"]
            assert (motion.state, motion.lost, motion.asked_hz) == ("idle", 0, 60)
            assert face.form == "portrait 64x64 rgba8"
            assert face.frames > 0
            assert streams(status)[name, "audio"].state == "waiting"
            # One machine, one clock.
            known = until(watch, lambda status: streams(status)[name, "motion"].p50_ms is not None)
            assert -known.round_trip_ms <= streams(known)[name, "motion"].p50_ms
            session.close()
            assert until(watch, lambda status: status.sessions == 0).streams == ()


def test_pictures_cost_nothing_unless_they_are_asked_for(path):
    with running(path, avatars=meter_avatars()), DaemonWatch(path, face=False) as watch, Client(path) as client:
        session = client.open_session(avatar=b"photo", face=FaceRequest(size=64))
        session.end_audio()
        status = until(watch, lambda status: status.streams and status.streams[0].frames > 10)
        face = streams(status)[session.name, "face"]
        assert (face.frames, face.state, face.asked_hz) == (0, "unwatched", 40)


def test_the_successor_of_a_daemon_is_watched(path):
    with running(path, heartbeat_s=0.1):
        watch = DaemonWatch(path, face=False)
        former = watch.status().server_id
    with watch:
        assert until(watch, lambda status: not status.is_connected).server_id == former
        with running(path, heartbeat_s=0.4):
            until(watch, lambda status: status.server_id != former and status.is_connected)
            with Client(path) as client:
                client.open_session().end_audio()
                status = until(watch, lambda status: status.streams and status.streams[0].frames > 0)
                assert status.sessions == 1


def test_no_daemon_is_said(path):
    with pytest.raises(MienError, match="mien serve"):
        DaemonWatch(path, face=False)
