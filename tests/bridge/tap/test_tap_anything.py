"""Any bytes at all into the reader of recordings."""

import contextlib
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien_bridge.tap.reader import TapReader
from mien_protocol.errors import MienError
from tests.bridge.tap.tapped import Talk, write_tap

pytestmark = pytest.mark.fuzz

MAX_HELD = 40_000_000
"""Twice the largest part: what is being read, and what was."""


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("tap") / "any.tap"


@pytest.fixture(scope="module")
def whole(path):
    return write_tap(path, Talk(frames=4).messages).read_bytes()


def survives(path, content):
    """How many messages are read before the end, or before it is said that there are no more."""
    path.write_bytes(content)
    read = 0
    with contextlib.suppress(MienError), TapReader(path) as reader:
        for message in reader:
            read += 1
            assert all(isinstance(part, bytes) for part in message.parts)
    return read


@given(content=st.binary(max_size=300))
def test_garbage(path, content):
    survives(path, content)


@given(data=st.data())
def test_garbage_after_some_messages(path, whole, data):
    assert survives(path, whole + data.draw(st.binary(max_size=100))) >= 6


@given(data=st.data())
def test_truncation_anywhere(path, whole, data):
    survives(path, whole[: data.draw(st.integers(0, len(whole)))])


@given(data=st.data())
def test_bytes_that_were_changed(path, whole, data):
    changed = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    survives(path, bytes(changed))


@pytest.mark.parametrize(
    "lie",
    [
        b"\xdd\xff\xff\xff\xff" + b"\x91" * 50_000,
        b"\x93\xa6motion\x01\xdd\xff\xff\xff\xff" + b"\xc4\x01a" * 50_000,
        b"\x93\xa6motion\x01\x91\xc6\xff\xff\xff\xff" + bytes(50_000),
        b"\x94\xa6motion\x01\x91\xc4\x01a" + b"\x91" * 50_000,
        b"\xdf\xff\xff\xff\xff" + b"\xa1a\x01" * 50_000,
        b"\x93\xdb\xff\xff\xff\xff" + b"a" * 50_000,
    ],
)
def test_declared_lengths_take_no_memory(path, whole, lie):
    tracemalloc.start()
    try:
        survives(path, whole + lie)
        survives(path, lie)
        assert tracemalloc.get_traced_memory()[1] < MAX_HELD
    finally:
        tracemalloc.stop()
