"""Any bytes at all where an envelope is expected: read or refused, nothing else."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien_protocol.envelope import message_in, pack_envelope, topics_in, unpack_envelope
from mien_protocol.errors import ProtocolError
from mien_protocol.messages.table import Sender
from mien_protocol.vectors.websocket import envelope_vectors, malformed_envelope_vectors

pytestmark = pytest.mark.fuzz

GOOD = [vector.data for vector in envelope_vectors()]


def read(data):
    """Reads it as whatever it may be."""
    envelope = unpack_envelope(data)
    for sender in Sender:
        message_in(envelope, sender)
    topics_in(envelope)


def survives(data):
    with suppress(ProtocolError):
        read(data)


@given(st.binary(max_size=200))
def test_any_bytes(data):
    survives(data)


@given(st.sampled_from(GOOD), st.data())
def test_envelopes_with_bytes_changed(good, draw):
    data = bytearray(good)
    for _ in range(draw.draw(st.integers(1, 4))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    survives(bytes(data))


@given(st.sampled_from(GOOD), st.integers(0, 400))
def test_envelopes_cut_off(good, length):
    survives(good[:length])


@pytest.mark.parametrize("vector", malformed_envelope_vectors(), ids=lambda vector: vector.name)
def test_a_malformed_envelope_is_refused(vector):
    with pytest.raises(ProtocolError) as caught:
        unpack_envelope(vector.data)
    assert caught.value.code == "malformed"


@pytest.mark.parametrize("vector", envelope_vectors(), ids=lambda vector: vector.name)
def test_a_golden_envelope_is_read(vector):
    file = vector.as_json()
    again = pack_envelope(unpack_envelope(vector.data))
    assert (again == vector.data) == file["canonical"]
