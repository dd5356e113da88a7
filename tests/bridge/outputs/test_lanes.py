import threading

import pytest

from mien_bridge.outputs import OutputKind, OutputRequest, Setting
from mien_bridge.outputs.lane import Lane
from mien_bridge.outputs.lane_status import LaneState, LaneStatus
from mien_bridge.outputs.lanes import MAX_OUTPUTS, Lanes
from mien_protocol.errors import MienError
from mien_protocol.topics import StreamKind
from tests.bridge.outputs.fakes import (
    WAIT_S,
    PictureRecorder,
    Recorder,
    Stuck,
    frame,
    kind_of,
    out_of_reach,
    picture,
    wait_until,
)

pytestmark = pytest.mark.unit


@pytest.fixture
def made():
    """The outputs that were made, by their kind; the newest is last."""
    return {"fake": [], "stuck": [], "picture": []}


@pytest.fixture
def lanes(made):
    def kind(name, output_type, settings=()):
        def make(given):
            output = output_type()
            output.given = dict(given)
            made[name].append(output)
            return output

        return OutputKind(name, name, settings, make)

    to = Setting("to", "here", "where it goes")
    lanes = Lanes(
        {
            kind.kind: kind
            for kind in (kind("fake", Recorder, (to,)), kind("stuck", Stuck), kind("picture", PictureRecorder))
        }
    )
    yield lanes
    for output in made["stuck"]:
        output.let_go.set()
    assert lanes.close(WAIT_S)


def states(lanes: Lanes) -> dict[str, LaneState]:
    return {entry.request.name: entry.status.state for entry in lanes.statuses()}


def test_frames_go_where_they_are_wanted(lanes, made):
    lanes.add(OutputRequest("fake", "motion"))
    lanes.add(OutputRequest("picture", "pictures"))
    lanes.send(frame(7))
    made["fake"][-1].wait_for(("send", 7))
    lanes.send(picture(9))
    lanes.send(frame(11))
    made["picture"][-1].wait_for(("send", 9))
    wait_until(lambda: [entry.status.sent for entry in lanes.statuses()] == [2, 1])
    assert ("send", 11) in made["fake"][-1].taken()
    assert lanes.takes(StreamKind.MOTION)
    assert lanes.takes(StreamKind.FACE)
    assert not lanes.takes(StreamKind.AUDIO)


def test_one_that_hangs_holds_up_no_other(lanes, made):
    lanes.add(OutputRequest("stuck", "hangs"))
    lanes.add(OutputRequest("fake", "works"))
    lanes.send(frame(0))
    made["stuck"][-1].wait_for(("send", 0))
    for seq in range(1, 101):
        lanes.send(frame(seq))
        made["fake"][-1].wait_for(("send", seq))
    hangs = next(entry for entry in lanes.statuses() if entry.request.name == "hangs")
    assert hangs.status == LaneStatus(LaneState.ON, "", 0, 97)


def test_of_too_many_frames_the_newest_are_kept(lanes, made):
    lanes.add(OutputRequest("stuck", "slow"))
    lanes.send(frame(0))
    output = made["stuck"][-1]
    output.wait_for(("send", 0))
    for seq in range(1, 11):
        lanes.send(frame(seq))
    output.let_go.set()
    wait_until(lambda: lanes.statuses()[0].status.sent == 4)
    assert [call for call in output.taken() if call != "turn"] == [("send", 8), ("send", 9), ("send", 10)]
    assert lanes.statuses()[0].status.dropped == 7


def test_a_failure_stays_with_its_own(lanes, made):
    lanes.add(OutputRequest("fake", "fails"), is_on=False)
    lanes.add(OutputRequest("fake", "works"))
    works = made["fake"][-1]
    lanes.set_on("fails", True)
    made["fake"][-1].failing["send"] = out_of_reach()
    lanes.send(frame(1))
    works.wait_for(("send", 1))
    wait_until(lambda: states(lanes) == {"fails": LaneState.FAILED, "works": LaneState.ON})
    lanes.send(frame(2))
    works.wait_for(("send", 2))


def test_it_is_switched_off_and_on(lanes, made):
    lanes.add(OutputRequest("fake", "a"), is_on=False)
    assert states(lanes) == {"a": LaneState.OFF}
    assert not lanes.takes(StreamKind.MOTION)
    lanes.set_on("a", True)
    lanes.set_on("a", True)
    first = made["fake"][-1]
    first.wait_for("open")
    lanes.set_on("a", False)
    first.wait_for("close")
    lanes.send(frame(3))
    lanes.set_on("a", True)
    made["fake"][-1].wait_for("open")
    assert made["fake"][-1] is not first


