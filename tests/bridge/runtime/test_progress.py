import io
import re

import pytest

from mien_bridge.runtime import progress
from mien_bridge.runtime.progress import Progress

pytestmark = pytest.mark.unit


class Terminal(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self):
        return self._terminal


@pytest.fixture
def clock(monkeypatch):
    """Time that passes when told to."""
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def run(monkeypatch, clock, *, terminal: bool, quiet: bool = False, duration_s: float | None = 10.0):
    """Renders 10 s at 40 fps in 25 s; returns what was shown and the last line."""
    stream = Terminal(terminal=terminal)
    monkeypatch.setattr(progress.sys, "stderr", stream)
    shown = Progress("video", 40, duration_s, quiet=quiet)
    for _ in range(400):
        clock[0] += 1 / 16
        shown.advance(1)
    speed = shown.finish()
    return stream.getvalue(), speed


def test_a_terminal_has_one_line_that_moves(monkeypatch, clock):
    shown, _ = run(monkeypatch, clock, terminal=True)
    assert shown.count("\n") == 1
    assert shown.count("\r") > 100
    assert "100% 400 frames, 16 fps" in shown


def test_a_log_has_few_lines(monkeypatch, clock):
    shown, _ = run(monkeypatch, clock, terminal=False)
    assert shown.splitlines() == [
        "video:  40% 160 frames, 16 fps, 15 s left",
        "video:  80% 320 frames, 16 fps, 5 s left",
    ]


def test_quiet_says_nothing(monkeypatch, clock):
    assert run(monkeypatch, clock, terminal=True, quiet=True)[0] == ""


def test_an_error_has_its_line_for_itself(monkeypatch, clock):
    stream = Terminal(terminal=True)
    monkeypatch.setattr(progress.sys, "stderr", stream)
    with pytest.raises(ValueError, match="full"), Progress("video", 40, 10.0) as shown:
        clock[0] += 1.0
        shown.advance(40)
        raise ValueError("full")
    assert stream.getvalue().endswith("40 frames, 40 fps, 9 s left\r\033[K")


@pytest.mark.parametrize("terminal", [False, True])
def test_an_error_before_the_first_line_takes_nothing_away(monkeypatch, clock, terminal):
    stream = Terminal(terminal=terminal)
    monkeypatch.setattr(progress.sys, "stderr", stream)
    with pytest.raises(ValueError, match="full"), Progress("video", 40, 10.0) as shown:
        clock[0] += 0.01
        shown.advance(1)
        raise ValueError("full")
    assert stream.getvalue() == ""


def test_a_finished_line_stays(monkeypatch, clock):
    stream = Terminal(terminal=True)
    monkeypatch.setattr(progress.sys, "stderr", stream)
    with Progress("video", 40, 10.0) as shown:
        shown.advance(40)
        shown.finish()
    assert stream.getvalue().endswith("fps\n")


def test_a_log_keeps_its_lines_when_an_error_comes(monkeypatch, clock):
    stream = Terminal(terminal=False)
    monkeypatch.setattr(progress.sys, "stderr", stream)
    with pytest.raises(ValueError, match="full"), Progress("video", 40, 10.0) as shown:
        clock[0] += 20.0
        shown.advance(40)
        raise ValueError("full")
    assert stream.getvalue() == "video:  10% 40 frames, 2 fps, 3 min left\n"


def test_an_unknown_length_has_no_share(monkeypatch, clock):
    shown, _ = run(monkeypatch, clock, terminal=False, duration_s=None)
    assert not re.search("%", shown)


def test_the_end_says_how_fast_it_was(monkeypatch, clock):
    assert run(monkeypatch, clock, terminal=False)[1] == "video: 10.0 s in 25.0 s (16 fps, 0.4x real time)"
