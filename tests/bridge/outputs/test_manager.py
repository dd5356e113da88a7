import threading

import pytest

from mien_bridge.outputs import OutputKind, OutputRequest, Setting
from mien_bridge.outputs.manager import MAX_OUTPUTS, OutputManager
from mien_bridge.outputs.worker import OutputWorker
from mien_bridge.outputs.worker_status import WorkerState, WorkerStatus
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
def manager(made):
    def kind(name, output_type, settings=()):
        def make(given):
            output = output_type()
            output.given = dict(given)
            made[name].append(output)
            return output

        return OutputKind(name, name, settings, make)

    to = Setting("to", "here", "where it goes")
    manager = OutputManager(
        {
            kind.kind: kind
            for kind in (kind("fake", Recorder, (to,)), kind("stuck", Stuck), kind("picture", PictureRecorder))
        }
    )
    yield manager
    for output in made["stuck"]:
        output.let_go.set()
    assert manager.close(WAIT_S)


def states(manager: OutputManager) -> dict[str, WorkerState]:
    return {entry.request.name: entry.status.state for entry in manager.statuses()}


def test_frames_go_where_they_are_wanted(manager, made):
    manager.add(OutputRequest("fake", "motion"))
    manager.add(OutputRequest("picture", "pictures"))
    manager.send(frame(7))
    made["fake"][-1].wait_for(("send", 7))
    manager.send(picture(9))
    manager.send(frame(11))
    made["picture"][-1].wait_for(("send", 9))
    wait_until(lambda: [entry.status.sent for entry in manager.statuses()] == [2, 1])
    assert ("send", 11) in made["fake"][-1].taken()
    assert manager.takes(StreamKind.MOTION)
    assert manager.takes(StreamKind.FACE)
    assert not manager.takes(StreamKind.AUDIO)


def test_one_that_hangs_holds_up_no_other(manager, made):
    manager.add(OutputRequest("stuck", "hangs"))
    manager.add(OutputRequest("fake", "works"))
    manager.send(frame(0))
    made["stuck"][-1].wait_for(("send", 0))
    for seq in range(1, 101):
        manager.send(frame(seq))
        made["fake"][-1].wait_for(("send", seq))
    hangs = next(entry for entry in manager.statuses() if entry.request.name == "hangs")
    assert hangs.status == WorkerStatus(WorkerState.ON, "", 0, 97)


def test_of_too_many_frames_the_newest_are_kept(manager, made):
    manager.add(OutputRequest("stuck", "slow"))
    manager.send(frame(0))
    output = made["stuck"][-1]
    output.wait_for(("send", 0))
    for seq in range(1, 11):
        manager.send(frame(seq))
    output.let_go.set()
    wait_until(lambda: manager.statuses()[0].status.sent == 4)
    assert [call for call in output.taken() if call != "turn"] == [("send", 8), ("send", 9), ("send", 10)]
    assert manager.statuses()[0].status.dropped == 7


def test_a_failure_stays_with_its_own(manager, made):
    manager.add(OutputRequest("fake", "fails"), is_on=False)
    manager.add(OutputRequest("fake", "works"))
    works = made["fake"][-1]
    manager.set_on("fails", True)
    made["fake"][-1].failing["send"] = out_of_reach()
    manager.send(frame(1))
    works.wait_for(("send", 1))
    wait_until(lambda: states(manager) == {"fails": WorkerState.FAILED, "works": WorkerState.ON})
    manager.send(frame(2))
    works.wait_for(("send", 2))


def test_it_is_switched_off_and_on(manager, made):
    manager.add(OutputRequest("fake", "a"), is_on=False)
    assert states(manager) == {"a": WorkerState.OFF}
    assert not manager.takes(StreamKind.MOTION)
    manager.set_on("a", True)
    manager.set_on("a", True)
    first = made["fake"][-1]
    first.wait_for("open")
    manager.set_on("a", False)
    first.wait_for("close")
    manager.send(frame(3))
    manager.set_on("a", True)
    made["fake"][-1].wait_for("open")
    assert made["fake"][-1] is not first


