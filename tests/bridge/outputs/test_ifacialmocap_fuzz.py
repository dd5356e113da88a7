"""Anything at all for a handshake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien_bridge.outputs.address import Address
from mien_bridge.outputs.ifacialmocap.subscribers import Subscribers, requested_version
from mien_bridge.outputs.ifacialmocap.text import Version
from tests.bridge.outputs.udp_ear import UdpEar, free_port

pytestmark = pytest.mark.fuzz

REQUEST = b"iFacialMocap_sahuasouryya9218sauhuiayeta91555dy3719"
VALID = {
    REQUEST: Version.V1,
    REQUEST + b"|sendDataVersion=v1": Version.V1,
    REQUEST + b"|sendDataVersion=v2": Version.V2,
}


@pytest.mark.parametrize(("datagram", "version"), VALID.items())
def test_requests_are_known(datagram, version):
    assert requested_version(datagram) is version
    assert requested_version(datagram + b"\r\n") is version


@given(st.binary(max_size=200) | st.binary(max_size=30).map(lambda tail: REQUEST + tail))
def test_nothing_else_is_a_request(datagram):
    assert (requested_version(datagram) is not None) == (datagram.rstrip(b" \t\r\n\v\f") in VALID)


@given(st.sampled_from(sorted(VALID)), st.integers(0, 60), st.integers(0, 255))
def test_a_request_with_a_wrong_byte_is_none(request, place, byte):
    place %= len(REQUEST)
    changed = request[:place] + bytes([byte]) + request[place + 1 :]
    assert (requested_version(changed) is None) == (changed != request)


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        b"iFacialMocap_UDPTCP_sahuasouryya9218sauhuiayeta91555dy3719",
        b"FACEMOTION3D_OtherStreaming",
        REQUEST + b"|sendDataVersion=v3",
    ],
)
def test_other_ways_are_not_answered(datagram):
    assert requested_version(datagram) is None


def test_a_flood_of_rubbish_is_read_in_turns_of_bounded_length():
    port = free_port()
    subscribers = Subscribers(Address("127.0.0.1", port))
    subscribers.open()
    with UdpEar() as ear:
        for size in range(100):
            ear.say(bytes(size * 10), port)
        ear.say(REQUEST, port)
        subscribers.turn()
        assert not subscribers.members
        subscribers.turn()
    assert list(subscribers.members) == ["127.0.0.1"]
    subscribers.close()
