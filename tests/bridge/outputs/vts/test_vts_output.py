"""The output as a lane drives it, over real sockets."""

import contextlib
import json
import socket
import threading
from dataclasses import replace

import pytest
from websockets.sync.server import serve

from mien_bridge.outputs.address import Address
from mien_bridge.outputs.kinds import find_output_kind
from mien_bridge.outputs.supervisor import OutputSupervisor
from mien_bridge.outputs.vts import VTubeStudioOutput
from mien_bridge.outputs.vts.discovery import Discovery
from mien_bridge.outputs.vts.token_store import TokenStore
from mien_bridge.outputs.worker_status import WorkerState
from mien_protocol.errors import MienError
from tests.bridge.outputs.fakes import Clock, frame
from tests.bridge.outputs.vts.studio import Studio
from tests.bridge.outputs.vts.studio_server import LIMIT_S, StudioServer

pytestmark = pytest.mark.real

TURN_S = 0.1


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def server(clock):
    with StudioServer(Studio(clock=clock)) as served:
        yield served


@pytest.fixture
def tokens(tmp_path):
    return TokenStore(tmp_path / "tokens.json")


class Driven:
    """An output with its driver; every turn takes no time, unless time is moved."""

    def __init__(self, output, clock):
        self.output = output
        self.driver = OutputSupervisor("vts", output)
        self.clock = clock
        self.frames = []

    def step(self):
        self.driver.step(lambda: self.frames.pop(0) if self.frames else None, self.clock)

    @property
    def state(self):
        return self.driver.standing[0]

    def turn(self):
        """As the driver does ten times a second."""
        self.output.turn(self.clock())


@pytest.fixture
def driven(server, tokens, clock):
    with contextlib.closing(VTubeStudioOutput(Address("127.0.0.1", server.port), tokens=tokens)) as output:
        yield Driven(output, clock)


def be_let_in(server, driven):
    driven.step()
    server.wait(lambda: server.studio.popup is not None, driven.turn)
    assert "choose Allow" in driven.output.note
    server.studio.allow()
    server.wait(lambda: driven.output.note == "", driven.turn)


def be_ready_again(server, driven):
    driven.step()
    assert driven.driver.is_on
    server.wait(lambda: driven.output.note == "", driven.turn)


def test_it_is_let_in_and_moves_the_model(server, driven):
    be_let_in(server, driven)
    driven.output.send(frame(1, jawOpen=0.5))
    server.wait(lambda: server.studio.value("MouthOpen") == 0.5, driven.turn)
    assert server.studio.value("MienJawOpen") == 0.5
    assert server.studio.face_found is True
    # A connection that is quiet for long is no broken one.
    assert driven.output._connection._connection.socket.gettimeout() is None


def test_frames_that_come_early_are_passed_over(server, driven):
    driven.step()
    driven.output.send(frame(1, jawOpen=0.5))
    assert server.studio.injected() == []


def test_it_comes_back_when_vtube_studio_does(server, driven, clock):
    be_let_in(server, driven)
    server.stop()
    server.wait(lambda: driven.state is WorkerState.FAILED, lambda: fail(driven, clock))
    assert "has closed the connection" in driven.driver.standing[1]
    clock.after(2)
    driven.step()
    assert driven.state is WorkerState.FAILED
    assert "start it, and turn on 'Start API" in driven.driver.standing[1]
    server.start()
    clock.after(60)
    be_ready_again(server, driven)
    driven.output.send(frame(2, jawOpen=0.25))
    server.wait(lambda: server.studio.value("MouthOpen") == 0.25, driven.turn)
    assert server.studio.popups == 1


def fail(driven, clock):
    clock.after(TURN_S)
    driven.step()


def test_who_has_denied_is_left_in_peace(server, driven, clock, tokens):
    driven.step()
    server.wait(lambda: server.studio.popup is not None, driven.turn)
    server.studio.deny()
    server.wait(lambda: driven.state is WorkerState.FAILED, lambda: fail(driven, clock))
    for _ in range(20):
        clock.after(60)
        driven.step()
        assert driven.state is WorkerState.FAILED
        assert "turn this output off and on again" in driven.driver.standing[1]
    assert server.studio.popups == 1
    # Switched off and on, an output is made anew.
    with contextlib.closing(VTubeStudioOutput(Address("127.0.0.1", server.port), tokens=tokens)) as again:
        be_let_in(server, Driven(again, clock))
    assert server.studio.popups == 2


def test_a_face_that_is_lost_is_said_to_be(server, driven, clock):
    be_let_in(server, driven)
    driven.output.send(frame(1, jawOpen=0.5))
    driven.turn()
    for _ in range(19):
        clock.after(TURN_S)
        driven.turn()
    server.wait(lambda: server.studio.face_found is True, driven.turn)
    clock.after(TURN_S)
    server.wait(lambda: server.studio.face_found is False, driven.turn)
    assert server.studio.value("MouthOpen") == 0.5
    driven.output.send(frame(2, jawOpen=0.5))
    server.wait(lambda: server.studio.face_found is True, driven.turn)


