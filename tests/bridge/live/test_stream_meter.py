"""How a performance flows, and what is told of outputs."""

import asyncio

import pytest

from mien_bridge.live.state_view import StatusLines
from mien_bridge.live.stream_meter import StreamMeter
from mien_bridge.outputs.manager import OutputStatus
from mien_bridge.outputs.request import OutputRequest
from mien_bridge.outputs.worker_status import WorkerState, WorkerStatus
from mien_bridge.runtime.tasks import first_completed

pytestmark = pytest.mark.unit

MS = 1_000_000


def test_latency_is_counted_from_when_the_sound_of_a_frame_left():
    meter = StreamMeter()
    for index in range(10):
        meter.sent(960, (100 + 20 * index) * MS)
    # The second piece, which left at 120 ms, is from 20 to 40 ms of the media.
    meter.frame(25 * MS, 200 * MS)
    assert meter.rates(200 * MS).latency_ms == pytest.approx(80.0)


def test_time_that_passed_in_idle_motion_does_not_count_as_latency():
    meter = StreamMeter()
    meter.sent(960, 0)
    meter.echoed(0, 500 * MS)
    meter.frame(510 * MS, 90 * MS)
    assert meter.rates(90 * MS).latency_ms == pytest.approx(90.0)


def test_rates_are_those_of_the_last_second():
    meter = StreamMeter()
    for index in range(120):
        meter.frame(0, index * 1_000 * MS // 60)
    for index in range(40):
        meter.picture(1_000 * MS + index * 25 * MS)
    rates = meter.rates(2_000 * MS)
    assert rates.motion_hz == 59
    assert rates.face_hz == 39
    assert StreamMeter().rates(0).latency_ms == 0


def status(name: str, state: WorkerState, note: str = "") -> OutputStatus:
    return OutputStatus(OutputRequest("vmc", name), True, WorkerStatus(state, note))


def test_a_line_is_told_for_each_change_and_none_without():
    words = StatusLines()
    assert words.lines([status("a", WorkerState.OPENING)]) == []
    assert words.lines([status("a", WorkerState.ON)]) == ["output a: on"]
    assert words.lines([status("a", WorkerState.ON)]) == []
    failed = [status("a", WorkerState.FAILED, "nobody listens")]
    assert words.lines(failed) == ["output a: failed, nobody listens"]
    assert words.lines([status("a", WorkerState.OPENING, "nobody listens")]) == []
    assert words.lines(failed) == []
    assert words.lines([]) == ["output a: removed"]


def test_the_first_that_ends_ends_the_others():
    ended = []

    async def wait() -> str:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("waiting")
        return "never"

    async def end() -> str:
        return "first"

    assert asyncio.run(first_completed(wait(), end())) == "first"
    assert ended == ["waiting"]


def test_of_several_that_end_together_the_failure_is_raised():
    async def end() -> None:
        pass

    async def fail() -> None:
        raise ValueError("it broke")

    with pytest.raises(ValueError, match="it broke"):
        asyncio.run(first_completed(end(), fail()))
