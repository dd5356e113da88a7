import numpy as np
import pytest

from mien_bridge.tts import make_synthesizer
from mien_inference.controls import Controls
from mien_protocol.audio_payload import pack_audio, unpack_audio
from mien_protocol.errors import ProtocolError
from mien_protocol.messages.connection import ErrorReply, Ping, Pong
from mien_protocol.messages.frames import AudioFrame, FrameFlag, MotionStreamFrame
from mien_protocol.messages.sessions import Closed, CloseSession, Opened, OpenSession
from mien_protocol.messages.speech import AudioEnded, Cancel, Cancelled, EndAudio, PushAudio, Said, Say
from mien_protocol.motion import Motion
from mien_protocol.motion_payload import pack_motion
from tests.bridge.daemon.clocked import quick_stream, tone
from tests.bridge.daemon.link import LIMIT_S, Link
from tests.bridge.daemon.running import of, opened, running, until
from tests.bridge.daemon.whistler import RATE_HZ, SECOND, Whistler

pytestmark = pytest.mark.e2e


@pytest.fixture
def whistler():
    return Whistler()


@pytest.fixture
def path(tmp_path, whistler):
    path = tmp_path / "daemon.json"
    with running(path, synthesizer=whistler, heartbeat_s=0.5):
        yield path


@pytest.fixture
def link(path):
    with Link(path) as link:
        yield link


def speaking(link, **asked) -> str:
    return opened(link, pace="speak", audio_rate_hz=RATE_HZ, **asked).session


def is_last(frame) -> bool:
    return bool(frame.flags & FrameFlag.LAST)


def yaw(got) -> list[float]:
    frames = of(MotionStreamFrame, got)
    return [round(float(np.frombuffer(frame.payload, "<f4")[59]), 4) for frame in frames] or [np.nan]


def seconds(got) -> list[float]:
    return [frame.time_ns / 1e9 for frame in of(MotionStreamFrame, got)]


def refusal(link, session, text, voice=None) -> ProtocolError:
    with pytest.raises(ProtocolError) as refused:
        link.request(Say(link.next_id(), session, text, voice), Said)
    return refused.value


def test_a_text_is_performed_as_its_sound_would_be(tmp_path):
    path = tmp_path / "daemon.json"
    with running(path, synthesizer=Whistler()), Link(path) as link:
        session = opened(link, pace="speak", echo=True, seed=4).session
        said = link.request(Say(link.next_id(), session, "one two"), Said)
        got = until(link, lambda got: any(map(is_last, of(MotionStreamFrame, got))))
    sound = np.concatenate([unpack_audio(frame.payload) for frame in of(AudioFrame, got)])
    assert (said.samples, said.audio_rate_hz) == (len(sound), 16_000)
    assert len(sound) == pytest.approx(2 * 16_000, abs=100)
    stream = quick_stream(Controls(), 4, 60)
    motion = Motion.concatenate([stream.push((sound / 32_768).astype(np.float32)), stream.flush()])
    frames = of(MotionStreamFrame, got)
    frames = frames[: next(at for at, frame in enumerate(frames) if is_last(frame)) + 1]
    assert b"".join(bytes(frame.payload) for frame in frames) == pack_motion(motion, latents=False)
    assert of(AudioFrame, got)[0].first_sample == 0


def test_the_first_word_is_heard_before_the_last_is_made(link, whistler):
    session = speaking(link)
    link.send(Say(7, session, "one wait two"))
    got = until(link, lambda got: of(MotionStreamFrame, got))
    assert not of(Said, got)
    whistler.go_on.set()
    got = until(link, lambda got: of(Said, got) and any(map(is_last, of(MotionStreamFrame, got))), got)
    assert of(Said, got)[0].samples == 2 * RATE_HZ
    assert sum(map(is_last, of(MotionStreamFrame, got))) == 1


