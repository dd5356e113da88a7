import itertools

import numpy as np
import pytest

from mien_protocol.client import DaemonBusyError, DaemonSilentError, SessionLostError
from mien_protocol.errors import MienError, ProtocolError
from mien_protocol.messages.connection import Hello, Ping
from mien_protocol.messages.frames import FrameFlag, MotionStreamFrame
from mien_protocol.messages.sessions import CloseSession, Opened, OpenSession, SessionEnded, Topics
from mien_protocol.messages.speech import AudioProgress, Cancel, Cancelled, PushAudio, Said, Say
from mien_protocol.messages.streams import Keepalive
from mien_protocol.messages.table import Socket
from mien_protocol.motion_payload import frame_bytes
from mien_protocol.topics import StreamKind
from tests.protocol.scripted_daemon import CREDIT, HEARTBEAT_S, refusal

pytestmark = pytest.mark.unit


@pytest.fixture
def session(client):
    return client.open_session()


def frame(seq, epoch=0, flags=0):
    return MotionStreamFrame("s1", epoch, seq, seq * 1_000, 0, flags, bytes(frame_bytes(0)))


def silence(samples):
    return np.zeros(samples, np.int16)


def seqs(frames):
    return [one.seq for one in frames]


def test_an_utterance_ends_with_its_last_frame_and_the_next_call_goes_on(daemon, session):
    daemon.say(frame(0, flags=FrameFlag.FIRST), frame(1, flags=FrameFlag.LAST), frame(2))
    assert seqs(session.motion()) == [0, 1]
    assert seqs(itertools.islice(session.motion(), 1)) == [2]


def test_gaps_are_counted_in_frames_and_in_what_a_keepalive_tells(daemon, session):
    daemon.say(frame(3), frame(4), frame(7), Keepalive(StreamKind.MOTION, "s1", 0, 10, 0), frame(10))
    assert seqs(session.ready()) == [3, 4, 7, 10]
    assert session.lost == 4


def test_a_newer_epoch_drops_what_waits_of_the_older_and_what_still_comes(daemon, session):
    daemon.say(frame(0), frame(1), frame(2, epoch=1), frame(3), frame(4, epoch=1))
    assert seqs(session.ready()) == [2, 4]
    assert (session.stale, session.lost) == (1, 0)


def test_a_header_tells_the_epoch_too(daemon, session):
    daemon.say(frame(0), daemon.header("s1", epoch=2), frame(1, epoch=1), frame(2, epoch=2))
    assert seqs(session.ready()) == [2]


def test_after_a_cancel_no_old_frame_is_given_and_rest_is_the_end(daemon, session):
    daemon.say(frame(0), frame(1))
    daemon.reactions.append(
        lambda message: [Cancelled(message.id, "s1", 1, 2_000)] if isinstance(message, Cancel) else []
    )
    assert session.cancel().epoch == 1
    rest = FrameFlag.INTERRUPTED | FrameFlag.IDLE
    daemon.say(frame(2), frame(3, 1, rest), frame(4, 1, rest), frame(5, 1, FrameFlag.IDLE))
    assert seqs(session.motion()) == [3, 4]
    assert seqs(session.ready()) == [5]


