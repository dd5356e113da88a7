"""A client in C# at a real daemon, over real sockets: what it gets is what was sent."""

import base64

import numpy as np
import pytest

from mien_protocol.client import Client
from tests.bridge.daemon.running import meter_avatars, running
from tests.bridge.daemon.test_daemon import as_recording
from tests.bridge.daemon.whistler import Whistler
from tests.plugins.unity.player_process import PlayerError, frames_of
from tests.plugins.unity.witness import Witness, numbers

pytestmark = pytest.mark.unity

FIRST, LAST, IDLE, INTERRUPTED = 1, 2, 4, 8


@pytest.fixture
def daemon(path):
    with running(path, avatars=meter_avatars()) as daemon:
        yield daemon


@pytest.fixture
def player(daemon, path, play):
    player = play(path)
    player.tell("connect")
    return player


def pcm(path):
    return np.frombuffer(path.read_bytes(), "<i2")


def flat(motion):
    """The numbers of each frame as the wire has them."""
    return np.hstack([motion.expression, motion.head_wxyz, motion.head_m, motion.gaze_rad])


def test_motion_is_what_another_subscriber_gets_to_the_bit(daemon, player, speech):
    session = player.tell("open seed=5")["session"]
    with Witness(daemon.connection()["motion"], f"motion/{session}/") as witness:
        player.tell(f"push {speech}")
        player.tell("end")
        played = player.motion("Last")
        seen = witness.frames(len(played))
    assert len(played) > 60
    assert [[f.epoch, f.seq, f.time_ns, f.flags] for f in played] == [[*h[:3], h[4]] for h, _ in seen]
    np.testing.assert_array_equal(
        [f.numbers for f in played], np.array([numbers(payload) for _, payload in seen], np.float32)
    )
    assert played[0].flags & FIRST
    state = player.tell("state")
    assert (state["lost"], state["stale"], state["malformed"], state["waiting"]) == (0, 0, 0, 0)
    assert player.tell("ended")["samples"] == len(pcm(speech))


def test_motion_is_what_a_client_in_python_gets_to_the_bit(path, player, speech):
    session = player.tell("open seed=3")["session"]
    with Client(path) as client, client.watch(session) as view:
        player.tell(f"push {speech}")
        player.tell("end")
        seen = list(view.motion())
        played = player.motion("Last")
    assert [(f.epoch, f.seq, f.time_ns, f.flags) for f in played] == [
        (f.epoch, f.seq, f.time_ns, int(f.flags)) for f in seen
    ]
    expected = [np.concatenate([f.expression, f.head_wxyz, f.head_m, f.gaze_rad]) for f in seen]
    np.testing.assert_array_equal([f.numbers for f in played], expected)


def test_a_bake_is_the_motion_of_the_recording_to_the_bit(player, speech):
    told = player.tell(f"bake {speech} seed=5")
    baked = frames_of(told)
    expected = as_recording(pcm(speech), 5)
    assert told["progress"] == 100
    assert [frame.time_ns for frame in baked] == expected.time_ns.tolist()
    np.testing.assert_array_equal([frame.numbers for frame in baked], flat(expected))


def test_after_a_cancel_in_the_middle_nothing_old_follows_and_the_face_rests(player, speech, word):
    player.tell("open pace=speak")
    player.tell(f"push {speech}")
    before = player.motion("10")
    assert {frame.epoch for frame in before} == {0}
    cancelled = player.tell("cancel")
    after = player.motion("30")
    assert cancelled["epoch"] == 1
    assert {frame.epoch for frame in after} == {1}
    assert after[0].time_ns == cancelled["time_ns"]
    assert after[0].flags & INTERRUPTED
    assert player.tell("state")["waiting"] == 0
    assert after[-1].flags & IDLE
    # It can be spoken to again.
    player.tell(f"push {word}")
    player.tell("end")
    assert player.motion("Last")[-1].epoch == 1


def test_the_echo_is_the_sound_that_was_pushed_at_its_time(player, speech):
    player.tell("open echo=true")
    player.tell(f"push {speech}")
    player.tell("end")
    player.tell("ended")
    said = pcm(speech)
    heard = player.tell(f"echo 0 {len(said)}")
    samples = np.frombuffer(base64.b64decode(heard["samples"]), "<f4")
    assert heard["there"] == len(said)
    np.testing.assert_array_equal(samples, said.astype(np.float32) / 32_768)


