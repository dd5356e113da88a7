import json
import socket

import pytest

from mien_bridge.outputs.address import Address
from mien_bridge.outputs.vts.discovery import BROADCAST_PORT, Discovery, is_of_this_computer, read_address
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


def broadcast(**data):
    told = {
        "active": True,
        "port": 8044,
        "instanceID": "93aa0d0494304fddb057ae8a295c4e59",
        "windowTitle": "VTube Studio",
    }
    return {
        "apiName": "VTubeStudioPublicAPI",
        "apiVersion": "1.0",
        "timestamp": 1630159656406,
        "messageType": "VTubeStudioAPIStateBroadcast",
        "requestID": "VTubeStudioAPIStateBroadcast",
        "data": told | data,
    }


class Network:
    """Sends datagrams of loopback to a discovery; they have arrived when `send` returns."""

    def __init__(self, discovery):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.discovery = discovery

    def send(self, message):
        datagram = message if isinstance(message, bytes) else json.dumps(message).encode()
        self.socket.sendto(datagram, ("127.0.0.1", self.discovery.port))


@pytest.fixture
def looking():
    opened = []

    def look(**options):
        discovery = Discovery(0, **options)
        network = Network(discovery)
        opened.extend((discovery, network.socket))
        return discovery, network

    yield look
    for one in opened:
        one.close()


def test_it_is_found_where_it_says(looking):
    discovery, network = looking()
    assert discovery.look() is None
    network.send(broadcast())
    assert discovery.look() == Address("127.0.0.1", 8044)
    assert discovery.look() == Address("127.0.0.1", 8044)


def test_one_whose_api_is_off_is_told_of(looking):
    discovery, network = looking()
    network.send(broadcast(active=False))
    assert discovery.look() is None
    with pytest.raises(MienError, match="its API is off; turn on 'Start API"):
        discovery.give_up()


def test_of_two_the_one_that_is_on_is_taken(looking):
    discovery, network = looking()
    network.send(broadcast(active=False))
    network.send(broadcast(port=8002))
    assert discovery.look() == Address("127.0.0.1", 8002)


def test_one_on_another_computer_is_named_and_not_followed(looking):
    discovery, network = looking(is_own=lambda _host: False)
    network.send(broadcast())
    assert discovery.look() is None
    with pytest.raises(MienError, match="to send to it, name it, 127.0.0.1:8044"):
        discovery.give_up()


def test_where_nothing_is_heard_the_usual_port_is_tried(looking):
    discovery, _network = looking()
    assert discovery.give_up() == Address("127.0.0.1", 8001)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\xff\xff",
        b"[" * 4000,
        [],
        broadcast(port="8001"),
        broadcast(port=0),
        broadcast(port=65_536),
        broadcast(port=None),
        broadcast(active="yes"),
        broadcast() | {"data": 7},
        broadcast() | {"apiName": "Another"},
        broadcast() | {"messageType": "APIStateResponse"},
    ],
)
def test_anything_else_is_passed_over(looking, message):
    discovery, network = looking()
    network.send(message)
    assert discovery.look() is None
    assert discovery.give_up().port == 8001


def test_several_programs_can_listen(looking):
    first, _network = looking()
    second = Discovery(first.port)
    assert second.port == first.port
    second.close()


def test_a_port_that_cannot_be_had_is_survived(looking):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as holder:
        holder.bind(("", 0))
        discovery = Discovery(holder.getsockname()[1])
        assert discovery.port == 0
        assert discovery.look() is None
        discovery.close()
        discovery.close()


def test_own_addresses_are_told_from_others():
    assert is_of_this_computer("127.0.0.1")
    # TEST-NET-1, which nobody has.
    assert not is_of_this_computer("192.0.2.7")
    assert BROADCAST_PORT == 47_779


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("localhost", Address("localhost", 8001)),
        (" 192.168.1.20:8002 ", Address("192.168.1.20", 8002)),
        ("ws://studio.local:8001/", Address("studio.local", 8001)),
        ("[::1]:8001", Address("::1", 8001)),
    ],
)
def test_an_address_is_read_as_it_is_typed(typed, address):
    assert read_address(typed) == address
    assert read_address(f"ws://{address}") == address


@pytest.mark.parametrize("typed", ["", "http://a:1", "a:0", "a:65536", "a:b", "a b:1", "a:1:2", "user@a:1", "a/b"])
def test_what_is_no_address_is_said_to_be_none(typed):
    with pytest.raises(MienError, match="expected HOST:PORT"):
        read_address(typed)