def test_a_push_waits_for_credit_and_loses_nothing(daemon, session):
    def grant(message):
        accepted = sum(len(one.payload) // 2 for one in daemon.pushed())
        if isinstance(message, Ping) and accepted:
            return [AudioProgress("s1", accepted, accepted + 300)]
        return []

    daemon.reactions.append(grant)
    samples = np.arange(2_500, dtype=np.int16)
    session.push(samples)
    pushed = daemon.pushed()
    assert b"".join(one.payload for one in pushed) == samples.tobytes()
    assert [one.seq for one in pushed] == list(range(len(pushed)))
    assert [len(one.payload) // 2 for one in pushed] == [CREDIT, 300, 300, 300, 300, 300]


def test_a_push_gives_up_where_nothing_is_granted(daemon, session):
    with pytest.raises(DaemonSilentError, match="no room"):
        session.push(silence(CREDIT + 1), timeout_s=5.0)
    assert sum(len(one.payload) for one in daemon.pushed()) == 2 * CREDIT


def test_a_refused_push_is_told_at_the_next_call_in_the_words_of_the_daemon(daemon, session):
    session.push(silence(10))
    daemon.say(refusal("audio_credit", "got 10 samples after 10, expected at most 5", session="s1"))
    with pytest.raises(ProtocolError, match="got 10 samples after 10") as refused:
        session.push(silence(10))
    assert refused.value.code == "audio_credit"
    assert len(daemon.pushed()) == 1


def test_a_refused_request_has_the_words_of_the_daemon(daemon, client):
    daemon.reactions.append(
        lambda message: [refusal("avatar", "two faces", re=message.id)] if isinstance(message, OpenSession) else []
    )
    with pytest.raises(ProtocolError, match="two faces"):
        client.open_session()


def slow(daemon, work_s):
    """Has the daemon answer pings at once, and requests for a session after so many seconds of work."""
    asked = []

    def react(message):
        if isinstance(message, OpenSession):
            asked.append((daemon.now_ns, message))
            return [Keepalive(StreamKind.MOTION, "none", 0, 0, 0)]
        if isinstance(message, Ping) and asked and daemon.now_ns - asked[0][0] > work_s * 1e9:
            return daemon._answers(asked.pop()[1])
        return []

    daemon.reactions.append(react)


def test_a_daemon_that_makes_an_avatar_for_minutes_is_waited_for_while_it_lives(daemon, client):
    slow(daemon, 400.0)
    assert client.open_session(avatar=b"photo").name == "s1"


def test_a_daemon_that_is_gone_while_it_makes_an_avatar_is_not_waited_for(daemon, client):
    slow(daemon, 400.0)
    begun_ns = daemon.now_ns

    def falls_silent(message):
        daemon.silent = isinstance(message, Ping) and daemon.now_ns - begun_ns > 20e9
        return []

    daemon.reactions.append(falls_silent)
    with pytest.raises(DaemonSilentError, match="the connection broke"):
        client.open_session(avatar=b"photo")
    assert daemon.now_ns - begun_ns < 40e9


def test_a_session_that_the_daemon_ends_says_why(daemon, session):
    daemon.say(frame(0), SessionEnded("s1", "internal", "a defect of the daemon"))
    with pytest.raises(SessionLostError, match="a defect of the daemon"):
        list(session.motion())


def test_errors_of_other_sessions_are_theirs(daemon, client, session):
    other = client.open_session()
    daemon.say(refusal("internal", "broken", session=other.name), frame(0, flags=FrameFlag.LAST))
    assert seqs(session.motion()) == [0]
    with pytest.raises(ProtocolError, match="broken"):
        other.push(silence(1))


def test_signs_of_life_go_out_while_nothing_comes(daemon, client, session):
    with pytest.raises(DaemonSilentError, match="no motion comes for 30 s"):
        list(session.motion(30.0))
    pings = [message.client_ns for message in daemon.sent if isinstance(message, Ping)]
    assert len(pings) >= 29
    assert max(np.diff(pings)) <= HEARTBEAT_S * 1e9
    assert len(daemon.dialled_ns) == 1
    assert client.clock.known


def test_a_silent_daemon_is_dialled_again_after_longer_and_longer(daemon, client, session):
    daemon.silent = True
    with pytest.raises(DaemonSilentError):
        list(session.motion(40.0))
    assert not client.is_connected
    # Each attempt itself waits a second for its welcome.
    waits_s = np.diff(daemon.dialled_ns)[1:] / 1e9 - 1.0
    np.testing.assert_allclose(waits_s[:3], [2.0, 4.0, 8.0], atol=0.01)


def test_a_daemon_that_writes_its_file_anew_is_dialled_at_once(daemon, client, session):
    daemon.silent = True
    with pytest.raises(DaemonSilentError):
        list(session.motion(40.0))
    assert not client.is_connected
    daemon.silent = False
    daemon.begin("0" * 15 + "2")
    written_ns = daemon.now_ns
    while not client.is_connected:
        client.turn(0.1)
    # The wait was to last for 16 s.
    assert daemon.dialled_ns[-1] - written_ns < 2e9


def test_a_daemon_of_another_file_takes_the_place_of_one_whose_line_broke(daemon, client, session):
    daemon.silent = True
    daemon.begin("0" * 15 + "2")
    daemon.cut(Socket.CONTROL)
    cut_ns = daemon.now_ns
    client.turn(0.0)
    daemon.silent = False
    while not client.is_connected:
        client.turn(0.1)
    assert client.welcome.server_id == daemon.server_id
    # Silence alone would be noticed after three heartbeats.
    assert daemon.dialled_ns[1] - cut_ns < HEARTBEAT_S * 1e9


def test_the_same_daemon_again_goes_on_where_it_was(daemon, client, session):
    daemon.silent = True
    with pytest.raises(DaemonSilentError):
        list(session.motion(8.0))
    daemon.silent = False
    while not client.is_connected:
        client.turn(1.0)
    assert daemon.subscribed == {(Socket.MOTION, "motion/s1/")}
    daemon.say(frame(0, flags=FrameFlag.LAST))
    assert seqs(session.motion()) == [0]


def test_another_daemon_is_a_lost_session_but_not_a_lost_client(daemon, client, session):
    daemon.silent = True
    with pytest.raises(DaemonSilentError):
        list(session.motion(8.0))
    daemon.silent = False
    daemon.begin("1" * 16)
    with pytest.raises(SessionLostError, match=r"restarted \(it was 0{16}, now 1{16}\)"):
        session.push(silence(1))
    assert not daemon.pushed()
    assert client.open_session().credit == CREDIT


@pytest.mark.parametrize("noticed", ["hello_first", "token"])
def test_a_daemon_that_knows_us_no_more_is_a_lost_session(daemon, client, session, noticed):
    told_ns = []

    def refuse(message):
        # It has another token, which the connection file already tells.
        if not isinstance(message, Hello) or told_ns:
            return []
        told_ns.append(daemon.now_ns)
        return [refusal("token", "the token is not this daemon's", re=message.id)]

    if noticed == "hello_first":
        told_ns.append(daemon.now_ns)
        daemon.say(refusal("hello_first", "the first message must be hello"))
    else:
        daemon.reactions.append(refuse)
        daemon.cut(Socket.CONTROL)
    with pytest.raises(SessionLostError, match="open another session"):
        for _ in range(3):
            session.push(silence(1))
    assert client.open_session().credit == CREDIT
    # Not after a second, as where a daemon is silent.
    assert daemon.dialled_ns[1] - told_ns[0] < 0.5e9


def test_a_daemon_that_is_gone_for_good_ends_a_push(daemon, session):
    daemon.silent = True
    with pytest.raises(DaemonSilentError):
        list(session.motion(8.0))
    daemon.path.unlink()
    with pytest.raises(MienError, match=r"no room for more audio for 20 s: the daemon of .* is silent"):
        session.push(silence(1), timeout_s=20.0)


def test_a_daemon_that_is_there_and_answers_no_hello_is_busy(daemon, make_client):
    daemon.silent = True
    with pytest.raises(DaemonBusyError, match="is there, but has not answered a hello for 3 s: it is busy"):
        make_client(patience_s=3.0)


def test_a_daemon_at_whose_address_nobody_listens_is_gone(daemon, make_client):
    daemon.silent, daemon.listens = True, False
    with pytest.raises(DaemonSilentError, match=r"nobody listens at tcp://.* is gone") as caught:
        make_client(patience_s=3.0)
    assert not isinstance(caught.value, DaemonBusyError)


def test_what_went_wrong_in_a_with_is_told_although_closing_fails_too(daemon, session):
    with pytest.raises(KeyError), session:
        daemon.silent = True
        raise KeyError
    assert not session.is_open


def test_a_closed_session_says_so_and_closing_twice_is_harmless(daemon, session):
    session.close()
    session.close()
    assert list(session.motion()) == []
    assert not daemon.subscribed
    with pytest.raises(SessionLostError, match="closed"):
        session.push(silence(1))
    assert not [message for message in daemon.sent if isinstance(message, PushAudio)]


@pytest.mark.parametrize(("protocol", "text", "tags"), [((1, 1), "Hi", False), ((1, 2), "[happy] Hi", True)])
def test_tags_are_taken_out_for_a_daemon_that_would_speak_them(daemon, make_client, protocol, text, tags):
    daemon.protocol = protocol
    daemon.reactions.append(lambda sent: [Said(sent.id, "s1", 1, 16_000)] if isinstance(sent, Say) else [])
    session = make_client().open_session()
    session.say("[happy] Hi", tags=True)
    session.say("[happy] Hi")
    assert [(say.text, say.tags) for say in daemon.of(Say)] == [(text, tags), ("[happy] Hi", False)]


def test_a_daemon_that_takes_small_pieces_is_given_such(daemon, make_client):
    daemon.limits = {"audio_samples": 300}
    make_client().open_session().push(silence(700))
    assert [len(one.payload) // 2 for one in daemon.pushed()] == [300, 300, 100]


def test_a_session_that_was_opened_too_late_is_closed_again(daemon, make_client):
    client = make_client(patience_s=3.0)
    unrelated = Keepalive(StreamKind.MOTION, "s8", 0, 0, 0)
    daemon.reactions.append(lambda message: [unrelated] if isinstance(message, OpenSession) else [])
    with pytest.raises(DaemonSilentError, match="not answered"):
        client.open_session()
    daemon.say(Opened(daemon.of(OpenSession)[0].id, "s9", Topics("motion/s9/"), 0, CREDIT))
    client.turn(1.0)
    assert [message.session for message in daemon.of(CloseSession)] == ["s9"]
