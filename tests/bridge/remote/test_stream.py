import math
from argparse import Namespace
from types import SimpleNamespace

import pytest

from mien_bridge.cli import stream as command
from mien_bridge.remote import stream
from mien_bridge.remote.stream import Measured

pytestmark = pytest.mark.unit


def measured(*frames: tuple[int, int]) -> Measured:
    """What comes of frames of these numbers and times."""
    one = Measured()
    for at, (seq, time_ns) in enumerate(frames):
        one.add(SimpleNamespace(seq=seq, time_ns=time_ns), 10.0 * at)
    return one


def test_what_is_lost_or_not_later_is_counted():
    assert (measured((3, 0), (4, 10), (5, 20)).lost, measured((3, 0), (4, 10), (5, 20)).backwards) == (0, 0)
    assert measured((3, 0), (6, 10)).lost == 2
    assert measured((3, 10), (4, 10), (5, 9)).backwards == 2


def test_latencies_are_told_in_percentiles():
    assert measured(*((seq, seq) for seq in range(101))).percentiles_ms() == (500.0, 950.0, 990.0)
    assert all(math.isnan(one) for one in measured().percentiles_ms())


@pytest.mark.parametrize(("frames", "warned"), [([(0, 0), (1, 10)], False), ([(0, 10), (1, 10)], True)])
def test_times_that_do_not_increase_are_told(monkeypatch, capsys, frames, warned):
    monkeypatch.setattr(stream, "stream_recording", lambda *_, quiet: (1.0, {"motion": measured(*frames)}))
    monkeypatch.setattr(command, "find_connection_file", lambda _: None)
    monkeypatch.setattr(command, "parse_session", lambda _: None)
    assert command.run(Namespace(audio=None, connection_file=None, checkpoint=None, quiet=True)) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[1].startswith("motion: 2 frames, 2.0 a second, 0 lost")
    assert ("1 frames of motion were not later" in told.err) == warned
