import socket

import pytest

from mien_bridge.outputs.address import Address
from mien_bridge.outputs.udp import UdpSender
from mien_protocol.errors import MienError
from tests.bridge.outputs.udp_ear import UdpEar, free_port

pytestmark = pytest.mark.real


@pytest.mark.parametrize(
    ("text", "host", "port", "written"),
    [
        ("localhost", "localhost", 5, "localhost:5"),
        (" 192.168.1.20:39540 ", "192.168.1.20", 39540, "192.168.1.20:39540"),
        ("[::1]:1", "::1", 1, "[::1]:1"),
        ("[fe80::1%eth0]", "fe80::1%eth0", 5, "[fe80::1%eth0]:5"),
        ("my-pc.local:65535", "my-pc.local", 65535, "my-pc.local:65535"),
    ],
)
def test_addresses_are_read(text, host, port, written):
    assert Address.of(text, 5) == Address(host, port)
    assert str(Address.of(text, 5)) == written


def test_localhost_is_that_of_receivers(monkeypatch):
    found = [
        (socket.AF_INET6, socket.SOCK_DGRAM, 17, "", ("::1", 7, 0, 0)),
        (socket.AF_INET, socket.SOCK_DGRAM, 17, "", ("127.0.0.1", 7)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert Address("localhost", 7).resolved() == (socket.AF_INET, ("127.0.0.1", 7))
    del found[1]
    assert Address("localhost", 7).resolved() == (socket.AF_INET6, ("::1", 7, 0, 0))


def test_datagrams_come_in_order():
    with UdpEar() as ear:
        sender = UdpSender(Address.of(ear.name, 1))
        sender.open()
        sender.send([b"one", b"two"])
        assert (ear.hear(), ear.hear()) == (b"one", b"two")
        sender.close()
        sender.close()


def test_it_opens_again():
    with UdpEar() as ear:
        sender = UdpSender(Address.of(ear.name, 1))
        for _ in range(2):
            sender.open()
            sender.send([b"here"])
            assert ear.hear() == b"here"
        sender.close()


def test_that_nothing_listens_is_noted_and_forgotten_when_something_does():
    port = free_port()
    sender = UdpSender(Address("127.0.0.1", port))
    sender.open()
    for _ in range(3):
        sender.send([b"?"])
    assert sender.note == f"nothing listens at 127.0.0.1:{port}: start the program, or check its port"
    with UdpEar(port) as ear:
        for _ in range(25):
            sender.send([b"!"])
            assert ear.hear() == b"!"
    assert sender.note == ""
    sender.close()


def test_a_host_that_is_none_is_said():
    with pytest.raises(MienError, match="there is no host 'no-such-host.invalid': .*; give its name or address"):
        UdpSender(Address("no-such-host.invalid", 1)).open()


def test_a_host_name_that_cannot_be_one_is_said():
    with pytest.raises(MienError, match="there is no host"):
        UdpSender(Address("a" * 300, 1)).open()


def test_what_no_network_carries_is_said():
    with UdpEar() as ear:
        sender = UdpSender(Address.of(ear.name, 1))
        sender.open()
        with pytest.raises(MienError, match=f"{ear.name} cannot be reached: Message too long; check host and network"):
            sender.send([bytes(70_000)])
        sender.close()


def test_before_it_is_open_it_sends_nothing():
    with pytest.raises(MienError, match="127.0.0.1:9 is not open"):
        UdpSender(Address("127.0.0.1", 9)).send([b"x"])