def test_tags_set_controls_where_they_stand_until_a_moment_after_the_text(link, whistler):
    session = speaking(link, seed=4, controls={"gaze_yaw_rad": 0.1})
    text = "[gaze:left] three words. [gaze:right:0.5s] Seven words"
    said = link.request(Say(link.next_id(), session, text, tags=True), Said)
    assert (whistler.texts, said.samples) == (["three words.", "Seven words"], 4 * RATE_HZ)
    got = until(link, lambda got: sum(map(is_last, of(MotionStreamFrame, got))) and yaw(got)[-1] == 0.1)
    ended_s = next(frame.time_ns for frame in of(MotionStreamFrame, got) if is_last(frame)) / 1e9
    yaws = dict(zip(seconds(got), yaw(got), strict=True))
    left, right, own = (
        [at for at, one in yaws.items() if one == pytest.approx(value, abs=1e-3)] for value in (0.349, -0.349, 0.1)
    )
    # A frame waits for less than 0.2 s of sound after it, which is how early a tag shows.
    assert (min(left), min(right)) == (0.0, pytest.approx(2.0, abs=0.2))
    assert max(left) == pytest.approx(min(right), abs=0.05)
    assert min(own) == pytest.approx(2.5, abs=0.2)
    assert ended_s == pytest.approx(4.0, abs=0.05)


def test_a_mood_outlives_its_text_by_a_second_and_a_cancel_ends_it(link):
    session = speaking(link)
    for cancelled in (False, True):
        link.request(Say(link.next_id(), session, "[gaze:left] three words", tags=True), Said)
        got = until(link, lambda got: any(map(is_last, of(MotionStreamFrame, got))))
        if cancelled:
            link.request(Cancel(link.next_id(), session), Cancelled)
        got = until(link, lambda got: yaw(got)[-1] == 0.0, got)
        last = next(at for at, frame in enumerate(of(MotionStreamFrame, got)) if is_last(frame))
        outlived_s = seconds(got)[-1] - seconds(got)[last]
        assert outlived_s < 0.5 if cancelled else outlived_s == pytest.approx(1.3, abs=0.4)


def test_without_a_wish_for_tags_they_are_spoken(link, whistler):
    session = speaking(link)
    link.request(Say(link.next_id(), session, "[happy] Hello"), Said)
    assert whistler.texts == ["[happy] Hello"]


def test_texts_and_audio_are_performed_in_the_order_they_were_sent(link, whistler):
    session = speaking(link, echo=True)
    pushed = tone(RATE_HZ)[::-1].copy()
    link.send(Say(7, session, "wait one"))
    link.send(PushAudio(session, 0, pack_audio(pushed)))
    link.send(EndAudio(8, session, 1))
    assert whistler.waits.wait(LIMIT_S)
    whistler.go_on.set()
    got = until(link, lambda got: of(AudioEnded, got))
    sound = np.concatenate([unpack_audio(frame.payload) for frame in of(AudioFrame, got)])
    np.testing.assert_array_equal(sound, np.concatenate([SECOND, pushed]))
    assert of(AudioEnded, got)[0].samples == len(pushed)
    assert sum(map(is_last, of(MotionStreamFrame, got))) == 2


def test_a_cancel_drops_the_text_and_what_is_still_to_be_made_of_it(link, whistler):
    session = speaking(link, echo=True)
    link.send(Say(7, session, "one wait two"))
    link.send(Say(8, session, "three"))
    got = until(link, lambda got: of(MotionStreamFrame, got))
    cancelled = link.request(Cancel(link.next_id(), session), Cancelled)
    got = until(link, lambda got: len(of(Said, got)) == 2, got)
    assert [(said.re, said.samples) for said in of(Said, got)] == [(7, RATE_HZ), (8, 0)]
    whistler.go_on.set()
    link.send(Say(9, session, "four"))
    got = until(link, lambda got: any(frame.epoch and is_last(frame) for frame in of(MotionStreamFrame, got)))
    after = [frame for frame in of(AudioFrame, got) if frame.epoch == cancelled.epoch]
    np.testing.assert_array_equal(np.concatenate([unpack_audio(frame.payload) for frame in after]), SECOND)
    # What was dropped counts among the samples; what was never made does not.
    assert after[0].first_sample == RATE_HZ
    assert whistler.texts == ["one wait two", "four"]


def test_a_session_that_listens_live_is_told_to_open_another(link):
    session = opened(link).session
    error = refusal(link, session, "hello")
    assert (error.code, error.session) == ("tts", session)
    assert "pace `speak`" in str(error)