def changed(lanes: Lanes) -> None:
    lanes.change("a", {})


def switched(lanes: Lanes) -> None:
    lanes.set_on("a", False)
    lanes.set_on("a", True)


def removed_and_added(lanes: Lanes) -> None:
    lanes.remove("a")
    lanes.add(OutputRequest("fake", "a"))


@pytest.mark.parametrize("again", [changed, switched, removed_and_added])
def test_one_that_is_opened_again_waits_until_its_port_is_free(again):
    order = []

    class Ported(Stuck):
        def open(self):
            super().open()
            order.append("open")

        def close(self):
            super().close()
            order.append("close")

    outputs = []

    def make(given):
        outputs.append(Ported())
        return outputs[-1]

    lanes = Lanes({"fake": kind_of(make)})
    lanes.add(OutputRequest("fake", "a"))
    lanes.send(frame(0))
    outputs[-1].wait_for(("send", 0))
    busy = outputs[-1]
    again(lanes)
    lanes.send(frame(1))
    busy.let_go.set()
    outputs[-1].wait_for(("send", 1))
    assert order == ["open", "close", "open"]
    outputs[-1].let_go.set()
    assert lanes.close(WAIT_S)


def test_switching_what_hangs_makes_no_threads_without_end():
    let_go = threading.Event()

    class Hanging(Recorder):
        def open(self):
            let_go.wait(WAIT_S)

    lanes = Lanes({"fake": kind_of(lambda given: Hanging())})
    lanes.add(OutputRequest("fake", "a"))
    before = threading.active_count()
    with pytest.raises(MienError, match="32 outputs hang that were switched off"):
        for _ in range(100):
            switched(lanes)
    assert threading.active_count() < before + MAX_OUTPUTS
    assert states(lanes) == {"a": LaneState.OFF}
    with pytest.raises(MienError, match="hang"):
        lanes.add(OutputRequest("fake", "b"))
    assert list(states(lanes)) == ["a"]
    let_go.set()
    assert lanes.close(WAIT_S)
    lanes.add(OutputRequest("fake", "b"))
    assert lanes.close(WAIT_S)


def test_settings_are_filled_changed_and_kept(lanes, made):
    lanes.add(OutputRequest("fake", "a"))
    assert lanes.statuses()[0].request.settings == {"to": "here"}
    lanes.change("a", {"to": "there"})
    assert made["fake"][-1].given == {"to": "there"}
    with pytest.raises(MienError, match="setting to: expected a text"):
        lanes.change("a", {"to": 5})
    assert lanes.statuses()[0].request.settings == {"to": "there"}
    made["fake"][-1].wait_for("open")


def test_what_is_removed_is_closed(lanes, made):
    lanes.add(OutputRequest("fake", "a"))
    lanes.remove("a")
    made["fake"][-1].wait_for("close")
    assert lanes.statuses() == []


def test_mistakes_are_said(lanes):
    lanes.add(OutputRequest("fake", "a"), is_on=False)
    with pytest.raises(MienError, match="there is an output 'a' already"):
        lanes.add(OutputRequest("fake", "a"))
    with pytest.raises(MienError, match="there is no output 'cmv'; there are fake, stuck, picture"):
        lanes.add(OutputRequest("cmv", "b"))
    for call in (lambda: lanes.remove("b"), lambda: lanes.set_on("b", True), lambda: lanes.change("b", {})):
        with pytest.raises(MienError, match="there is no output 'b'; there are 'a'"):
            call()
    for index in range(1, MAX_OUTPUTS):
        lanes.add(OutputRequest("fake", str(index)), is_on=False)
    with pytest.raises(MienError, match=f"expected at most {MAX_OUTPUTS} outputs"):
        lanes.add(OutputRequest("fake", "one more"), is_on=False)


def test_closing_does_not_wait_for_one_that_hangs(made, lanes):
    lanes.add(OutputRequest("stuck", "hangs"))
    lanes.send(frame(0))
    made["stuck"][-1].wait_for(("send", 0))
    assert not lanes.close(0.0)


def test_a_closed_lane_takes_nothing_more():
    output = Recorder()
    lane = Lane("a", output)
    output.wait_for("open")
    lane.close()
    lane.put(frame(0))
    assert lane.wait(WAIT_S)
    assert output.taken()[-1] == "close"
    assert lane.status() == LaneStatus(LaneState.OFF, "", 0, 0)
