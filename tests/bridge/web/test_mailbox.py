"""What waits for one browser, in which order, and what is let go."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien_bridge.web.mailbox import FullError, Mailbox
from mien_protocol.messages.frames import FaceFrame, MotionStreamFrame
from mien_protocol.messages.streams import Keepalive
from mien_protocol.topics import StreamKind
from mien_protocol.vectors.samples import face_header, motion_header

pytestmark = pytest.mark.prop

MS = 1_000_000


def motion(time_ms, epoch=0):
    return MotionStreamFrame("a", epoch, 0, time_ms * MS, 0, 0, b"")


def picture(time_ms, epoch=0):
    return FaceFrame("a", epoch, 0, time_ms * MS, 0, 0, b"")


def put(box, message, data):
    kind = StreamKind.FACE if isinstance(message, FaceFrame) else StreamKind.MOTION
    box.put_streamed(f"{kind}/a/", kind, message, data)


def emptied(box):
    """All that waits, in order; a picture of another stream, which goes last, tells that it was all."""

    async def take():
        box.put_streamed("face/end/", StreamKind.FACE, picture(0), b"end")
        taken = []
        while (data := await box.next()) != b"end":
            taken.append(data)
        box.forget("face/end/")
        return taken

    return asyncio.run(take())


def test_the_urgent_goes_first():
    box = Mailbox()
    put(box, picture(0), b"picture")
    put(box, motion(0), b"motion")
    put(box, motion_header(), b"header")
    box.put_news("level", b"level")
    box.put_reply(b"reply")
    assert emptied(box) == [b"reply", b"level", b"header", b"motion", b"picture"]


def test_of_pictures_the_newest_waits():
    box = Mailbox()
    for at in range(5):
        put(box, picture(25 * at), b"%d" % at)
    assert emptied(box) == [b"4"]


def test_of_news_the_newest_waits():
    box = Mailbox()
    box.put_news("state", b"old")
    box.put_news("level", b"quiet")
    box.put_news("state", b"new")
    assert emptied(box) == [b"new", b"quiet"]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=300))
def test_of_motion_the_newest_second_waits_in_order(steps_ms):
    box, times, time_ms = Mailbox(), [], 0
    for step_ms in steps_ms:
        time_ms += step_ms
        times.append(time_ms)
        put(box, motion(time_ms), b"%d" % time_ms)
    expected = [at for at in times if times[-1] - at <= 1_000][-240:]
    assert [int(data) for data in emptied(box)] == expected


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 900)), max_size=40))
def test_nothing_of_an_epoch_that_is_over_waits(frames):
    box, newest = Mailbox(), 0
    for epoch, time_ms in frames:
        newest = max(newest, epoch)
        put(box, motion(time_ms, epoch), b"%d" % epoch)
    assert {int(data) for data in emptied(box)} <= {newest}


def test_a_keepalive_does_not_take_the_place_of_a_header():
    box = Mailbox()
    put(box, motion_header(), b"header")
    put(box, Keepalive(StreamKind.MOTION, "a", 0, 0, 0), b"keepalive")
    assert emptied(box) == [b"header"]
    put(box, Keepalive(StreamKind.MOTION, "a", 0, 0, 0), b"keepalive")
    put(box, face_header("jpeg"), b"newer header")
    assert emptied(box) == [b"newer header"]


def test_a_stream_that_is_not_wanted_any_more_is_let_go():
    box = Mailbox()
    put(box, motion(0), b"motion")
    box.forget("motion/a/")
    box.forget("motion/b/")
    assert emptied(box) == []


def test_replies_are_never_dropped_but_not_kept_without_end():
    box = Mailbox()
    for at in range(1_000):
        box.put_reply(b"%d" % at)
    with pytest.raises(FullError, match="1000 replies were left unread"):
        box.put_reply(b"one too many")
    assert asyncio.run(box.next()) == b"0"
    box.put_reply(b"one more")
    large = Mailbox()
    large.put_reply(bytes(31_000_000))
    with pytest.raises(FullError):
        large.put_reply(bytes(1_100_000))
