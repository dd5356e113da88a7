"""Text of iFacialMocap, read by its published grammar, and the handshake over real sockets."""

import socket
from itertools import pairwise

import pytest

from mien_bridge.outputs.address import Address
from mien_bridge.outputs.ifacialmocap import IFACIALMOCAP
from mien_bridge.outputs.ifacialmocap.subscribers import Subscribers
from mien_bridge.outputs.ifacialmocap.text import Version
from mien_bridge.outputs.udp import UdpSender
from mien_protocol.errors import MienError
from mien_protocol.rig import EXPRESSION_INDEX, EXPRESSION_NAMES
from tests.bridge.outputs.fakes import WAIT_S, frame
from tests.bridge.outputs.readers import PUBLISHED, published, read_ifacialmocap
from tests.bridge.outputs.udp_ear import UdpEar, free_port

pytestmark = pytest.mark.real

REQUEST = b"iFacialMocap_sahuasouryya9218sauhuiayeta91555dy3719"

FACE = frame(
    2,
    turn=(0.0, 0.5, 0.0),
    gaze=(0.2, -0.1),
    moved=(0.01, -0.02, 0.03),
    **{name: (place + 1) / 100 for name, place in EXPRESSION_INDEX.items()},
)


def pushed(settings: dict, *frames) -> list[bytes]:
    with UdpEar() as ear:
        output = IFACIALMOCAP.output({"to": ear.name, **settings})
        output.open()
        for one in frames:
            output.send(one)
        heard = [ear.hear() for _ in frames]
        output.close()
    return heard


@pytest.mark.parametrize(("version", "separator"), [("v1", "-"), ("v2", "&")])
def test_it_follows_the_published_grammar(version, separator):
    (text,) = pushed({"version": version}, FACE)
    values, transforms = read_ifacialmocap(text, separator)
    assert sorted(values) == sorted(PUBLISHED)
    for name in EXPRESSION_NAMES:
        assert values[published(name)] == round(100 * (EXPRESSION_INDEX[name] + 1) / 100)
    assert list(transforms) == ["head", "rightEye", "leftEye"]
    assert len(transforms["head"]) == 6
    assert [len(transforms[eye]) for eye in ("rightEye", "leftEye")] == [3, 3]


def test_angles_are_degrees_down_and_to_the_faces_left():
    (text,) = pushed({}, FACE)
    _, transforms = read_ifacialmocap(text, "-")
    assert transforms["head"] == pytest.approx([0, 28.6479, 0, 0.01, -0.02, 0.03], abs=1e-4)
    assert transforms["rightEye"] == transforms["leftEye"] == pytest.approx([5.7296, 11.4592, 0], abs=1e-4)


def test_no_two_packets_in_a_row_are_the_same():
    # Of the frames in between the newest alone was kept.
    texts = pushed({}, *(frame(2 * seq) for seq in range(6)))
    assert all(first != second for first, second in pairwise(texts))
    heads = [read_ifacialmocap(text, "-")[1]["head"] for text in texts]
    assert max(abs(number) for head in heads for number in head) <= 1e-6


class Receiver:
    """A program on another machine: on an address of its own, with the app's port as everyone."""

    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.settimeout(WAIT_S)
        self._socket.bind((host, port))
        self._port = port

    def ask(self, request: bytes = REQUEST) -> None:
        self._socket.sendto(request, ("127.0.0.1", self._port))

    def hear(self) -> bytes:
        return self._socket.recv(65_536)

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def output(port):
    output = IFACIALMOCAP.output({"way": "answer", "listen": f"127.0.0.1:{port}"})
    output.open()
    yield output
    output.close()


@pytest.fixture
def receivers(port):
    made = []

    def receiver(number: int) -> Receiver:
        made.append(Receiver(f"127.0.1.{number}", port))
        return made[-1]

    yield receiver
    for one in made:
        one.close()


def test_whoever_asks_is_sent_frames_in_the_version_asked_for(output, receivers):
    assert output.note == "no program has asked yet: enter this machine's address there as the phone's"
    first, second = receivers(1), receivers(2)
    output.send(FACE)
    first.ask()
    second.ask(REQUEST + b"|sendDataVersion=v2")
    output.turn(0)
    assert output.note == "sends to 127.0.1.1, 127.0.1.2"
    output.send(FACE)
    assert read_ifacialmocap(first.hear(), "-")[0]["jawOpen"] == 25
    assert read_ifacialmocap(second.hear(), "&")[0]["jawOpen"] == 25


def test_asking_again_changes_the_version_and_sends_nothing_twice(output, receivers):
    receiver = receivers(1)
    for request in (REQUEST, REQUEST, REQUEST + b"|sendDataVersion=v2"):
        receiver.ask(request)
    output.turn(0)
    output.send(frame(0))
    output.send(frame(1, jawOpen=1.0))
    assert read_ifacialmocap(receiver.hear(), "&")[0]["jawOpen"] == 0
    assert read_ifacialmocap(receiver.hear(), "&")[0]["jawOpen"] == 100


def test_one_that_is_gone_takes_nothing_from_another(output, receivers):
    gone, stays = receivers(1), receivers(2)
    gone.ask()
    stays.ask()
    output.turn(0)
    gone.close()
    for seq in range(5):
        output.send(frame(seq))
        read_ifacialmocap(stays.hear(), "-")


def test_the_last_eight_are_remembered(output, receivers):
    for number in range(1, 11):
        receivers(number).ask()
    output.turn(0)
    assert output.note == "sends to " + ", ".join(f"127.0.1.{number}" for number in range(3, 11))


def test_after_a_failure_it_starts_with_nobody(output, receivers):
    receivers(1).ask()
    output.turn(0)
    output.close()
    output.open()
    assert "no program has asked" in output.note


def test_nobody_on_the_internet_is_answered(monkeypatch):
    # Without a network they could not be reached anyway.
    monkeypatch.setattr(UdpSender, "open", lambda sender: None)
    subscribers = Subscribers(Address("127.0.0.1", 1))
    for host in ("8.8.8.8", "1.1.1.1", "2001:4860:4860::8888", "::ffff:8.8.8.8"):
        subscribers.admit(host, Version.V1)
    assert list(subscribers.members) == []
    subscribers.admit("::ffff:192.168.1.20", Version.V1)
    assert list(subscribers.members) == ["::ffff:192.168.1.20"]


def test_a_port_that_is_taken_is_said(port):
    with UdpEar(port):
        output = IFACIALMOCAP.output({"way": "answer", "listen": f"127.0.0.1:{port}"})
        with pytest.raises(MienError, match=f"cannot listen at 127.0.0.1:{port}: .*frames can be pushed instead"):
            output.open()
    output.open()
    output.close()