def test_an_rgba_picture_is_what_another_subscriber_gets(daemon, player, photo, speech):
    session = player.tell(f"open avatar={photo} size=64")["session"]
    with Witness(daemon.connection()["face"], f"face/{session}/") as witness:
        player.tell(f"push {speech}")
        picture = player.tell("picture")
        header, payload = witness.until(picture["seq"])[picture["seq"]]
    assert header[2] == picture["time_ns"]
    assert (picture["width"], picture["height"]) == (64, 64)
    assert base64.b64decode(picture["bytes"]) == payload
    assert picture["jpeg"] == ""


def test_a_texture_comes_with_its_mesh(daemon, player, photo):
    session = player.tell(f"open avatar={photo} size=64 layout=texture")["session"]
    mesh = player.tell("mesh")
    with Witness(daemon.connection()["face"], f"face/{session}/") as witness:
        expected = witness.header["mesh"]
    assert base64.b64decode(mesh["uv"]) == expected["uv"]
    assert base64.b64decode(mesh["triangles"]) == expected["triangles"]
    assert mesh["openings"] == expected["openings"]
    assert mesh["landmarks"] == len(expected["landmarks"] or {})
    assert mesh["uv_layout"] == expected["uv_layout"]


def test_a_jpeg_picture_is_what_another_subscriber_gets(daemon, player, photo, speech):
    session = player.tell(f"open avatar={photo} size=64 format=jpeg")["session"]
    with Witness(daemon.connection()["face"], f"face/{session}/") as witness:
        player.tell(f"push {speech}")
        picture = player.tell("picture")
        header, payload = witness.until(picture["seq"])[picture["seq"]]
    jpeg = base64.b64decode(picture["jpeg"])
    assert jpeg == payload[: header[5]]
    assert jpeg.startswith(b"\xff\xd8")


def test_more_than_the_credit_waits_and_all_of_it_is_performed(player, speech, tmp_path):
    long = tmp_path / "long.pcm"
    long.write_bytes(speech.read_bytes() * 20)
    player.tell("open pace=speak")
    player.tell(f"push {long}")
    assert player.tell("state")["waiting"] > 0
    player.tell("cancel")
    assert player.tell("state")["waiting"] == 0


def test_controls_and_sessions_are_told(player):
    player.tell("open")
    assert player.tell("controls 0.5")["lips_gain"] == "0.5"
    assert player.tell("sessions")["sessions"] == 1
    assert player.tell("close")["state"] == "Closed"
    assert player.tell("sessions")["sessions"] == 0


def test_a_refusal_has_the_words_of_the_daemon(player):
    player.tell("open")
    with pytest.raises(PlayerError, match="no voice"):
        player.tell("say hello")


def test_a_session_that_another_has_opened_can_be_watched(path, player, speech):
    with Client(path) as client, client.open_session(seed=2) as session:
        player.tell(f"watch {session.name}")
        session.push(pcm(speech))
        session.end_audio()
        seen = list(session.motion())
        played = frames_of(player.tell("watched Last"))
    expected = [np.concatenate([f.expression, f.head_wxyz, f.head_m, f.gaze_rad]) for f in seen]
    np.testing.assert_array_equal([f.numbers for f in played], expected)


def test_a_text_is_said(path, play):
    with running(path, synthesizer=Whistler()):
        player = play(path)
        player.tell("connect")
        player.tell("open pace=speak echo=true")
        said = player.tell("say tweet")
        assert said["audio_rate_hz"] == 16_000
        assert player.motion("Last")[0].flags & FIRST
        assert player.tell("state")["echo_end"] == said["samples"]


def test_a_session_opened_before_there_is_a_daemon_opens_when_there_is(path, play, speech):
    player = play(path)
    player.tell("connect")
    assert "no daemon has written" in player.tell("until trouble no")["trouble"]
    player.begin("open")
    with running(path):
        assert player.answer()["state"] == "Open"
        player.tell(f"push {speech}")
        assert player.motion("10")