def changed(manager: OutputManager) -> None:
    manager.change("a", {})


def switched(manager: OutputManager) -> None:
    manager.set_on("a", False)
    manager.set_on("a", True)


def removed_and_added(manager: OutputManager) -> None:
    manager.remove("a")
    manager.add(OutputRequest("fake", "a"))


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

    manager = OutputManager({"fake": kind_of(make)})
    manager.add(OutputRequest("fake", "a"))
    manager.send(frame(0))
    outputs[-1].wait_for(("send", 0))
    busy = outputs[-1]
    again(manager)
    manager.send(frame(1))
    busy.let_go.set()
    outputs[-1].wait_for(("send", 1))
    assert order == ["open", "close", "open"]
    outputs[-1].let_go.set()
    assert manager.close(WAIT_S)


def test_switching_what_hangs_makes_no_threads_without_end():
    let_go = threading.Event()

    class Hanging(Recorder):
        def open(self):
            let_go.wait(WAIT_S)

    manager = OutputManager({"fake": kind_of(lambda given: Hanging())})
    manager.add(OutputRequest("fake", "a"))
    before = threading.active_count()
    with pytest.raises(MienError, match="32 outputs that were switched off do not respond"):
        for _ in range(100):
            switched(manager)
    assert threading.active_count() < before + MAX_OUTPUTS
    assert states(manager) == {"a": WorkerState.OFF}
    with pytest.raises(MienError, match="do not respond"):
        manager.add(OutputRequest("fake", "b"))
    assert list(states(manager)) == ["a"]
    let_go.set()
    assert manager.close(WAIT_S)
    manager.add(OutputRequest("fake", "b"))
    assert manager.close(WAIT_S)


def test_settings_are_filled_changed_and_kept(manager, made):
    manager.add(OutputRequest("fake", "a"))
    assert manager.statuses()[0].request.settings == {"to": "here"}
    manager.change("a", {"to": "there"})
    assert made["fake"][-1].given == {"to": "there"}
    with pytest.raises(MienError, match="setting to: expected a text"):
        manager.change("a", {"to": 5})
    assert manager.statuses()[0].request.settings == {"to": "there"}
    made["fake"][-1].wait_for("open")


def test_what_is_removed_is_closed(manager, made):
    manager.add(OutputRequest("fake", "a"))
    manager.remove("a")
    made["fake"][-1].wait_for("close")
    assert manager.statuses() == []


def test_mistakes_are_said(manager):
    manager.add(OutputRequest("fake", "a"), is_on=False)
    with pytest.raises(MienError, match="there is an output 'a' already"):
        manager.add(OutputRequest("fake", "a"))
    with pytest.raises(MienError, match="there is no output 'cmv'; there are fake, stuck, picture"):
        manager.add(OutputRequest("cmv", "b"))
    for call in (lambda: manager.remove("b"), lambda: manager.set_on("b", True), lambda: manager.change("b", {})):
        with pytest.raises(MienError, match="there is no output 'b'; there are 'a'"):
            call()
    for index in range(1, MAX_OUTPUTS):
        manager.add(OutputRequest("fake", str(index)), is_on=False)
    with pytest.raises(MienError, match=f"expected at most {MAX_OUTPUTS} outputs"):
        manager.add(OutputRequest("fake", "one more"), is_on=False)


def test_closing_does_not_wait_for_one_that_hangs(made, manager):
    manager.add(OutputRequest("stuck", "hangs"))
    manager.send(frame(0))
    made["stuck"][-1].wait_for(("send", 0))
    assert not manager.close(0.0)


def test_a_closed_lane_takes_nothing_more():
    output = Recorder()
    worker = OutputWorker("a", output)
    output.wait_for("open")
    worker.close()
    worker.put(frame(0))
    assert worker.wait(WAIT_S)
    assert output.taken()[-1] == "close"
    assert worker.status() == WorkerStatus(WorkerState.OFF, "", 0, 0)