@pytest.mark.parametrize(
    ("text", "voice", "said"),
    [
        ("", None, "without words"),
        (" \n", None, "without words"),
        ("hush", None, "nothing in the text can be spoken"),
        ("hello", "low", "no voice 'low'; there is high"),
    ],
)
def test_what_cannot_be_spoken_is_refused_in_words(link, text, voice, said):
    session = speaking(link)
    error = refusal(link, session, text, voice)
    assert error.code == "tts"
    assert said in str(error)
    assert link.request(Say(link.next_id(), session, "one", "high"), Said).samples == RATE_HZ


def test_a_synthesizer_that_breaks_costs_its_text_and_nothing_else(link):
    session = speaking(link)
    assert refusal(link, session, "break").code == "internal"
    assert link.request(Say(link.next_id(), session, "one"), Said).samples == RATE_HZ


def test_without_a_synthesizer_there_is_no_say_and_the_way_to_it_is_told(tmp_path):
    with running(tmp_path / "daemon.json") as daemon, Link(daemon.path) as link:
        assert "say" not in link.welcome.features
        error = refusal(link, speaking(link), "hello")
    assert error.code == "tts"
    assert "pip install espeakng-loader" in str(error)


def test_too_many_texts_are_refused_for_now(link, whistler):
    session = speaking(link)
    for number in range(100, 132):
        link.send(Say(number, session, "wait"))
    error = refusal(link, session, "one")
    assert (error.code, error.retryable) == ("tts", True)
    link.request(Cancel(link.next_id(), session), Cancelled)
    whistler.go_on.set()
    assert link.request(Say(link.next_id(), session, "one"), Said).samples == RATE_HZ


def test_more_sound_than_a_quarter_of_an_hour_is_refused(link):
    session = speaking(link)
    error = refusal(link, session, "la " * 1_000)
    assert error.code == "tts"
    assert "900 s" in str(error)


def test_who_closes_a_session_is_told_that_its_text_will_not_be_made(link, whistler):
    session = speaking(link)
    link.send(Say(7, session, "wait"))
    link.send(EndAudio(8, session, 0))
    link.request(CloseSession(link.next_id(), session), Closed)
    errors = of(ErrorReply, until(link, lambda got: len(of(ErrorReply, got)) == 2))
    assert {(error.re, error.code) for error in errors} == {(7, "no_session"), (8, "no_session")}
    whistler.go_on.set()


def test_a_client_that_vanishes_in_the_middle_of_a_text_keeps_nobody_waiting(path, link, whistler):
    with Link(path) as goes:
        lost = goes.request(OpenSession(goes.next_id(), pace="speak"), Opened).session
        goes.send(Say(7, lost, "one wait two"))
        assert whistler.waits.wait(LIMIT_S)
    session = speaking(link)
    link.send(Say(9, session, "three"))
    until(link, lambda _: _is_gone(link, lost))
    whistler.go_on.set()
    assert of(Said, until(link, lambda got: of(Said, got)))[0].re == 9
    assert link.request(Ping(link.next_id(), 1), Pong)


def _is_gone(link, session) -> bool:
    with pytest.raises(ProtocolError) as refused:
        link.request(EndAudio(link.next_id(), session, 99), AudioEnded)
    return refused.value.code == "no_session"


def test_the_synthesizer_is_closed_with_the_daemon(tmp_path, whistler):
    with running(tmp_path / "daemon.json", synthesizer=whistler) as daemon, Link(daemon.path) as link:
        link.send(Say(7, speaking(link), "wait"))
        assert whistler.waits.wait(LIMIT_S)
    assert whistler.closed


def test_espeak_speaks_over_the_wire_at_the_rate_of_the_session(tmp_path):
    path = tmp_path / "daemon.json"
    with running(path, synthesizer=make_synthesizer()), Link(path) as link:
        assert "say" in link.welcome.features
        session = opened(link, pace="speak", audio_rate_hz=48_000, echo=True).session
        said = link.request(Say(link.next_id(), session, "One. Two.", "en-gb+f2"), Said)
        assert said.audio_rate_hz == 48_000
        got = until(link, lambda got: any(map(is_last, of(MotionStreamFrame, got))))
        sound = np.concatenate([unpack_audio(frame.payload) for frame in of(AudioFrame, got)])
        assert len(sound) == said.samples > 30_000
        assert np.abs(sound).max() > 3_000
        assert "has no voice 'xx'" in str(refusal(link, session, "hello", "xx"))
