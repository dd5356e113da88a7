"""Any messages at all: another implementation reads what was written, in order, from datagrams of the size allowed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythonosc.osc_bundle import OscBundle
from pythonosc.osc_message import OscMessage as Read

from mien_bridge.outputs.osc import OscDatagrams, OscMessage, encode_bundle, encode_message

pytestmark = pytest.mark.prop

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
NUMBERS = st.floats(width=32, allow_nan=False)
ARGUMENTS = st.lists(TEXTS | NUMBERS | st.integers(-(2**31), 2**31 - 1), max_size=6).map(tuple)
ADDRESSES = st.text("abcXYZ019/_-.", max_size=30).map(lambda text: "/" + text)
MESSAGES = st.lists(st.builds(OscMessage, ADDRESSES, ARGUMENTS), max_size=20)


def contents(datagram: bytes) -> list[tuple[str, tuple]]:
    bundle = OscBundle(datagram)
    assert bundle.size == len(datagram)
    return [
        (bundle.content(index).address, tuple(bundle.content(index).params)) for index in range(bundle.num_contents)
    ]


@given(st.builds(OscMessage, ADDRESSES, ARGUMENTS))
def test_messages_are_read_by_others(message):
    encoded = encode_message(message)
    read = Read(encoded)
    assert len(encoded) % 4 == 0
    assert (read.address, tuple(read.params)) == (message.address, message.arguments)


@given(MESSAGES)
def test_bundles_are_read_by_others(messages):
    assert contents(encode_bundle([encode_message(message) for message in messages])) == [
        (message.address, message.arguments) for message in messages
    ]


@given(MESSAGES, st.integers(0, 600), st.data())
def test_forms_split_between_messages_and_keep_their_order(messages, more, data):
    longest = max((len(encode_message(message)) for message in messages), default=0)
    most = 16 + 4 + longest + more
    form = OscDatagrams(messages, most_bytes=most)
    numbers = data.draw(st.lists(NUMBERS, min_size=form.size, max_size=form.size))
    datagrams = form.fill(np.array(numbers, np.float32))
    assert all(len(datagram) <= most for datagram in datagrams)
    rest = iter(numbers)
    expected = [
        (message.address, tuple(next(rest) if isinstance(value, float) else value for value in message.arguments))
        for message in messages
    ]
    assert [content for datagram in datagrams for content in contents(datagram)] == expected
