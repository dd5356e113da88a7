"""Outputs of several kinds at once over real sockets: one that fails, lags or is flooded disturbs no other."""

import pytest
from pythonosc.osc_bundle import OscBundle

from mien_bridge.outputs import OutputRequest
from mien_bridge.outputs.kinds import find_output_kinds
from mien_bridge.outputs.manager import OutputManager
from mien_bridge.outputs.worker_status import WorkerState, WorkerStatus
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
def manager(ear, stuck):
    """One output that works, by OSC, among others."""
    manager = OutputManager({**find_output_kinds(), "stuck": kind_of(lambda settings: stuck, "stuck")})
    manager.add(OutputRequest("osc", "works", {"to": ear.name, "template": "/seq {time}"}))
    yield manager
    stuck.let_go.set()
    assert manager.close(WAIT_S)


def status(manager: OutputManager, name: str) -> WorkerStatus:
    return next(entry.status for entry in manager.statuses() if entry.request.name == name)


def sixtieth(data: bytes) -> int:
    """Which frame it was, by its media time."""
    (seconds,) = OscBundle(data).content(0).params
    return round(seconds * 60)


def assert_works(manager: OutputManager, ear: UdpEar, count: int = 30) -> None:
    """Every frame comes, whatever the others do."""
    for seq in range(count):
        manager.send(frame(seq))
        assert sixtieth(ear.hear()) == seq


def test_a_port_that_is_taken_and_then_free(manager, ear):
    port = free_port()
    with UdpEar(port):
        manager.add(OutputRequest("ifacialmocap", "taken", {"way": "answer", "listen": f"127.0.0.1:{port}"}))
        wait_until(lambda: status(manager, "taken").state is WorkerState.FAILED)
        assert f"cannot listen at 127.0.0.1:{port}" in status(manager, "taken").note
        assert_works(manager, ear)
    wait_until(lambda: status(manager, "taken").state is WorkerState.ON)
    assert_works(manager, ear)


def test_a_host_that_is_none(manager, ear):
    manager.add(OutputRequest("vmc", "nowhere", {"to": "no-such-host.invalid"}))
    assert_works(manager, ear)
    wait_until(lambda: status(manager, "nowhere").state is WorkerState.FAILED)
    assert "there is no host 'no-such-host.invalid'" in status(manager, "nowhere").note
    assert_works(manager, ear)


def test_a_host_that_cannot_be_reached(manager, ear):
    # Broadcasts need a leave that is not asked for, so that the system itself refuses.
    manager.add(OutputRequest("livelink", "refused", {"to": "255.255.255.255"}))
    assert_works(manager, ear)
    wait_until(lambda: status(manager, "refused").state is WorkerState.FAILED)
    assert "255.255.255.255:11111 cannot be reached: Permission denied" in status(manager, "refused").note


def test_a_program_that_is_not_there_yet(manager, ear):
    port = free_port()
    manager.add(OutputRequest("vmc", "later", {"to": f"127.0.0.1:{port}"}))
    assert_works(manager, ear)
    wait_until(lambda: "nothing listens" in status(manager, "later").note)
    assert status(manager, "later").state is WorkerState.ON
    with UdpEar(port) as later:
        manager.send(frame(0))
        assert later.hear().startswith(b"#bundle")


def test_one_that_hangs_in_the_middle_of_a_frame(manager, ear, stuck):
    manager.add(OutputRequest("stuck", "hangs"))
    manager.send(frame(0))
    ear.hear()
    stuck.wait_for(("send", 0))
    assert_works(manager, ear, 200)
    assert status(manager, "hangs").dropped == 200 - Recorder.BACKLOG
    manager.remove("hangs")
    assert_works(manager, ear)


def test_after_a_flood_the_next_frame_comes_as_ever(manager, ear):
    with UdpEar() as second:
        manager.add(OutputRequest("osc", "second", {"to": second.name, "template": "/seq {time}"}))
        wait_until(lambda: status(manager, "second").state is WorkerState.ON)
        for _ in range(20_000):
            manager.send(frame(0))
        for name, heard in (("works", ear), ("second", second)):
            wait_until(lambda name=name: status(manager, name).sent + status(manager, name).dropped == 20_000)
            while not heard.is_quiet():
                heard.hear()
        manager.send(frame(77))
        assert sixtieth(ear.hear()) == sixtieth(second.hear()) == 77


def test_a_receiver_that_goes_and_comes_back(manager):
    port = free_port()
    manager.add(OutputRequest("osc", "comes back", {"to": f"127.0.0.1:{port}", "template": "/seq {time}"}))
    for _ in range(3):
        with UdpEar(port) as ear:
            manager.send(frame(0))
            ear.hear()
        for seq in range(20):
            manager.send(frame(seq))
    wait_until(lambda: status(manager, "comes back").state is WorkerState.ON)