def test_sixty_frames_a_second_are_enough(server, driven):
    be_let_in(server, driven)
    wanted = 0
    for number in range(120):
        driven.output.send(replace(frame(), time_ns=number * 1_000_000_000 // 120))
        wanted += number % 2 == 0
        server.wait(lambda: driven.output._session._injector._unanswered == 0, driven.turn)
        assert len(server.studio.injected()) == wanted


def test_it_is_looked_for_and_found(server, tokens, clock):
    discovery = Discovery(0)
    with contextlib.closing(VTubeStudioOutput(None, tokens=tokens, discovery=lambda: discovery)) as output:
        driven = Driven(output, clock)
        driven.step()
        driven.turn()
        assert output.note == "looking for VTube Studio on this computer"
        told = {"active": True, "port": server.port}
        message = {"apiName": "VTubeStudioPublicAPI", "messageType": "VTubeStudioAPIStateBroadcast", "data": told}
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as network:
            network.sendto(json.dumps(message).encode(), ("127.0.0.1", discovery.port))
        be_let_in(server, driven)
    assert discovery.port == 0


def test_it_is_not_looked_for_without_end(tokens, clock, monkeypatch):
    free = free_port()
    monkeypatch.setattr("mien_bridge.outputs.vts.discovery._DEFAULT_PORT", free)
    with contextlib.closing(VTubeStudioOutput(None, tokens=tokens, discovery=lambda: Discovery(0))) as output:
        output.open()
        output.turn(clock())
        clock.after(4.9)
        output.turn(clock())
        clock.after(0.1)
        with pytest.raises(MienError, match=f"does not answer at 127.0.0.1:{free}"):
            output.turn(clock())


def test_who_is_closed_looks_no_more(tokens, clock):
    discovery = Discovery(0)
    output = VTubeStudioOutput(None, tokens=tokens, discovery=lambda: discovery)
    output.open()
    output.turn(clock())
    output.close()
    assert discovery.port == 0
    assert output.note == ""


def test_goodbye_is_said(server, driven):
    be_let_in(server, driven)
    driven.output.close()
    server.wait(lambda: not server._connections, lambda: None)
    driven.output.close()
    assert driven.output.note == ""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def refusal(port, tokens):
    output = VTubeStudioOutput(Address("127.0.0.1", port), tokens=tokens)
    with contextlib.closing(output), pytest.raises(MienError) as caught:
        output.open()
    return str(caught.value)


def test_a_port_of_nobody_is_told_of(tokens):
    assert "start it, and turn on 'Start API (allow plugins)'" in refusal(free_port(), tokens)


def test_a_host_that_does_not_exist_is_told_of(tokens, monkeypatch):
    def unknown(_address, _timeout):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "create_connection", unknown)
    with pytest.raises(MienError, match=r"does not answer at no-such-host.invalid:8001 \(name or service not known\)"):
        VTubeStudioOutput(Address("no-such-host.invalid", 8001), tokens=tokens).open()


@pytest.mark.parametrize(
    "said", [b"", b"HTTP/1.1 301 Moved\r\nLocation: http://192.0.2.7/\r\n\r\n", b"SSH-2.0-x\r\n" * 9]
)
def test_another_kind_of_server_is_told_of(tokens, said):
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer():
            connection, _address = listener.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(said)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        told = refusal(listener.getsockname()[1], tokens)
        thread.join(LIMIT_S)
    assert "VTube Studio does not answer" in told
    assert "another port" in told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("hello", "not VTube Studio: it sent no JSON"),
        (b"\x00\x01", "not VTube Studio: it sent no JSON"),
        ("[" * 100_000, "not VTube Studio: it sent no JSON"),
        ("x" * 1_100_000, "has closed the connection"),
        ('{"apiName": "Another"}', "no message of VTubeStudioPublicAPI"),
    ],
)
def test_another_websocket_server_is_told_of(tokens, clock, said, told):
    def answer(connection):
        for _text in connection:
            connection.send(said)

    with serve(answer, "127.0.0.1", 0, close_timeout=1) as other:
        thread = threading.Thread(target=other.serve_forever, daemon=True)
        thread.start()
        output = VTubeStudioOutput(Address("127.0.0.1", other.socket.getsockname()[1]), tokens=tokens)
        with contextlib.closing(output), pytest.raises(MienError, match=told):
            output.open()
            while True:
                output.turn(clock())
    thread.join(LIMIT_S)


def test_one_that_talks_without_end_is_not_listened_to_for_ever(tokens, clock):
    event = json.dumps({"apiName": "VTubeStudioPublicAPI", "requestID": "x", "messageType": "E", "data": {}})
    is_over = threading.Event()

    def flood(connection):
        while not is_over.is_set():
            connection.send(event)

    with serve(flood, "127.0.0.1", 0, close_timeout=1) as other:
        thread = threading.Thread(target=other.serve_forever, daemon=True)
        thread.start()
        output = VTubeStudioOutput(Address("127.0.0.1", other.socket.getsockname()[1]), tokens=tokens)
        output.open()
        for _ in range(20):
            output.turn(clock())
        output.close()
        is_over.set()
    thread.join(LIMIT_S)


def test_the_kind_is_known_by_its_name():
    kind = find_output_kind("vts")
    assert kind.title == "VTube Studio"
    assert isinstance(kind.output({}), VTubeStudioOutput)
    assert isinstance(kind.output({"to": "192.168.1.20", "parameters": "default"}), VTubeStudioOutput)
    with pytest.raises(MienError, match=r"output vts: address of VTube Studio: expected HOST:PORT"):
        kind.output({"to": "http://x"})
    with pytest.raises(MienError, match=r"one of both, default, custom"):
        kind.output({"parameters": "all"})
