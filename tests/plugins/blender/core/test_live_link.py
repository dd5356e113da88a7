"""A session received in a thread, from a real daemon that comes and goes."""

import threading
import time
from contextlib import contextmanager

import numpy as np
import pytest

from mien.core.link_status import LinkState
from mien.core.live_link import LiveLink
from mien.core.live_wish import OwnSession, WatchedSession
from mien.core.recording import Recording
from mien.core.spoken_text import RATE_HZ, SpokenText
from mien_bridge.daemon.pictures.avatar_cache import AvatarCache
from mien_protocol.client import Client, ClientSession
from mien_protocol.errors import MienError
from mien_protocol.messages.controls import ControlsSet, SetControls
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.messages.sessions import FaceRequest
from tests.bridge.daemon.clocked import tone
from tests.bridge.daemon.link import Link
from tests.bridge.daemon.running import meter_avatars, running
from tests.bridge.daemon.whistler import Whistler

pytestmark = pytest.mark.e2e

LIMIT_S = 120.0
WITH_PHOTO = OwnSession(avatar=b"photo", face=FaceRequest(size=64, rate_hz=60))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "daemon.json"


@contextmanager
def live(wish, path):
    link = LiveLink(wish, path)
    try:
        yield link
    finally:
        link.stop()
        assert link.join(LIMIT_S)


def until(done, what="it does not come"):
    deadline, waits = time.monotonic() + LIMIT_S, threading.Event()
    while not done():
        assert time.monotonic() < deadline, what
        waits.wait(0.005)


def frames_until(link, done):
    """Frames that come until one of them is what is waited for."""
    found = []

    def look():
        found.extend(each for each in link.outbox.frames())
        return any(done(each) for each in found)

    until(look, link.outbox.status)
    return found


def recording(path, seconds=0.3, rate_hz=16_000):
    pcm = tone(round(seconds * rate_hz))
    return Recording(path, rate_hz, len(pcm), lambda: iter([pcm]))


def test_what_is_spoken_moves_the_face_and_comes_to_an_end(path):
    with running(path), live(OwnSession(), path) as link:
        frames_until(link, lambda each: each.frame.flags & FrameFlag.IDLE)
        link.speak(recording(path))
        found = frames_until(link, lambda each: each.frame.time_ns > 0 and each.frame.flags & FrameFlag.LAST)
        assert any(each.frame.flags & FrameFlag.FIRST for each in found)
        assert [each.frame.seq for each in found] == sorted(each.frame.seq for each in found)
        assert link.outbox.status.state is LinkState.LIVE
        assert link.is_own


def test_sound_of_another_rate_is_spoken_in_another_session(path):
    with running(path), live(OwnSession(), path) as link:
        first = frames_until(link, lambda each: True)[0].session
        link.speak(recording(path, rate_hz=8_000))
        found = frames_until(link, lambda each: each.session > first and each.frame.flags & FrameFlag.LAST)
        times = [each.frame.time_ns for each in found if each.session > first]
        assert times[0] == 0


def test_hushing_begins_another_epoch(path):
    with running(path), live(OwnSession(), path) as link:
        link.speak(recording(path, seconds=5.0))
        frames_until(link, lambda each: not each.frame.flags & FrameFlag.IDLE)
        link.hush()
        frames_until(link, lambda each: each.frame.flags & FrameFlag.INTERRUPTED)


def test_controls_are_set_and_hold_in_the_next_session(path):
    with running(path), Link(path) as daemon, live(OwnSession(controls={"emotion": "happy"}), path) as link:
        frames_until(link, lambda each: True)
        link.set_controls({"head_gain": 0.25})
        until(lambda: controls(daemon, link) == ("happy", 0.25))
        link.speak(recording(path, rate_hz=8_000))
        frames_until(link, lambda each: each.session == 2)
        until(lambda: link.outbox.status.fps > 0)
        assert controls(daemon, link) == ("happy", 0.25)


