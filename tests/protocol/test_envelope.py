"""Envelopes: whatever goes in comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien_protocol.codec import encode
from mien_protocol.envelope import (
    CONTROL,
    SUBSCRIBE,
    TOPICS,
    Envelope,
    enveloped,
    message_in,
    pack_envelope,
    topics_in,
    unpack_envelope,
)
from mien_protocol.errors import ProtocolError
from mien_protocol.header import pack_header
from mien_protocol.messages.table import BY_CLASS, TABLE, Socket
from tests.protocol.wire_strategies import SESSIONS, messages

pytestmark = pytest.mark.prop

CARRIED = [row for row in TABLE if row.sockets[0] is not Socket.BAKE]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(max_size=40) | st.binary(max_size=300),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.text(max_size=16), VALUES, st.none() | st.binary(max_size=70_000))
def test_an_envelope_holds_what_was_put_in(channel, value, payload):
    read = unpack_envelope(pack_envelope(Envelope(channel, pack_header(value), payload)))
    assert (read.channel, read.header) == (channel, pack_header(value))
    assert read.payload == payload


@given(st.data())
def test_every_message_but_those_of_bakes_travels_in_one(data):
    row = data.draw(st.sampled_from(CARRIED))
    message = data.draw(messages(row.cls))
    envelope = unpack_envelope(enveloped(message))
    parts = encode(message)
    assert message_in(envelope, row.sender) == message
    assert (envelope.channel == CONTROL) == (BY_CLASS[row.cls].sockets[0] is Socket.CONTROL)
    assert envelope.header in parts


@given(st.lists(st.tuples(st.sampled_from(["motion", "face", "audio"]), SESSIONS), max_size=TOPICS))
def test_topics_are_read_as_they_were_named(named):
    topics = [f"{kind}/{session}/" for kind, session in named]
    assert topics_in(Envelope(SUBSCRIBE, pack_header({"topics": topics}))) == tuple(topics)


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"topics": "motion/a/"},
        {"topics": [b"motion/a/"]},
        {"topics": ["motion/"]},
        {"topics": ["motion/a"]},
        {"topics": ["bake/a/"]},
        {"topics": ["motion/a/"] * (TOPICS + 1)},
    ],
)
def test_what_is_no_topic_is_refused(value):
    with pytest.raises(ProtocolError, match="malformed|expected|at most") as caught:
        topics_in(Envelope(SUBSCRIBE, pack_header(value)))
    assert caught.value.code == "malformed"
