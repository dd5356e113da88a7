"""Outputs of several kinds at once over real sockets: one that fails, lags or is flooded disturbs no other."""

import pytest
from pythonosc.osc_bundle import OscBundle

from mien_bridge.outputs import OutputRequest
from mien_bridge.outputs.kinds import output_kinds
from mien_bridge.outputs.lane_status import LaneState, LaneStatus
from mien_bridge.outputs.lanes import Lanes
from tests.bridge.outputs.fakes import WAIT_S, Recorder, Stuck, frame, kind_of, wait_until
from tests.bridge.outputs.udp_ear import UdpEar, free_port

pytestmark = pytest.mark.e2e


@pytest.fixture
def ear():
    with UdpEar() as ear:
        yield ear


@pytest.fixture
def stuck():
    output = Stuck()
    yield output
    output.let_go.set()


@pytest.fixture
def lanes(ear, stuck):
    """One output that works, by OSC, among others."""
    lanes = Lanes({**output_kinds(), "stuck": kind_of(lambda settings: stuck, "stuck")})
    lanes.add(OutputRequest("osc", "works", {"to": ear.name, "template": "/seq {time}"}))
    yield lanes
    stuck.let_go.set()
    assert lanes.close(WAIT_S)


def status(lanes: Lanes, name: str) -> LaneStatus:
    return next(entry.status for entry in lanes.statuses() if entry.request.name == name)


def sixtieth(data: bytes) -> int:
    """Which frame it was, by its media time."""
    (seconds,) = OscBundle(data).content(0).params
    return round(seconds * 60)


def assert_works(lanes: Lanes, ear: UdpEar, count: int = 30) -> None:
    """Every frame comes, whatever the others do."""
    for seq in range(count):
        lanes.send(frame(seq))
        assert sixtieth(ear.hear()) == seq


def test_a_port_that_is_taken_and_then_free(lanes, ear):
    port = free_port()
    with UdpEar(port):
        lanes.add(OutputRequest("ifacialmocap", "taken", {"way": "answer", "listen": f"127.0.0.1:{port}"}))
        wait_until(lambda: status(lanes, "taken").state is LaneState.FAILED)
        assert f"cannot listen at 127.0.0.1:{port}" in status(lanes, "taken").note
        assert_works(lanes, ear)
    wait_until(lambda: status(lanes, "taken").state is LaneState.ON)
    assert_works(lanes, ear)


def test_a_host_that_is_none(lanes, ear):
    lanes.add(OutputRequest("vmc", "nowhere", {"to": "no-such-host.invalid"}))
    assert_works(lanes, ear)
    wait_until(lambda: status(lanes, "nowhere").state is LaneState.FAILED)
    assert "there is no host 'no-such-host.invalid'" in status(lanes, "nowhere").note
    assert_works(lanes, ear)


def test_a_host_that_cannot_be_reached(lanes, ear):
    # Broadcasts need a leave that is not asked for, so that the system itself refuses.
    lanes.add(OutputRequest("livelink", "refused", {"to": "255.255.255.255"}))
    assert_works(lanes, ear)
    wait_until(lambda: status(lanes, "refused").state is LaneState.FAILED)
    assert "255.255.255.255:11111 cannot be reached: Permission denied" in status(lanes, "refused").note


def test_a_program_that_is_not_there_yet(lanes, ear):
    port = free_port()
    lanes.add(OutputRequest("vmc", "later", {"to": f"127.0.0.1:{port}"}))
    assert_works(lanes, ear)
    wait_until(lambda: "nothing listens" in status(lanes, "later").note)
    assert status(lanes, "later").state is LaneState.ON
    with UdpEar(port) as later:
        lanes.send(frame(0))
        assert later.hear().startswith(b"#bundle")


def test_one_that_hangs_in_the_middle_of_a_frame(lanes, ear, stuck):
    lanes.add(OutputRequest("stuck", "hangs"))
    lanes.send(frame(0))
    ear.hear()
    stuck.wait_for(("send", 0))
    assert_works(lanes, ear, 200)
    assert status(lanes, "hangs").dropped == 200 - Recorder.BACKLOG
    lanes.remove("hangs")
    assert_works(lanes, ear)


def test_after_a_flood_the_next_frame_comes_as_ever(lanes, ear):
    with UdpEar() as second:
        lanes.add(OutputRequest("osc", "second", {"to": second.name, "template": "/seq {time}"}))
        wait_until(lambda: status(lanes, "second").state is LaneState.ON)
        for _ in range(20_000):
            lanes.send(frame(0))
        for name, heard in (("works", ear), ("second", second)):
            wait_until(lambda name=name: status(lanes, name).sent + status(lanes, name).dropped == 20_000)
            while not heard.is_quiet():
                heard.hear()
        lanes.send(frame(77))
        assert sixtieth(ear.hear()) == sixtieth(second.hear()) == 77


def test_a_receiver_that_goes_and_comes_back(lanes):
    port = free_port()
    lanes.add(OutputRequest("osc", "comes back", {"to": f"127.0.0.1:{port}", "template": "/seq {time}"}))
    for _ in range(3):
        with UdpEar(port) as ear:
            lanes.send(frame(0))
            ear.hear()
        for seq in range(20):
            lanes.send(frame(seq))
    wait_until(lambda: status(lanes, "comes back").state is LaneState.ON)