def controls(daemon, link):
    """What holds in the session that is live."""
    held = daemon.request(SetControls(daemon.next_id(), link.outbox.status.session, {}), ControlsSet).controls
    return held["emotion"], held["head_gain"]


def test_a_session_of_others_is_looked_on_at_until_it_ends_and_then_the_next(path):
    with running(path, heartbeat_s=0.2), Client(path) as client, live(WatchedSession(), path) as link:
        until(lambda: "no session to look on at" in link.outbox.status.words, link.outbox.status)
        with client.open_session() as first:
            first.end_audio()
            until(lambda: link.outbox.status.session == first.name)
            frames_until(link, lambda each: True)
        with client.open_session() as second:
            second.end_audio()

            def seen():
                client.turn()
                return link.outbox.status.session == second.name

            until(seen, link.outbox.status)
        assert not link.is_own


def test_a_daemon_that_comes_later_or_again_is_found(path):
    with live(OwnSession(), path) as link:
        until(lambda: "no daemon has written" in link.outbox.status.words)
        with running(path, heartbeat_s=0.2):
            session = frames_until(link, lambda each: True)[-1].session
        until(lambda: link.outbox.status.state is LinkState.WAITING, link.outbox.status)
        with running(path, heartbeat_s=0.2):
            frames_until(link, lambda each: each.session > session)


def test_what_the_daemon_refuses_is_told_and_not_asked_again(path):
    with running(path, avatars=AvatarCache(blind, blind)), live(WITH_PHOTO, path) as link:
        until(lambda: link.outbox.status.state is LinkState.REFUSED, link.outbox.status)
        assert "no face found" in link.outbox.status.words
        assert link.join(LIMIT_S)


def blind(*_):
    raise MienError("no face found in the photo")


def test_a_daemon_that_makes_no_pictures_is_told(path):
    with running(path), live(WITH_PHOTO, path) as link:
        until(lambda: link.outbox.status.state is LinkState.WAITING)
        assert "it makes no pictures" in link.outbox.status.words


def test_the_newest_picture_is_at_hand(path):
    with running(path, avatars=meter_avatars()), live(WITH_PHOTO, path) as link:
        pictures = []
        until(lambda: pictures.extend(filter(None, [link.outbox.face()])) or len(pictures) > 2, link.outbox.status)
        assert pictures[0].rgba.shape == (64, 64, 4)
        times = [picture.time_ns for picture in pictures]
        assert times == sorted(times)


def test_a_text_becomes_the_whole_of_its_sound(path):
    with running(path, synthesizer=Whistler()):
        spoken = SpokenText("one two", None, path)
        found = []
        until(lambda: found.append(spoken.wait(0.05)) or found[-1] is not None)
        assert spoken.progress == 1.0
        with Client(path) as client, client.open_session(pace="speak", audio_rate_hz=RATE_HZ) as session:
            assert session.say("one two").samples == len(found[-1])
        assert np.abs(found[-1]).max() > 1_000


def test_a_text_that_cannot_be_spoken_is_told(path):
    with running(path):
        spoken = SpokenText("one two", None, path)
        with pytest.raises(MienError, match="speaks no texts"):
            until(lambda: spoken.wait(0.05) is not None)


def test_a_thread_that_broke_is_not_waited_for(path, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("broken on purpose")

    monkeypatch.setattr(ClientSession, "say", broken)
    with running(path, synthesizer=Whistler()):
        spoken = SpokenText("one two", None, path)
        with pytest.raises(MienError, match="a defect of the extension"):
            until(lambda: spoken.wait(0.05) is not None)


def test_a_text_can_be_broken_off(path):
    with running(path, synthesizer=Whistler()):
        spoken = SpokenText("one two " * 50, None, path)
        until(lambda: spoken.progress > 0)
        spoken.cancel()
        until(lambda: not spoken._thread.is_alive())
        assert spoken.wait(0.0) is None
