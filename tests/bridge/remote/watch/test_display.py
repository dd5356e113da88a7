import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien_bridge.remote.watch.daemon_watch import DaemonStatus
from mien_bridge.remote.watch.display import Screen, format_line, format_table
from mien_bridge.remote.watch.stream_watch import StreamStatus

pytestmark = pytest.mark.prop

STREAM = StreamStatus("3f2a91c07b5d8e64", "motion", "m1", 60.04, 60, 1.25, 2.5, 31.0, 637, 2, 1, "speaking")
SOUND = replace(STREAM, stream="audio", form="i2 16000 Hz", asked_hz=None, p50_ms=None, p95_ms=None, p99_ms=None)
DAEMON = DaemonStatus("mien 1", "0" * 16, "tcp://127.0.0.1:5570", True, 0.42, 1, (STREAM, SOUND))


def test_everything_is_told_where_there_is_room():
    summary, head, motion, sound = format_table(DAEMON, 200, 50)
    assert summary == "mien 1 at tcp://127.0.0.1:5570, 1 session, round trip 0.4 ms"
    assert head.split() == [
        "session",
        "stream",
        "form",
        "a",
        "second",
        "p50",
        "ms",
        "p95",
        "ms",
        "p99",
        "ms",
        "frames",
        "lost",
        "epoch",
    ]
    assert motion.split() == [
        "3f2a91c07b5d8e64",
        "motion",
        "m1",
        "60.0/60",
        "1.2",
        "2.5",
        "31.0",
        "637",
        "2",
        "1",
        "speaking",
    ]
    assert sound.split() == [
        "3f2a91c07b5d8e64",
        "audio",
        "i2",
        "16000",
        "Hz",
        "60.0",
        "-",
        "-",
        "-",
        "637",
        "2",
        "1",
        "speaking",
    ]
    # Numbers stand below one another.
    assert motion.index("637") == sound.index("637")


def test_what_matters_most_stays_where_there_is_little():
    for width, kept in ((120, "epoch"), (86, "p95"), (60, "lost"), (40, "a second")):
        assert kept in format_table(DAEMON, width, 50)[1]
    assert "epoch" not in format_table(DAEMON, 86, 50)[1]
    assert format_table(DAEMON, 24, 50)[1] == "session           stream"


@given(width=st.integers(1, 200), height=st.integers(1, 20), streams=st.integers(0, 30))
def test_a_table_fits_any_terminal(width, height, streams):
    lines = format_table(replace(DAEMON, streams=(STREAM,) * streams), width, height)
    assert 1 <= len(lines) <= height
    assert max(map(len, lines)) <= width


def test_streams_that_find_no_room_are_counted():
    lines = format_table(replace(DAEMON, streams=(STREAM,) * 30), 200, 10)
    assert lines[-1] == "... and 23 more"
    assert sum("motion" in line for line in lines) == 7


def test_a_daemon_that_does_not_answer_is_said():
    assert "does not answer" in format_table(replace(DAEMON, is_connected=False), 200, 50)[0]
    assert "does not answer" in format_line(replace(DAEMON, is_connected=False))


def test_a_line_has_it_all():
    line = format_line(DAEMON)
    assert "\n" not in line
    assert "3f2a91c07b5d8e64 motion 60.0/60 p50 1.2 p99 31.0 ms lost 2 epoch 1 speaking" in line


def test_lines_are_replaced_in_place():
    stream = io.StringIO()
    screen = Screen(stream)
    screen.show(["one", "two"])
    screen.show(["three"])
    assert stream.getvalue() == "\033[Jone\ntwo\n\033[2F\033[Jthree\n"
