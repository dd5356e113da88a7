import logging

import pytest

from mien_bridge.outputs.supervisor import OutputSupervisor
from mien_bridge.outputs.worker_status import WorkerState
from tests.bridge.outputs.fakes import Clock, Recorder, frame, out_of_reach

pytestmark = pytest.mark.unit


def nothing() -> None:
    return None


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def output() -> Recorder:
    return Recorder()


def test_it_opens_turns_and_sends(clock, output):
    driver, frames = OutputSupervisor("a", output), [frame(1), frame(2)]
    while not (wait_ns := driver.step(lambda: frames.pop(0) if frames else None, clock)):
        pass
    assert output.taken() == ["open", "turn", ("send", 1), ("send", 2)]
    assert wait_ns == 100_000_000
    assert driver.standing == (WorkerState.ON, "")
    assert driver.sent == 2


def test_a_turn_comes_ten_times_a_second_whatever_the_frames(clock, output):
    driver = OutputSupervisor("a", output)
    driver.step(nothing, clock)
    for _ in range(601):
        driver.step(lambda: frame(0), clock)
        clock.after(1 / 600)
    assert 10 <= output.taken().count("turn") <= 11


def test_after_failures_it_waits_longer_and_longer(clock, output):
    output.failing["open"] = out_of_reach()
    driver, waits = OutputSupervisor("a", output), []
    for _ in range(8):
        assert driver.step(nothing, clock) == 0
        assert driver.standing == (WorkerState.FAILED, "the program is not there: start it")
        wait_ns = driver.step(nothing, clock)
        waits.append(wait_ns / 1e9)
        clock.after(waits[-1])
    assert waits == [1, 2, 4, 8, 16, 32, 32, 32]
    assert output.taken() == ["open", "close"] * 8


def test_one_that_opens_but_never_sends_is_waited_for_as_long(clock, output):
    output.failing["send"] = out_of_reach()
    driver, waits = OutputSupervisor("a", output), []
    for _ in range(4):
        while driver.standing[0] is not WorkerState.FAILED:
            driver.step(lambda: frame(0), clock)
        waits.append(driver.step(nothing, clock) / 1e9)
        clock.after(waits[-1])
        driver.step(nothing, clock)
    assert waits == [1, 2, 4, 8]


def test_after_a_steady_time_the_waits_begin_anew(clock, output):
    driver = OutputSupervisor("a", output)
    for failures in range(3):
        output.failing["open"] = out_of_reach()
        driver.step(nothing, clock)
        clock.after(driver.step(nothing, clock) / 1e9)
        assert driver.standing[0] is WorkerState.FAILED, failures
    output.failing.clear()
    driver.step(nothing, clock)
    assert driver.is_on
    clock.after(10)
    output.failing["turn"] = out_of_reach()
    driver.step(nothing, clock)
    assert driver.step(nothing, clock) == 1_000_000_000


def test_a_defect_is_logged_with_its_traceback_and_said(clock, output, caplog):
    output.failing["send"] = ZeroDivisionError("float division by zero")
    driver = OutputSupervisor("a", output)
    with caplog.at_level(logging.ERROR):
        driver.step(nothing, clock)
        driver.step(lambda: frame(0), clock)
    assert driver.standing == (WorkerState.FAILED, "defect of this output: ZeroDivisionError: float division by zero")
    assert [record.exc_info is not None for record in caplog.records] == [True]


def test_the_same_failure_is_logged_once(clock, output, caplog):
    output.failing["open"] = out_of_reach()
    driver = OutputSupervisor("a", output)
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            driver.step(nothing, clock)
            clock.after(40)
    assert [record.reason for record in caplog.records] == ["the program is not there: start it"]


def test_why_it_failed_is_said_while_it_opens_again(clock, output):
    output.failing["open"] = out_of_reach()
    driver = OutputSupervisor("a", output)
    driver.step(nothing, clock)
    clock.after(1)
    seen = []
    output.open = lambda: seen.append(driver.standing)
    driver.step(nothing, clock)
    assert seen == [(WorkerState.OPENING, "the program is not there: start it")]
    assert driver.standing == (WorkerState.ON, "")


def test_notes_of_an_open_output_are_said(clock, output):
    driver = OutputSupervisor("a", output)
    driver.step(nothing, clock)
    output.said = "allow Mien in the program"
    driver.step(nothing, clock)
    assert driver.standing == (WorkerState.ON, "allow Mien in the program")


def test_closing_never_raises(clock, output):
    output.failing["close"] = OSError("gone")
    driver = OutputSupervisor("a", output)
    driver.step(nothing, clock)
    driver.close()
    assert driver.standing == (WorkerState.OFF, "")
